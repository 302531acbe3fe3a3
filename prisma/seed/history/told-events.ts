import { unreachable, type CardResult, type Decline } from '@payport/domain';
import type { OrderOutcome, RecoveryFinding } from '@payport/terminals-core';
import type { Told } from './device-player.ts';
import type { HistoryEvent } from './played-order.ts';

/** What the gateway records of an answer. `open`: the device still has to be asked. */
export interface Recorded {
  readonly events: readonly HistoryEvent[];
  readonly result: CardResult | null;
  readonly decline: Decline | null;
  readonly open: boolean;
}

const ABSENT: Decline = {
  code: 'proven_absent',
  terminalCode: null,
  message: {
    ru: 'Терминал подтвердил: операция не выполнялась, деньги не списаны',
    en: 'The terminal confirmed: the operation never ran, no money moved',
  },
  advice: { ru: 'Можно провести оплату заново', en: 'The payment can be started again' },
  retry: 'now',
};

const FOR_A_PERSON: Decline = {
  code: 'outcome_unknown',
  terminalCode: null,
  message: { ru: 'Результат неизвестен: терминал больше ничего сообщить не может', en: 'The result is unknown: the terminal can tell no more' },
  advice: {
    ru: 'Не проводите оплату повторно. Нужна проверка с банком: её ведёт поддержка, ответ придёт и с реестром банка',
    en: 'Do not take the payment again. It has to be checked with the bank: support does it, and the bank’s file will tell',
  },
  retry: 'do_not_retry_check_first',
};

const line = (atMs: number, to: HistoryEvent['to'], cause: string, actor: string, evidence: HistoryEvent['evidence']): HistoryEvent => ({
  atMs,
  type: 'state',
  to,
  stage: null,
  cause,
  actor,
  evidence,
});

export function movesOfOutcome(outcome: OrderOutcome, atMs: number): Recorded {
  const told = (to: HistoryEvent['to'], cause: string): readonly HistoryEvent[] => [line(atMs, to, cause, 'device', outcome.evidence)];
  switch (outcome.outcome) {
    case 'approved':
      return { events: told('approved', 'device_approved'), result: outcome.result, decline: null, open: false };
    case 'declined':
      return { events: told('declined', 'device_declined'), result: outcome.result, decline: outcome.decline, open: false };
    case 'cancelled':
      return { events: told('cancelled', 'device_cancelled'), result: null, decline: outcome.decline, open: false };
    case 'unknown':
      return { events: told('unknown', 'no_proof'), result: null, decline: outcome.decline, open: true };
    case 'not_sent':
      throw new Error(`the history's orders are all sent: ${outcome.decline.code}`);
    default:
      return unreachable(outcome);
  }
}

/** The questions to the device, of which the last one settled it or showed that a person has to. */
export function movesOfFinding(asked: readonly Told<RecoveryFinding>[]): Recorded {
  const last = asked.at(-1);
  if (!last) throw new Error('an unknown outcome is asked about');
  const notes = asked
    .slice(0, -1)
    .map(({ answer, atMs }): HistoryEvent => ({ ...line(atMs, 'unknown', 'asked_device', 'recovery', evidenceOf(answer)), type: 'note' }));
  const end = (to: HistoryEvent['to'], cause: string): readonly HistoryEvent[] => [
    ...notes,
    line(last.atMs, to, cause, 'recovery', evidenceOf(last.answer)),
  ];
  const { answer } = last;
  switch (answer.finding) {
    case 'approved':
      return { events: end('approved', 'recovered'), result: answer.result, decline: null, open: false };
    case 'not_found_proven':
      return { events: end('failed', 'proven_absent'), result: null, decline: ABSENT, open: false };
    case 'cannot_tell':
      return { events: end('manual_review', 'device_cannot_tell'), result: null, decline: FOR_A_PERSON, open: false };
    case 'declined':
    case 'cancelled':
    case 'in_progress':
      throw new Error(`the history has no such finding: ${answer.finding}`);
    default:
      return unreachable(answer);
  }
}

const evidenceOf = (answer: RecoveryFinding): HistoryEvent['evidence'] => ({
  finding: answer.finding,
  ...('rung' in answer ? { rung: answer.rung } : {}),
  ...answer.evidence,
});
