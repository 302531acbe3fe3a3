import { OPERATION, STATUS, type TerminalReply, type TerminalRequest } from '@payport/terminals-inpas';
import type { LastWork } from '../pinpad/device-memory.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { CODE } from '../pinpad/result-codes.ts';

interface Undone {
  readonly last: LastWork;
  readonly reply: TerminalReply;
}

/** The reversal of each device's last operation, where there was one. Forgotten with the power. */
const undone = new WeakMap<Pinpad, Undone>();

/** What the device did last, where that was an emergency reversal. */
export function lastUndo(pad: Pinpad): TerminalReply | null {
  const known = undone.get(pad);
  return known !== undefined && known.last === pad.memory.lastWork ? known.reply : null;
}

/** Undoes the last operation, also one of which the device cannot say how it ended; once. `null`: its answer is lost on the way. */
export async function undoLast(pad: Pinpad, request: TerminalRequest): Promise<TerminalReply | null> {
  const fault = pad.faults.take('service')?.fault;
  if (fault === 'no_link') return null;
  const head = { operation: OPERATION.emergencyReversal, transactionId: request.transactionId, terminalId: pad.profile.tid };
  const last = pad.memory.lastWork;
  const isIt = last?.work === 'order' && last.order?.kind === 'sale' && last.order.amountMinor === request.amountMinor;
  if (!isIt || last.answer.code !== CODE.approved || last.answer.rrn === '' || undone.get(pad)?.last === last)
    return { ...head, status: STATUS.declined, text: 'НЕТ ОПЕРАЦИИ ДЛЯ ОТМЕНЫ' };
  await pad.commit(pad.ports.bank.reverse(last.answer.rrn), [{ type: 'phase', phase: 'rolled_back' }]);
  const reply = { ...head, status: STATUS.approved, hostCode: '00', amountMinor: last.order.amountMinor, rrn: last.answer.rrn, text: 'ОТМЕНЕНО' };
  undone.set(pad, { last, reply });
  return fault === 'lost_reply' ? null : reply;
}
