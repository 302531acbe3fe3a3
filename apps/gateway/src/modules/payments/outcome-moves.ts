import {
  isFinal,
  mayMove,
  unreachable,
  type CardResult,
  type Decline,
  type PaymentRecord,
  type PaymentStatus,
  type TerminalSeen,
} from '@payport/domain';
import type { OrderOutcome, RecoveryFinding } from '@payport/terminals-core';

/** What an answer of the device makes of a payment. */
export interface Move {
  readonly to: PaymentStatus;
  readonly cause: string;
  readonly result: CardResult | null;
  readonly decline: Decline | null;
  readonly holdsTerminal: boolean;
  /** Of a move to `held`: whether the device suspended the operation; null: not known. */
  readonly suspended?: boolean | null;
}

/** Approved: final, or held where the hotel's system has to confirm it; then the device stays claimed. */
export function approvedMove(payment: PaymentRecord, cause: string, result: CardResult, suspended: boolean | null): Move {
  const base = { cause, result, decline: null } as const;
  return payment.confirmation === 'pms' ? { ...base, to: 'held', holdsTerminal: true, suspended } : { ...base, to: 'approved', holdsTerminal: false };
}

const PROVEN_ABSENT: Decline = {
  code: 'proven_absent',
  terminalCode: null,
  message: {
    ru: 'Терминал подтвердил: операция не выполнялась, деньги не списаны',
    en: 'The terminal confirmed: the operation never ran, no money moved',
  },
  advice: { ru: 'Можно провести оплату заново', en: 'The payment can be started again' },
  retry: 'now',
};

const MANUAL: Decline = {
  code: 'outcome_unknown',
  terminalCode: null,
  message: { ru: 'Результат неизвестен: терминал больше ничего сообщить не может', en: 'The result is unknown: the terminal can tell no more' },
  advice: {
    ru: 'Не проводите оплату повторно. Нужна проверка с банком: её ведёт поддержка, ответ придёт и с реестром банка',
    en: 'Do not take the payment again. It has to be checked with the bank: support does it, and the bank’s file will tell',
  },
  retry: 'do_not_retry_check_first',
};

/** The move for the end of an order. `not_sent` after the device took the order is a contradiction and stays unknown. */
export function moveOfOutcome(payment: PaymentRecord, outcome: OrderOutcome): Move {
  switch (outcome.outcome) {
    case 'approved':
      return approvedMove(payment, 'device_approved', outcome.result, suspendedBy(payment, outcome.suspended ?? null));
    case 'declined':
      return { to: 'declined', cause: 'device_declined', result: outcome.result, decline: outcome.decline, holdsTerminal: false };
    case 'cancelled':
      return { to: 'cancelled', cause: 'device_cancelled', result: null, decline: outcome.decline, holdsTerminal: false };
    case 'not_sent':
      return notSent(payment, outcome.decline);
    case 'unknown':
      return { to: 'unknown', cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: true };
    default:
      return unreachable(outcome);
  }
}

/** Before anybody else can have found something out about the order. */
export const WITH_ITS_SENDER: readonly PaymentStatus[] = ['accepted', 'dispatched', 'in_progress', 'cancelling'];

/**
 * Whether an answer still says something about the payment. One that proves nothing takes back nothing that others have proven
 * or ordered since: its gateway may have stood still for long. A final payment takes the words as a note.
 */
export function stillMoves(current: PaymentRecord, { to }: Pick<Move, 'to'>): boolean {
  if (isFinal(current.status)) return true;
  return to === 'unknown' ? WITH_ITS_SENDER.includes(current.status) : mayMove(current.status, to);
}

/** Whoever has asked the device since may have had the operation suspended: that it was not here proves nothing any more. */
const suspendedBy = (payment: PaymentRecord, suspended: boolean | null): boolean | null =>
  payment.status === 'unknown' && suspended === false ? null : suspended;

function notSent(payment: PaymentRecord, decline: Decline): Move {
  const base = { result: null, decline, holdsTerminal: false } as const;
  if (payment.status === 'cancelling') return { ...base, to: 'cancelled', cause: 'stopped_before_sending' };
  if (payment.status === 'in_progress') return { ...base, to: 'unknown', cause: 'no_proof', holdsTerminal: true };
  return { ...base, to: 'failed', cause: 'not_sent' };
}

/** The move for what the device proved later; null when it proved nothing yet. */
export function moveOfFinding(payment: PaymentRecord, finding: RecoveryFinding, suspended: boolean | null = null): Move | null {
  const base = { result: null, decline: null, holdsTerminal: false } as const;
  switch (finding.finding) {
    case 'approved':
      return approvedMove(payment, 'recovered', finding.result, suspended);
    case 'declined':
      return { ...base, to: 'declined', cause: 'recovered', decline: finding.decline };
    case 'cancelled':
      return { ...base, to: 'cancelled', cause: 'recovered', decline: finding.decline };
    case 'not_found_proven':
      return { ...base, to: 'failed', cause: 'proven_absent', decline: PROVEN_ABSENT };
    case 'cannot_tell':
      return finding.conclusive ? { ...base, to: 'manual_review', cause: 'device_cannot_tell', decline: MANUAL } : null;
    case 'in_progress':
      return null;
    default:
      return unreachable(finding);
  }
}

/** When the clock of the ladder has run out. */
export const MANUAL_REVIEW: Move = { to: 'manual_review', cause: 'ladder_exhausted', result: null, decline: MANUAL, holdsTerminal: false };

/** A gateway that restarts knows only that it does not know. */
export const INTERRUPTED: Decline = {
  code: 'outcome_unknown',
  terminalCode: null,
  message: {
    ru: 'Результат ещё неизвестен: шлюз был перезапущен во время операции',
    en: 'The result is not known yet: the gateway was restarted during the operation',
  },
  advice: { ru: 'Не проводите оплату повторно. Проверяем автоматически', en: 'Do not take the payment again. It is being checked automatically' },
  retry: 'do_not_retry_check_first',
};

/**
 * What the end of an order says about the device itself: that it answered, or why it cannot be reached as it is set up; null,
 * nothing: a cashier's stop or a wrong currency is not the device's fault.
 */
export function seenBy(outcome: OrderOutcome, atMs: number): TerminalSeen | null {
  if (outcome.outcome === 'unknown') return null;
  if (outcome.outcome !== 'not_sent') return { reachable: true, atMs };
  const { code, retry, message } = outcome.decline;
  return code === 'terminal_setup' && retry === 'later' ? { reachable: false, atMs, why: { message, step: outcome.step ?? null } } : null;
}
