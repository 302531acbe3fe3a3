import {
  isFinal,
  moneyTexts,
  type BankEvidence,
  type Bilingual,
  type CardResult,
  type Decline,
  type PaymentEvent,
  type PaymentRecord,
  type PaymentStatus,
} from '@payport/domain';
import { capturedMinor, NOTHING_SAID, type Move } from '../payments/index.ts';
import { undoMayHaveRun } from '../two-phase/index.ts';

const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

/** States in which the bank may settle a payment without a person. */
const UNDECIDED: readonly PaymentStatus[] = ['unknown', 'reversal_unknown', 'manual_review'];

/** The event's cause, by the rung. */
const causeOf = ({ rung }: BankEvidence): string => (rung === 3 ? 'acquirer_proved' : 'registry_proved');

/**
 * What the bank's proof makes of a payment that nobody knows the end of, by all its events so far. Null: not exact enough, or
 * this state has no such way out; then a person decides.
 */
export function moveOfEvidence(payment: PaymentRecord, evidence: BankEvidence, events: readonly PaymentEvent[]): Move | null {
  if (!UNDECIDED.includes(payment.status)) return null;
  const base = { cause: causeOf(evidence), holdsTerminal: false } as const;
  const undone: Move = { ...base, to: 'reversed', result: null, decline: null };
  switch (evidence.says) {
    case 'captured':
      // Another amount is no proof about this order.
      if (evidence.amountMinor !== capturedMagnitude(payment)) return null;
      // An undo was ordered, and the bank tells of it in an operation of its own: the device may still deliver it, and its line
      // may stand in a later list than the sale's. That the sale stands in one proves nothing about the undo.
      if (isToBeUndone(payment) || undoMayHaveRun(events)) return null;
      return { ...base, to: 'approved', result: resultOf(payment, evidence), decline: null };
    case 'reversed':
      return evidence.amountMinor === capturedMagnitude(payment) ? undone : null;
    case 'declined':
      return payment.status === 'reversal_unknown' || wasApproved(payment) ? null : { ...base, to: 'declined', result: null, decline: REFUSED };
    case 'absent':
      // It was approved once: that nothing is there now means that the undo has reached the bank.
      return wasApproved(payment) ? undone : { ...base, to: 'failed', result: null, decline: ABSENT };
  }
}

/**
 * What the bank shows as moved by a final payment, where that is not what its state says or what the bank said before; null:
 * nothing new.
 */
export function contradictedTo(payment: PaymentRecord, evidence: BankEvidence): bigint | null {
  if (!isFinal(payment.status)) return null;
  const shown = shownBy(evidence);
  if (payment.contradiction) return payment.contradiction.provenMinor === shown ? null : shown;
  return shown === expected(payment, evidence) ? null : shown;
}

/** The bank's proof says what the state of a final payment says. */
export const bearsOut = (payment: PaymentRecord, evidence: BankEvidence): boolean =>
  isFinal(payment.status) && shownBy(evidence) === expected(payment, evidence);

const shownBy = ({ says, amountMinor }: BankEvidence): bigint => (says === 'captured' ? (amountMinor ?? 0n) : 0n);

/** What the state says has moved. A sale whose void ran, or may have run, is rightly reversed at the bank. */
function expected(payment: PaymentRecord, { says }: BankEvidence): bigint {
  if (payment.status !== 'approved') return 0n;
  const taken = capturedMagnitude(payment);
  return says === 'reversed' && payment.refundClaimsMinor >= taken ? 0n : taken;
}

/** The bank says now what the state says: nothing is left to be looked at. */
export const agreesAgain = (payment: PaymentRecord, provenMinor: bigint): boolean =>
  provenMinor === (payment.status === 'approved' ? capturedMagnitude(payment) : 0n);

const capturedMagnitude = (payment: PaymentRecord): bigint => magnitude(capturedMinor(payment));
const wasApproved = (payment: PaymentRecord): boolean => payment.hold !== null;
const isToBeUndone = ({ hold }: PaymentRecord): boolean => hold !== null && hold.confirmedAs === null;

/** What the bank said of it. A field that it did not give stays as it was known, or null. */
function resultOf(payment: PaymentRecord, { amountMinor, rrn, authCode, cardMask, tid, mid }: BankEvidence): CardResult {
  const known = payment.result ?? NOTHING_SAID;
  return {
    ...known,
    approvedAmountMinor: amountMinor,
    currency: payment.currency,
    rrn: known.rrn ?? rrn,
    authCode: known.authCode ?? authCode,
    cardMask: known.cardMask ?? cardMask,
    terminalTid: known.terminalTid ?? tid,
    merchantMid: known.merchantMid ?? mid,
  };
}

/** What an event keeps of it: plain values. */
export const evidenceFields = ({ amountMinor, lines, ...rest }: BankEvidence): Readonly<Record<string, unknown>> => ({
  ...rest,
  amountMinor: amountMinor?.toString() ?? null,
  lines: [...lines],
});

const SOURCES: Readonly<Record<BankEvidence['source'], Bilingual>> = {
  acquirer_api: { ru: 'Ответ банка на запрос об операции', en: 'The bank’s answer about the operation' },
  registry: { ru: 'Реестр банка', en: 'The bank’s registry' },
};
const SAYS: Readonly<Record<BankEvidence['says'], Bilingual>> = {
  captured: { ru: 'деньги по операции прошли', en: 'the operation’s money moved' },
  reversed: { ru: 'операция отменена', en: 'the operation was reversed' },
  declined: { ru: 'операция отклонена', en: 'the operation was declined' },
  absent: { ru: 'такой операции нет', en: 'there is no such operation' },
};
const MATCHES: Readonly<Record<BankEvidence['matchedBy'], Bilingual>> = {
  reference: { ru: 'найдена по номеру операции', en: 'found by the operation’s number' },
  rrn: { ru: 'найдена по RRN', en: 'found by its RRN' },
  terminal_amount_day: { ru: 'найдена по терминалу, сумме и дню', en: 'found by terminal, amount and day' },
};

const AUTH_CODE: Bilingual = { ru: 'код авторизации', en: 'authorization code' };

/** The proof in one sentence. */
export function sentenceOf(payment: PaymentRecord, evidence: BankEvidence): Bilingual {
  const { says, amountMinor, rrn, authCode, lines, matchedBy } = evidence;
  const amount = amountMinor === null ? null : moneyTexts(amountMinor, payment.currency);
  const numbers = (language: 'ru' | 'en'): string =>
    `${rrn === null ? '' : `, RRN ${rrn}`}${authCode === null ? '' : `, ${AUTH_CODE[language]} ${authCode}`}`;
  const where = lines.length === 0 ? '' : ` (${lines.join(', ')})`;
  const tail = (language: 'ru' | 'en'): string => (says === 'absent' ? '' : `; ${MATCHES[matchedBy][language]}`);
  const say = (language: 'ru' | 'en'): string =>
    `${SOURCES[evidence.source][language]}${where}: ${SAYS[says][language]}${amount ? `, ${amount[language]}` : ''}${numbers(language)}${tail(language)}`;
  return { ru: say('ru'), en: say('en') };
}

const AGAIN = { ru: 'Можно провести оплату заново', en: 'The payment can be started again' } as const;
const REFUSED: Decline = {
  code: 'issuer_refused',
  terminalCode: null,
  message: { ru: 'Банк сообщил: операция отклонена, деньги не списаны', en: 'The bank says: the operation was declined, no money moved' },
  advice: AGAIN,
  retry: 'now',
};
const ABSENT: Decline = {
  code: 'proven_absent',
  terminalCode: null,
  message: { ru: 'Банк сообщил: такой операции не было, деньги не списаны', en: 'The bank says: the operation never ran, no money moved' },
  advice: AGAIN,
  retry: 'now',
};
