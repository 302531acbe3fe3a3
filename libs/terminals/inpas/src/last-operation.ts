import type { DriverSession, LastOperation, LastOutcome } from '@payport/terminals-core';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import { sendOnce } from './sent-once.ts';

/** Emergency reversal: undoes the terminal's last operation. Sent once, under a number of its own. */
export async function rollbackLast(device: Device, operation: LastOperation, session: DriverSession): Promise<LastOutcome> {
  const { settings } = device;
  const { amountMinor, authCode } = operation;
  const judged = await sendOnce(
    device,
    {
      request: { kind: 'emergency_reversal', amountMinor, authCode, transactionId: device.newTransactionId() },
      operation: OPERATION.emergencyReversal,
      expected: { operations: [OPERATION.emergencyReversal], amountMinor, terminalId: settings.terminalId },
      patienceMs: settings.answerTimeoutMs,
      name: 'emergency reversal',
    },
    session,
  );
  const { evidence } = judged;
  switch (judged.verdict) {
    case 'approved':
      return { outcome: 'done', evidence };
    case 'declined':
    case 'cancelled':
      return { outcome: 'refused', already: false, decline: judged.decline, evidence };
    case 'not_sent':
    case 'unknown':
      return { outcome: judged.verdict, decline: judged.decline, evidence };
  }
}
