import type { DriverSession, Evidence, LostOperation, UndoOutcome } from '@payport/terminals-core';
import { alarm, distrust, evidenceOf, isOfAnotherTerminal } from './answer.ts';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import type { SaMessage } from './messages.ts';
import { askForCopy, copyOf, questionId } from './recovery.ts';
import { isSameId } from './reply.ts';
import { classifyOrder, toldBy } from './result-map.ts';
import { sendOnce } from './sent-once.ts';

/**
 * Emergency reversal of a sale whose answer is lost. The terminal undoes whatever its last operation is, which may be another
 * guest's: so its copy is asked for first, and nothing is sent unless that is this very sale, by the number it was given. Sent at
 * most once: of an undo whose answer was lost only the copy is believed.
 */
export async function undoLost(device: Device, lost: LostOperation, asking: DriverSession, sending: DriverSession): Promise<UndoOutcome> {
  if (lost.tried.some((reference) => device.work.mayGoOn(reference))) return { outcome: 'not_sent', evidence: { reason: 'terminal_may_still_work' } };
  const question = questionId(device, lost.of);
  const ended = await askForCopy(device, question, asking);
  if (ended.end !== 'answered') return { outcome: 'not_sent', evidence: { ...ended.evidence, reason: 'no_copy' } };
  const { message } = ended.read;
  const evidence: Evidence = { ...evidenceOf(message), ...ended.evidence };
  if (isOfAnotherTerminal(message, device.settings.terminalId)) {
    alarm('other_terminal', message, device.settings, asking);
    return { outcome: 'not_sent', evidence: { ...evidence, distrust: 'other_terminal' } };
  }
  if (lost.tried.length > 0) return earlierUndo(device, lost, message, evidence);
  const why = notLast(device, lost, message, question);
  return why === null ? send(device, lost, message, sending) : { outcome: 'not_last', evidence: { ...evidence, reason: why } };
}

/** Why the terminal's last operation is not to be undone for this sale; null: it is this sale, and money may have moved. */
function notLast(device: Device, lost: LostOperation, copy: SaMessage, question: string): string | null {
  const is = copyOf(copy, lost.of, question);
  if (is !== 'asked') return is === 'other' ? 'copy_of_another' : 'copy_of_unknown';
  const why = distrust(copy, { operations: [OPERATION.sale], amountMinor: lost.amountMinor, terminalId: device.settings.terminalId });
  if (why !== null) return why;
  const { verdict } = classifyOrder(toldBy(copy), device.settings);
  return verdict === 'declined' || verdict === 'cancelled' ? 'nothing_to_undo' : null;
}

async function send(device: Device, lost: LostOperation, { authCode }: SaMessage, session: DriverSession): Promise<UndoOutcome> {
  const { amountMinor, reference: transactionId } = lost;
  const judged = await sendOnce(
    device,
    {
      request: { kind: 'emergency_reversal', amountMinor, authCode, transactionId },
      operation: OPERATION.emergencyReversal,
      expected: { operations: [OPERATION.emergencyReversal], amountMinor, terminalId: device.settings.terminalId },
      patienceMs: device.settings.answerTimeoutMs,
      name: 'emergency reversal',
    },
    session,
  );
  return { outcome: OUTCOMES[judged.verdict], evidence: judged.evidence };
}

const OUTCOMES = { approved: 'done', declined: 'refused', cancelled: 'refused', not_sent: 'not_sent', unknown: 'unknown' } as const;

/** What the copy says of an undo whose answer was lost. A copy of anything else says nothing about it. */
function earlierUndo(device: Device, { tried, amountMinor }: LostOperation, copy: SaMessage, evidence: Evidence): UndoOutcome {
  const { transactionId, operation } = copy;
  const isIt = operation === OPERATION.emergencyReversal && transactionId !== null && tried.some((reference) => isSameId(transactionId, reference));
  const expected = { operations: [OPERATION.emergencyReversal], amountMinor, terminalId: device.settings.terminalId };
  if (!isIt || distrust(copy, expected) !== null) return { outcome: 'unknown', evidence: { ...evidence, reason: 'undo_not_recorded' } };
  return { outcome: OUTCOMES[classifyOrder(toldBy(copy), device.settings).verdict], evidence: { ...evidence, reason: 'undo_recorded' } };
}
