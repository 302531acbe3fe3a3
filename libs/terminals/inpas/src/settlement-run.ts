import type {
  DriverSession,
  Evidence,
  SettlementFinding,
  SettlementOrder,
  SettlementOutcome,
  SettlementQuery,
  SettlementResult,
} from '@payport/terminals-core';
import { distrust, type Expected } from './answer.ts';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import type { SaMessage } from './messages.ts';
import { alarm, evidenceOf } from './order-run.ts';
import { askForCopy, copyOf, questionId } from './recovery.ts';
import { matchReply } from './reply.ts';
import { classifyOrder, declineFor, toldBy } from './result-map.ts';

const AGREES = /ИТОГИ\s+СОВПА/i;
const DIFFERS = /(НЕ\s+СОВПА|РАСХОЖДЕН|РАЗОШЛИСЬ)/i;

/** The layout of the report is not known, so that totals are read from none; its verdict is a sentence. */
function resultOf(message: SaMessage): SettlementResult {
  const slip = message.receipt?.slip ?? null;
  const hostAgrees = slip === null ? null : DIFFERS.test(slip) ? false : AGREES.test(slip) ? true : null;
  return { totals: null, hostAgrees, slip, hostTime: message.hostTime };
}

const expectedOf = (device: Device): Expected => ({ operations: [OPERATION.settlement], amountMinor: null, terminalId: device.settings.terminalId });

/** Closes the batch. Sent once, as an order is: what is not proven is looked into, never repeated. */
export async function performSettlement(device: Device, order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
  const { settings } = device;
  const asked = { operation: OPERATION.settlement, transactionId: order.reference, idsRepeated: settings.transactionIds };
  const ended = await device.ask(
    {
      request: { kind: 'settlement', transactionId: order.reference },
      movesMoney: true,
      patienceMs: settings.timeLimitMs,
      limitMs: settings.timeLimitMs,
      match: (message, acknowledged) => matchReply(message, asked, acknowledged),
    },
    session,
  );
  if (ended.end === 'not_sent') return { outcome: 'not_sent', decline: declineFor(ended.cause), evidence: ended.evidence };
  if (ended.end !== 'answered') return { outcome: 'unknown', decline: declineFor('outcome_unknown'), evidence: ended.evidence };
  const { message } = ended.read;
  const expected = expectedOf(device);
  const why = ended.match === 'unproven' ? 'no_number' : distrust(message, expected);
  const evidence: Evidence = { ...evidenceOf(message), ...ended.evidence, distrust: why };
  if (why !== null) {
    alarm(why, message, expected, session);
    return { outcome: 'unknown', decline: declineFor('outcome_unknown', toldBy(message)), evidence };
  }
  const verdict = classifyOrder(toldBy(message), settings, ended.stopped);
  if (verdict.verdict === 'approved') return { outcome: 'done', result: resultOf(message), evidence };
  if (verdict.verdict !== 'unknown') return { outcome: 'failed', decline: verdict.decline, slip: message.receipt?.slip ?? null, evidence };
  if (verdict.unmapped) session.alert({ kind: 'unmapped_code', detail: `status ${String(message.status)} on settlement` });
  return { outcome: 'unknown', decline: verdict.decline, evidence };
}

/** The copy is all that can be asked: where it is of the close itself, it says what came of it. */
export async function recoverSettlement(device: Device, query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
  const question = questionId(device, query.reference);
  const ended = await askForCopy(device, question, session);
  const within = device.io.clock.now() < query.dispatchedAtMs + device.stepLimitMs;
  if (ended.end === 'not_sent') return { finding: 'cannot_tell', conclusive: false, evidence: ended.evidence };
  if (ended.end !== 'answered')
    return within ? { finding: 'in_progress', evidence: ended.evidence } : { finding: 'cannot_tell', conclusive: false, evidence: ended.evidence };
  const { message } = ended.read;
  const evidence: Evidence = { rung: 1, ...evidenceOf(message), ...ended.evidence };
  if (copyOf(message, query.reference, question) === 'asked' && distrust(message, expectedOf(device)) === null) {
    const verdict = classifyOrder(toldBy(message), device.settings);
    if (verdict.verdict === 'approved') return { finding: 'done', result: resultOf(message), evidence };
    if (verdict.verdict !== 'unknown') return { finding: 'not_closed_proven', evidence };
  }
  return within ? { finding: 'in_progress', evidence } : { finding: 'cannot_tell', conclusive: true, evidence };
}
