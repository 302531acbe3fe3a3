import type {
  DriverSession,
  Evidence,
  SettlementFinding,
  SettlementOrder,
  SettlementOutcome,
  SettlementQuery,
  SettlementResult,
} from '@payport/terminals-core';
import { abilitiesOf } from './abilities.ts';
import { distrust, evidenceOf, type Expected } from './answer.ts';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import type { SaMessage } from './messages.ts';
import { askForCopy, copyOf, questionId } from './recovery.ts';
import { classifyOrder, toldBy } from './result-map.ts';
import { sendOnce } from './sent-once.ts';

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
  const judged = await sendOnce(
    device,
    {
      request: { kind: 'settlement', transactionId: order.reference },
      operation: OPERATION.settlement,
      expected: expectedOf(device),
      // Nobody stands in front of a terminal that talks to its bank about a whole day.
      patienceMs: device.settings.timeLimitMs,
      name: 'settlement',
    },
    session,
  );
  const { evidence } = judged;
  switch (judged.verdict) {
    case 'approved':
      return { outcome: 'done', result: resultOf(judged.message), evidence };
    case 'declined':
    case 'cancelled':
      return { outcome: 'failed', decline: judged.decline, slip: judged.message.receipt?.slip ?? null, evidence };
    case 'not_sent':
    case 'unknown':
      return { outcome: judged.verdict, decline: judged.decline, evidence };
  }
}

/** The copy is all that can be asked: where it is of the close itself, it says what came of it. */
export async function recoverSettlement(device: Device, query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
  const left = await device.left(query.reference, session);
  if (left.left === 'running') return { finding: 'in_progress', evidence: { reason: 'program_runs' } };
  if (left.left === 'answer') {
    const told = closeToldBy(device, left.read.message, { rung: 0, ...evidenceOf(left.read.message) });
    if (told !== null) {
      await device.forget(query.reference);
      return told;
    }
  }
  const within = device.work.mayGoOn(query.reference);
  if (!abilitiesOf(device.settings).userCommands) {
    const evidence = { reason: 'no_copy' };
    return within ? { finding: 'in_progress', evidence } : { finding: 'cannot_tell', conclusive: true, evidence };
  }
  const question = questionId(device, query.reference);
  const ended = await askForCopy(device, question, session);
  if (ended.end === 'not_sent') return { finding: 'cannot_tell', conclusive: false, evidence: ended.evidence };
  if (ended.end !== 'answered')
    return within ? { finding: 'in_progress', evidence: ended.evidence } : { finding: 'cannot_tell', conclusive: false, evidence: ended.evidence };
  const { message } = ended.read;
  const evidence: Evidence = { rung: 1, ...evidenceOf(message), ...ended.evidence };
  const told = copyOf(message, query.reference, question) === 'asked' ? closeToldBy(device, message, evidence) : null;
  if (told !== null) return told;
  return within ? { finding: 'in_progress', evidence } : { finding: 'cannot_tell', conclusive: true, evidence };
}

/** What a record of the close itself proves; null: nothing. */
function closeToldBy(device: Device, message: SaMessage, evidence: Evidence): SettlementFinding | null {
  if (distrust(message, expectedOf(device)) !== null) return null;
  const verdict = classifyOrder(toldBy(message), device.settings);
  if (verdict.verdict === 'approved') return { finding: 'done', result: resultOf(message), evidence };
  return verdict.verdict === 'unknown' ? null : { finding: 'not_closed_proven', evidence };
}
