import type { DriverSession, Evidence, SettlementFinding, SettlementOrder, SettlementOutcome, SettlementQuery } from '@payport/terminals-core';
import type { Conversation } from './conversation.ts';
import { askLastRecord } from './last-record.ts';
import type { DayTotals, StatusInformation } from './messages.ts';
import { sameTid, tellUnmapped } from './order-run.ts';
import { readinessOf } from './readiness.ts';
import { classify, declineFor, refusalOf } from './result-map.ts';
import type { ZvtSettings } from './settings.ts';

const amount = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;

/** The totals as a slip, where the terminal prints its own: by card brand, as it tells them. `title`: as terminals print it. */
export const totalsText = ({ fromReceipt, toReceipt, brands }: DayTotals, title = 'KASSENSCHNITT'): string =>
  [
    `${title} ${fromReceipt}-${toReceipt}`,
    ...brands.filter(({ count }) => count > 0).map(({ name, count, amountMinor }) => `${name}: ${count}  ${amount(amountMinor)}`),
  ].join('\n');

/** Its sums are by brand and net: what of them are sales, refunds and voids is not told. */
const resultOf = (status: StatusInformation | null, slip: string | null) => ({
  totals: null,
  hostAgrees: null,
  slip: slip ?? (status?.totals ? totalsText(status.totals) : null),
  hostTime: null,
});

const mayNotSend: SettlementOutcome = {
  outcome: 'not_sent',
  decline: declineFor('not_allowed', null),
  evidence: { sent: false, cause: 'not_allowed' },
};

async function maySend(session: DriverSession): Promise<boolean> {
  const [allowed] = await Promise.allSettled([session.beforeFirstByte()]);
  return allowed.status === 'fulfilled';
}

/** Whether what closed, or has a record of it, is another terminal; people are told. */
function isStranger(tid: string | null, status: StatusInformation | null, session: DriverSession): boolean {
  const told = status?.terminalId ?? null;
  if (tid === null || told === null || sameTid(tid, told)) return false;
  session.alert({ kind: 'terminal_mismatch', detail: `registered as ${tid}, closed as ${told}` });
  return true;
}

export async function closeDay(
  conversation: Conversation,
  settings: ZvtSettings,
  { tid }: SettlementOrder,
  session: DriverSession,
): Promise<SettlementOutcome> {
  if (!(await maySend(session))) return mayNotSend;
  if (settings.registration) {
    const registered = await conversation.register();
    if (registered.end !== 'completed') {
      return { outcome: 'not_sent', decline: declineFor('no_connection', null), evidence: { sent: false, registration: registered.end } };
    }
  }
  if (!(await maySend(session))) return mayNotSend;
  const ending = await conversation.run({ kind: 'end_of_day', password: settings.password }, { sent: () => session.dispatched() });
  if (ending.end === 'refused') {
    tellUnmapped(ending.error, 'settlement', session);
    return { outcome: 'failed', decline: refusalOf(ending.error), slip: null, evidence: { end: 'refused' } };
  }
  const evidence: Evidence = { end: ending.end, resultCode: ending.status?.resultCode ?? null, terminalId: ending.status?.terminalId ?? null };
  const lost: SettlementOutcome = { outcome: 'unknown', decline: declineFor('outcome_unknown', null), evidence };
  if (isStranger(tid, ending.status, session)) return lost;
  if (ending.end === 'completed' && (ending.status === null || ending.status.resultCode === 0)) {
    return { outcome: 'done', result: resultOf(ending.status, ending.slip), evidence };
  }
  if (ending.end === 'silent' || ending.end === 'broken') return lost;
  const code = ending.status?.resultCode ?? (ending.end === 'aborted' ? ending.resultCode : null);
  tellUnmapped(code, 'settlement', session);
  const verdict = classify(code === 0 ? null : code);
  if (verdict.verdict === 'declined' || verdict.verdict === 'cancelled') {
    return { outcome: 'failed', decline: verdict.decline, slip: ending.slip, evidence: { ...evidence, code } };
  }
  return lost;
}

/** A last record that is an end of day, where operations were in the batch, is ours: nobody else may close it. */
export async function recoverClose(
  conversation: Conversation,
  settings: ZvtSettings,
  query: SettlementQuery,
  session: DriverSession,
): Promise<SettlementFinding> {
  if (!(await maySend(session))) return { finding: 'cannot_tell', conclusive: false, evidence: { reason: 'not_allowed' } };
  const readiness = await readinessOf(conversation, settings);
  if (readiness.is === 'working') return { finding: 'in_progress', evidence: readiness.evidence };
  if (readiness.is === 'no_answer') return { finding: 'cannot_tell', conclusive: false, evidence: readiness.evidence };
  const last = await askLastRecord(conversation, settings.password);
  if (last.found === 'no_answer') return { finding: 'cannot_tell', conclusive: false, evidence: { lastRecord: 'no_answer' } };
  if (last.found === 'record' && isStranger(query.tid, last.status, session)) {
    return { finding: 'cannot_tell', conclusive: false, evidence: { lastRecord: 'other_terminal' } };
  }
  if (last.found === 'record' && last.status.totals !== null && query.heldOperations) {
    return { finding: 'done', result: resultOf(last.status, null), evidence: { lastRecord: 'end_of_day' } };
  }
  // Many terminals do not repeat an end of day: a payment as the last record proves nothing.
  return { finding: 'cannot_tell', conclusive: true, evidence: { lastRecord: last.found } };
}
