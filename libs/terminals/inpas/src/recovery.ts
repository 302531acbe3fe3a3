import { compactLocalTime } from '@payport/domain';
import { unmappedCode, type DriverSession, type Evidence, type RecoveryFinding, type RecoveryQuery } from '@payport/terminals-core';
import { abilitiesOf } from './abilities.ts';
import { alarm, distrust, evidenceOf, isOfAnotherTerminal, operationsOf } from './answer.ts';
import { cardResultOf } from './card-result.ts';
import { CLOCK_TOLERANCE_MS, COMMAND_STATUS, OPERATION, QUERY_TIMEOUT_MS } from './constants.ts';
import type { Device, Ended } from './device.ts';
import type { SaMessage } from './messages.ts';
import { keptNewAmount } from './partial-reversal.ts';
import { isSameId, matchCopy } from './reply.ts';
import { classifyOrder, toldBy } from './result-map.ts';

const inProgress = (evidence: Evidence): RecoveryFinding => ({ finding: 'in_progress', evidence });
const cannotTell = (conclusive: boolean, evidence: Evidence): RecoveryFinding => ({ finding: 'cannot_tell', conclusive, evidence });

/** Asks for the copy of the last operation. It says most where the terminal gives the number that we sent with it. */
export const askForCopy = (device: Device, transactionId: string, session: DriverSession): Promise<Ended> =>
  device.ask(
    {
      request: { kind: 'copy', transactionId },
      movesMoney: false,
      patienceMs: QUERY_TIMEOUT_MS,
      limitMs: QUERY_TIMEOUT_MS,
      match: (message, acknowledged) => matchCopy(message, transactionId, acknowledged),
    },
    session,
  );

/** A number for a question, which is not the number of what is asked about. */
export function questionId(device: Device, asked: string): string {
  const id = device.newTransactionId();
  return id === asked ? questionId(device, asked) : id;
}

/** What a copy is of. A terminal that answers under our question's own number says nowhere whom it is of. */
export function copyOf(message: SaMessage, asked: string, question: string): 'asked' | 'other' | 'not_told' {
  const isRecord = message.operation !== null && message.operation !== OPERATION.userCommand;
  if (!isRecord || message.transactionId === null || isSameId(message.transactionId, question)) return 'not_told';
  return isSameId(message.transactionId, asked) ? 'asked' : 'other';
}

/**
 * Whether the terminal had nothing newer than the operation of this copy when our order reached it. Somebody may have taken
 * money on the terminal itself since: then ours may lie below that and be forgotten. Clocks may differ a little.
 */
function isOlder(message: SaMessage, dispatchedAtMs: number, timeZone: string): boolean {
  if (message.hostTime === null) return false;
  return message.hostTime.replace(/[^0-9]/g, '') < compactLocalTime(dispatchedAtMs - CLOCK_TOLERANCE_MS, timeZone);
}

function provesAbsence(device: Device, query: RecoveryQuery, message: SaMessage, is: ReturnType<typeof copyOf>): boolean {
  const { copyProvesAbsence, timeZone } = device.settings;
  if (!copyProvesAbsence || !query.memoryIntact) return false;
  // A terminal without any record answers "no data"; one with another's gives that one's number and time.
  return message.commandStatus === COMMAND_STATUS.noData || (is === 'other' && isOlder(message, query.dispatchedAtMs, timeZone));
}

/** What the terminal's copy of its last operation proves about an earlier order. */
export async function recoverOrder(device: Device, query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
  const { order } = query;
  const { operation } = query;
  if (operation === 'preauthorization' || operation === 'capture' || operation === 'release')
    return cannotTell(true, { reason: 'not_of_this_protocol' });
  const left = await device.left(order.reference, session);
  if (left.left === 'running') return inProgress({ reason: 'program_runs' });
  if (left.left === 'answer') {
    const said = { rung: 0, ...evidenceOf(left.read.message), rrn: left.read.message.rrn } as const;
    const finding = ofRecord(device, { ...query, operation }, left.read.message, said, session);
    if (finding.finding !== 'cannot_tell') {
      await device.forget(order.reference);
      return finding;
    }
  }
  /** Until then the terminal may still be working on the order, whatever its last operation was. */
  const within = device.work.mayGoOn(order.reference);
  if (!abilitiesOf(device.settings).userCommands) return within ? inProgress({ reason: 'no_copy' }) : cannotTell(true, { reason: 'no_copy' });
  const ownId = questionId(device, order.reference);
  const ended = await askForCopy(device, ownId, session);
  if (ended.end === 'not_sent') return cannotTell(false, ended.evidence);
  if (ended.end !== 'answered') return within ? inProgress(ended.evidence) : cannotTell(false, ended.evidence);
  const { message } = ended.read;
  const evidence = { ...ended.evidence, rung: 1 as const, ...evidenceOf(message), rrn: message.rrn };
  if (message.commandStatus === COMMAND_STATUS.failed) return cannotTell(false, { ...evidence, reason: 'copy_failed' });
  if (isOfAnotherTerminal(message, device.settings.terminalId)) {
    // Another terminal stands there: what it knows, or does not know, says nothing about our order. It is put out of use, and asked
    // again when the registered one may be back.
    alarm('other_terminal', message, device.settings, session);
    const strange: Evidence = { ...evidence, distrust: 'other_terminal' };
    return within ? inProgress(strange) : cannotTell(false, strange);
  }
  const is = copyOf(message, order.reference, ownId);
  if (is === 'asked') return ofRecord(device, { ...query, operation }, message, evidence, session);
  if (within) return inProgress({ ...evidence, reason: 'terminal_may_still_work', copyOf: is });
  if (provesAbsence(device, query, message, is)) return { finding: 'not_found_proven', rung: 1, evidence: { ...evidence, copyOf: is } };
  return cannotTell(true, { ...evidence, reason: 'copy_of_another', copyOf: is });
}

function ofRecord(
  device: Device,
  query: RecoveryQuery & { readonly operation: 'sale' | 'refund' | 'void' },
  message: SaMessage,
  evidence: Evidence & { readonly rung: 0 | 1 },
  session: DriverSession,
): RecoveryFinding {
  const { order, operation } = query;
  const { settings } = device;
  const newAmountMinor = operation === 'refund' ? keptNewAmount(query.kept) : null;
  const expected = {
    operations: newAmountMinor === null ? operationsOf(operation) : [OPERATION.void],
    amountMinor: newAmountMinor ?? order.amountMinor,
    terminalId: settings.terminalId,
  };
  const why = distrust(message, expected);
  if (why !== null) {
    alarm(why, message, expected, session);
    return cannotTell(true, { ...evidence, distrust: why });
  }
  const verdict = classifyOrder(toldBy(message), settings);
  switch (verdict.verdict) {
    case 'approved': {
      // Of a record that names neither the bank's reference nor its code nor the amount nothing could be checked later.
      if (message.amountMinor === null || (message.rrn === null && message.authCode === null))
        return cannotTell(!device.answersMayBeCut, { ...evidence, reason: 'bare_record' });
      const oneCode = newAmountMinor === null && settings.refundOperation === String(OPERATION.void);
      return {
        finding: 'approved',
        rung: evidence.rung,
        result: cardResultOf(message, { operation, approvedAmountMinor: order.amountMinor, oneCode }),
        evidence,
      };
    }
    case 'declined':
    case 'cancelled':
      return { finding: verdict.verdict, rung: evidence.rung, decline: verdict.decline, evidence };
    case 'unknown':
      if (verdict.unmapped) session.alert(unmappedCode(String(message.status), 'a copy'));
      return cannotTell(!(device.answersMayBeCut && message.status === null), { ...evidence, reason: 'status_unclear' });
  }
}
