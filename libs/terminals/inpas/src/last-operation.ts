import type { DriverSession, LastOperation, LastOutcome } from '@payport/terminals-core';
import { distrust } from './answer.ts';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import { alarm, evidenceOf } from './order-run.ts';
import { matchReply } from './reply.ts';
import { classifyOrder, declineFor, toldBy } from './result-map.ts';

/** Emergency reversal: undoes the terminal's last operation. Sent once, under a number of its own. */
export async function rollbackLast(device: Device, operation: LastOperation, session: DriverSession): Promise<LastOutcome> {
  const { settings } = device;
  const transactionId = device.newTransactionId();
  const asked = { operation: OPERATION.emergencyReversal, transactionId, idsRepeated: settings.transactionIds };
  const ended = await device.ask(
    {
      request: { kind: 'emergency_reversal', amountMinor: operation.amountMinor, authCode: operation.authCode, transactionId },
      movesMoney: true,
      patienceMs: settings.answerTimeoutMs,
      limitMs: settings.timeLimitMs,
      match: (message, acknowledged) => matchReply(message, asked, acknowledged),
    },
    session,
  );
  if (ended.end === 'not_sent') return { outcome: 'not_sent', decline: declineFor(ended.cause), evidence: ended.evidence };
  if (ended.end !== 'answered') return { outcome: 'unknown', decline: declineFor('outcome_unknown'), evidence: ended.evidence };
  const { message } = ended.read;
  const expected = { operations: [OPERATION.emergencyReversal], amountMinor: operation.amountMinor, terminalId: settings.terminalId };
  const why = ended.match === 'unproven' ? 'no_number' : distrust(message, expected);
  const evidence = { ...evidenceOf(message), ...ended.evidence, distrust: why };
  if (why !== null) {
    alarm(why, message, expected, session);
    return { outcome: 'unknown', decline: declineFor('outcome_unknown', toldBy(message)), evidence };
  }
  const verdict = classifyOrder(toldBy(message), settings);
  if (verdict.verdict === 'approved') return { outcome: 'done', evidence };
  if (verdict.verdict !== 'unknown') return { outcome: 'refused', already: false, decline: verdict.decline, evidence };
  if (verdict.unmapped) session.alert({ kind: 'unmapped_code', detail: `status ${String(message.status)} on emergency reversal` });
  return { outcome: 'unknown', decline: verdict.decline, evidence };
}
