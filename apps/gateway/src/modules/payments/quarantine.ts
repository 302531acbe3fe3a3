import {
  QUARANTINE_REASONS,
  uuidV7,
  type CardResult,
  type Clock,
  type Decline,
  type PaymentEvent,
  type PaymentTx,
  type QuarantineReason,
  type Random,
  type TerminalRecord,
} from '@payport/domain';
import type { DriverAlert, Evidence, OrderOutcome, RecoveryFinding } from '@payport/terminals-core';
import { alarmText } from '../alarms/index.ts';
import { codesIn, raiseCodeAlarms, UnmappedCodes, type TerminalOfAlarm } from './unmapped-codes.ts';

const DETAIL_LIMIT = 300;

/** What a conversation has shown about the terminal itself: whether it is the registered one, where the first of it counts, and codes. */
export class Suspicion {
  private found: { readonly reason: QuarantineReason; readonly detail: string } | null = null;
  private readonly codes = new UnmappedCodes();

  constructor(private readonly terminal: Pick<TerminalRecord, 'tid' | 'mid'>) {}

  readonly hear = (alert: DriverAlert): void => {
    this.codes.hear(alert);
    const { kind, detail } = alert;
    if (isReason(kind)) this.found ??= { reason: kind, detail: detail.slice(0, DETAIL_LIMIT) };
  };

  /** Whatever the driver looks at by itself: the numbers in a result must be the registered ones. */
  look(result: CardResult | null): void {
    if (!result) return;
    const { tid, mid } = this.terminal;
    for (const [name, registered, answered] of [
      ['TID', tid, result.terminalTid],
      ['MID', mid, result.merchantMid],
    ] as const) {
      if (differ(registered, answered))
        this.hear({ kind: 'terminal_mismatch', detail: `${name} registered as ${registered}, answered as ${answered}` });
    }
  }

  /** The outcome with what it says about the terminal. An approval of another terminal is no answer to our order. */
  judge(outcome: OrderOutcome): OrderOutcome {
    if ('result' in outcome) this.look(outcome.result);
    const evidence = { ...outcome.evidence, ...this.evidence() };
    if (outcome.outcome !== 'approved' || !differ(this.terminal.tid, outcome.result.terminalTid)) return { ...outcome, evidence };
    return { outcome: 'unknown', decline: FOREIGN, runEnded: true, evidence: { ...evidence, answeredAs: outcome.result.terminalTid } };
  }

  /** The same with a later word of the device about an order. */
  judgeFinding(finding: RecoveryFinding): RecoveryFinding {
    if (finding.finding === 'approved') this.look(finding.result);
    const evidence = { ...finding.evidence, ...this.evidence() };
    if (finding.finding !== 'approved' || !differ(this.terminal.tid, finding.result.terminalTid)) return { ...finding, evidence };
    return { finding: 'cannot_tell', conclusive: false, evidence: { ...evidence, answeredAs: finding.result.terminalTid } };
  }

  /** For the evidence of what came of it: from there it gets into the outcome's transaction, also by way of the journal. */
  evidence(): Evidence {
    return { ...(this.found ? { [REASON]: this.found.reason, [DETAIL]: this.found.detail } : {}), ...this.codes.evidence() };
  }
}

const FOREIGN: Decline = {
  code: 'outcome_unknown',
  terminalCode: null,
  message: {
    ru: 'Ответил не тот терминал: прошла ли операция, неизвестно',
    en: 'Another terminal answered: it is not known whether the operation went through',
  },
  advice: { ru: 'Не проводите оплату повторно. Проверяем автоматически', en: 'Do not take the payment again. It is being checked automatically' },
  retry: 'do_not_retry_check_first',
};
const REASON = 'quarantine';
const DETAIL = 'quarantineDetail';

const isReason = (word: unknown): word is QuarantineReason => QUARANTINE_REASONS.some((reason) => reason === word);
const plain = (number: string): string => number.trim().toUpperCase();
const differ = (one: string | null, other: string | null): one is string => one !== null && other !== null && plain(one) !== plain(other);

/** What suspicion an evidence carries. */
function suspicionIn(evidence: PaymentEvent['evidence']): { readonly reason: QuarantineReason; readonly detail: string | null } | null {
  const { [REASON]: reason, [DETAIL]: detail, device } = evidence;
  // Beside the bank's proof what the device said stands apart.
  if (reason === undefined && typeof device === 'object' && device !== null) return suspicionIn(device as PaymentEvent['evidence']);
  return isReason(reason) ? { reason, detail: typeof detail === 'string' ? detail : null } : null;
}

/** Whether an evidence says something of the terminal itself, which must not get lost with the question that it came from. */
export const isAboutTerminal = (evidence: PaymentEvent['evidence']): boolean => suspicionIn(evidence) !== null || codesIn(evidence).length > 0;

interface NewsPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/** What the evidence says of the terminal itself, in the transaction of what came of the conversation. */
export async function tellOfTerminal(
  tx: Pick<PaymentTx, 'quarantineTerminal' | 'raiseCodeAlarm'>,
  terminal: TerminalOfAlarm,
  evidence: PaymentEvent['evidence'],
  ports: NewsPorts,
): Promise<void> {
  await quarantine(tx, terminal, evidence, ports);
  await raiseCodeAlarms(tx, terminal, evidence, ports);
}

/** Puts the terminal out of use, with an alarm, where the evidence says so; once, until a person lifts it. */
async function quarantine(
  tx: Pick<PaymentTx, 'quarantineTerminal'>,
  { propertyId, terminalId, terminalName }: TerminalOfAlarm,
  evidence: PaymentEvent['evidence'],
  { clock, random }: NewsPorts,
): Promise<void> {
  const found = suspicionIn(evidence);
  if (!found) return;
  const sinceMs = clock.now();
  const alarm = {
    id: uuidV7(clock, random),
    propertyId,
    terminalId,
    commandId: null,
    kind: 'terminal_quarantined',
    ...alarmText('terminal_quarantined', { terminal: terminalName }),
    sinceMs,
  } as const;
  await tx.quarantineTerminal({ ...found, sinceMs, alarm });
}
