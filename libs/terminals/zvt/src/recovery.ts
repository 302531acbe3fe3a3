import type { Clock } from '@payport/domain';
import type { DriverSession, Evidence, RecoveryFinding, RecoveryQuery } from '@payport/terminals-core';
import { cardResultOf } from './card-result.ts';
import { CURRENCIES } from './constants.ts';
import type { Conversation } from './conversation.ts';
import { askLastRecord, markOf, NO_RECORD, readFacts, type KeptFacts, type LastRecord } from './last-record.ts';
import type { StatusInformation } from './messages.ts';
import { sameTid, tellUnmapped } from './order-run.ts';
import { readinessOf } from './readiness.ts';
import { classify } from './result-map.ts';
import type { ZvtSettings } from './settings.ts';

/** Asks the terminal what became of an order. Sends no order, and repeats none. */
export async function recover(
  conversation: Conversation,
  settings: ZvtSettings,
  query: RecoveryQuery,
  session: DriverSession,
  clock: Clock,
): Promise<RecoveryFinding> {
  const [allowed] = await Promise.allSettled([session.beforeFirstByte()]);
  if (allowed.status === 'rejected') return notYet({ reason: 'not_allowed' });
  const readiness = await readinessOf(conversation, settings);
  if (readiness.is !== 'free') return readiness.is === 'working' ? inProgress(readiness.evidence) : notYet(readiness.evidence);
  if (settings.registration) {
    const registered = await conversation.register();
    if (registered.end === 'silent' || registered.end === 'broken') return notYet({ registration: registered.end });
  }
  const record = await askLastRecord(conversation, settings.password);
  if (record.found === 'no_answer') return notYet({ lastRecord: 'no_answer' });
  return judge(record, query, session, { nowMs: clock.now(), recordProvesAbsence: settings.recordProvesAbsence });
}

const inProgress = (evidence: Evidence): RecoveryFinding => ({ finding: 'in_progress', evidence });
const notYet = (evidence: Evidence): RecoveryFinding => ({ finding: 'cannot_tell', conclusive: false, evidence });
/** Asking this terminal again leads to the same answer. */
const never = (evidence: Evidence): RecoveryFinding => ({ finding: 'cannot_tell', conclusive: true, evidence });

interface Judging {
  readonly nowMs: number;
  /** This terminal replaces its record with each operation, so that an unchanged one proves that nothing was stored since. */
  readonly recordProvesAbsence: boolean;
}

/**
 * What the terminal's last record proves. The record before the order was kept before the order's first byte, so that a new
 * one over the same amount is the order's, and the old one proves that nothing was stored since.
 */
export function judge(
  record: LastRecord,
  query: RecoveryQuery,
  session: Pick<DriverSession, 'alert'>,
  { nowMs, recordProvesAbsence }: Judging,
): RecoveryFinding {
  const facts = readFacts(query.kept);
  const mark = markOf(record);
  const evidence: Evidence = { before: facts.before, last: mark, answerKept: facts.answered, keptReceipt: facts.receipt };
  // Nothing was kept, and the order leaves only after that.
  if (facts.before === null) return query.memoryIntact ? { finding: 'not_found_proven', rung: 0, evidence } : never(evidence);
  // "Nothing stored" looks the same as "I do not tell", before the order as after it: that proves nothing.
  if (record.found !== 'record') return never(evidence);
  if (mark === facts.before) return recordProvesAbsence && query.memoryIntact ? { finding: 'not_found_proven', rung: 2, evidence } : never(evidence);
  const { status } = record;
  // Before the order it may only not have told: then this record is older than the order, unless it is the answer that we saw.
  if (facts.before === NO_RECORD && (facts.receipt === null || status.receipt !== facts.receipt)) return never({ ...evidence, distrust: 'no_mark' });
  if (query.order.tid !== null && status.terminalId !== null && !sameTid(query.order.tid, status.terminalId)) {
    session.alert({ kind: 'terminal_mismatch', detail: `registered as ${query.order.tid}, answered as ${status.terminalId}` });
    return never({ ...evidence, distrust: 'other_terminal' });
  }
  const doubt = doubtOf(status, query, facts);
  if (doubt !== null) return never({ ...evidence, distrust: doubt });
  tellUnmapped(status.resultCode, 'the last record', session);
  return verdictOf(status, query, nowMs, evidence);
}

function doubtOf(status: StatusInformation, query: RecoveryQuery, facts: KeptFacts): string | null {
  if (status.totals !== null) return 'end_of_day';
  if (status.amountMinor !== null && status.amountMinor !== query.order.amountMinor && status.amountMinor !== facts.unusedMinor) return 'amount';
  if (status.currency !== null && status.currency !== CURRENCIES[query.order.currency]) return 'currency';
  if (status.resultCode !== 0) return null;
  if (status.amountMinor === null) return 'no_amount';
  // The approval that we saw had another number: this record is something else, maybe its undoing.
  if (facts.receipt !== null && status.receipt !== facts.receipt) return 'receipt';
  return status.authCode !== null && query.alike.includes(status.authCode) ? 'other_payment' : null;
}

function verdictOf(status: StatusInformation, query: RecoveryQuery, nowMs: number, evidence: Evidence): RecoveryFinding {
  const verdict = classify(status.resultCode);
  const told = { ...evidence, resultCode: status.resultCode };
  if (verdict.verdict === 'approved') {
    const { operation, order } = query;
    const context = { operation, currency: order.currency, amountMinor: order.amountMinor, slip: null, nowMs };
    return { finding: 'approved', rung: 2, result: cardResultOf(status, context), evidence: told };
  }
  if (verdict.verdict === 'unknown') return never(told);
  return { finding: verdict.verdict, rung: 2, decline: verdict.decline, evidence: told };
}
