import { COMMAND_STATUS, OPERATION, receiptOf, STATUS, type TerminalReply, type TerminalRequest } from '@payport/terminals-inpas';
import type { Command } from '../pinpad/command.ts';
import type { Draft } from '../pinpad/answer.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import type { Conversation } from '../pinpad/prompt.ts';
import { CODE } from '../pinpad/result-codes.ts';
import { lastUndo, undoLast } from './emergency-reversal.ts';
import { answerFields, operationOf, slipOf } from './inpas-words.ts';

const NO_SWITCHES = { department: null } as const;

/** What the device's kernel books as a refund of a part, this protocol calls by what remains. Forgotten with the power. */
const changedAmounts = new WeakMap<Pinpad, { readonly requestId: string | null; readonly amountMinor: bigint }>();

/** What comes back from the device, whatever leads to it. `truncateTo`: its bytes end there. */
export type InpasAnswer =
  { readonly type: 'reply'; readonly reply: TerminalReply; readonly truncateTo: number | null } | { readonly type: 'die' | 'drop' };

const saying = (reply: TerminalReply): InpasAnswer => ({ type: 'reply', reply, truncateTo: null });

/** Does what a cash desk asks of an INPAS terminal, over its line or through the bank's program alike. */
export async function answerRequest(pad: Pinpad, request: TerminalRequest, conversation: Conversation): Promise<InpasAnswer> {
  if (pad.refusal() !== null) return { type: 'drop' };
  if (request.terminalId !== null && request.terminalId !== pad.profile.tid) return refusal(pad, request, 'НЕВЕРНЫЙ НОМЕР ТЕРМИНАЛА');
  if (request.kind === 'emergency_reversal') {
    const reply = await undoLast(pad, request);
    return reply === null ? { type: 'drop' } : saying(reply);
  }
  const command = commandOf(request);
  if (command !== null) return perform(pad, request, command, conversation);
  if (request.kind === 'link_test') return saying({ ...headOf(pad, request), status: STATUS.approved });
  if (request.kind === 'copy') return saying(copyOf(pad, request));
  return refusal(pad, request, 'ОПЕРАЦИЯ НЕ ПОДДЕРЖИВАЕТСЯ');
}

async function perform(pad: Pinpad, request: TerminalRequest, command: Command, conversation: Conversation): Promise<InpasAnswer> {
  if (isChange(request)) changedAmounts.set(pad, { requestId: request.transactionId, amountMinor: request.amountMinor });
  const delivery = await pad.perform(command, conversation);
  if (delivery.type !== 'files') return { type: delivery.type };
  return { type: 'reply', reply: replyOf(pad, request, delivery.draft), truncateTo: delivery.draft.truncateTo };
}

function replyOf(pad: Pinpad, request: TerminalRequest, { answer, requestId }: Draft): TerminalReply {
  if (request.kind === 'short_report' || request.kind === 'full_report') {
    const receipt = answer.slip === null ? null : receiptOf(slipOf(answer.slip), null);
    const commandStatus = answer.code === CODE.approved ? COMMAND_STATUS.done : COMMAND_STATUS.failed;
    return { ...headOf(pad, request), status: null, command: request.command, commandStatus, receipt };
  }
  const moves = request.kind === 'sale' || request.kind === 'refund' || request.kind === 'void';
  const about = { operation: request.operation ?? OPERATION.sale, transactionId: requestId, amountMinor: moves ? request.amountMinor : null };
  return answerFields(answer, about);
}

/** The last operation, under the number that the cash desk gave it. One that cannot be read back says that it does not know. */
function copyOf(pad: Pinpad, request: TerminalRequest): TerminalReply {
  const undo = lastUndo(pad);
  if (undo !== null) return undo;
  const last = pad.memory.lastWork;
  const head = { ...headOf(pad, request), status: null, command: request.command };
  if (last === null) return { ...head, commandStatus: COMMAND_STATUS.noData };
  if (last.work === 'close') {
    if (last.slip === null) return { ...head, commandStatus: COMMAND_STATUS.failed };
    const closed = { operation: OPERATION.settlement, transactionId: last.requestId, terminalId: pad.profile.tid, status: STATUS.approved };
    return { ...closed, receipt: receiptOf(slipOf(last.slip), null) };
  }
  const { order } = last;
  // Reservations are no orders of this protocol.
  if (order === null || order.kind === 'preauthorization' || order.kind === 'capture') return { ...head, commandStatus: COMMAND_STATUS.noData };
  const changed = changedAmounts.get(pad);
  const about =
    order.kind === 'refund' && changed !== undefined && changed.requestId === last.requestId
      ? { operation: OPERATION.void, transactionId: last.requestId, amountMinor: changed.amountMinor }
      : { operation: operationOf(order.kind), transactionId: last.requestId, amountMinor: order.amountMinor };
  const reply = answerFields(last.answer, about);
  return last.readable ? reply : { ...reply, status: STATUS.undefined, hostCode: null, text: null, receipt: null, rrn: null, authCode: null };
}

const headOf = (pad: Pinpad, { operation, transactionId }: TerminalRequest): Pick<TerminalReply, 'operation' | 'transactionId' | 'terminalId'> => ({
  operation: operation ?? OPERATION.userCommand,
  transactionId,
  terminalId: pad.profile.tid,
});

const refusal = (pad: Pinpad, request: TerminalRequest, text: string): InpasAnswer =>
  saying({ ...headOf(pad, request), status: STATUS.declined, text });

/** A void that leaves a part of its original standing. */
const isChange = (request: TerminalRequest): request is TerminalRequest & { amountMinor: bigint; originalAmountMinor: bigint } =>
  request.kind === 'void' && request.amountMinor !== null && request.originalAmountMinor !== null;

/** What the device is told to do; null where its kernel has nothing to do with it. */
function commandOf(request: TerminalRequest): Command | null {
  const { kind, amountMinor, transactionId, rrn } = request;
  const own = { ...NO_SWITCHES, requestId: transactionId };
  if (isChange(request)) {
    const goesBackMinor = request.originalAmountMinor - request.amountMinor;
    return rrn === null || goesBackMinor <= 0n ? null : { kind: 'refund', amountMinor: goesBackMinor, rrn, withoutCard: true, ...own };
  }
  switch (kind) {
    case 'sale':
      return amountMinor === null ? null : { kind: 'sale', amountMinor, ...own };
    case 'refund':
      return amountMinor === null ? null : { kind: 'refund', amountMinor, rrn, withoutCard: rrn !== null, ...own };
    case 'void':
      return amountMinor === null || rrn === null ? null : { kind: 'cancel', amountMinor, rrn, withoutCard: true, ...own };
    case 'settlement':
      return { kind: 'close_day', ...own };
    case 'short_report':
    case 'full_report':
      return { kind: 'control_tape', full: kind === 'full_report', ...own };
    default:
      return null;
  }
}
