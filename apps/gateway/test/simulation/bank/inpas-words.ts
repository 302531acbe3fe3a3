import { COMMAND_STATUS, OPERATION, receiptOf, STATUS, type TerminalReply, type TerminalRequest } from '@payport/terminals-inpas';
import { PLANTED_CARD_NUMBER } from './pilot-program.ts';
import type { BankEntry } from './simulated-bank.ts';
import type { DeviceRecord } from './simulated-device.ts';

const MASK = '220220******4611';
const HOST_BASE = 4400;
const CANCELLED = 2000;
const NO_LINK = 4119;
/** What the terminal itself says of an original that is closed over or undone. */
const NO_ORIGINAL = '25';
const OPERATIONS: Readonly<Partial<Record<BankEntry['kind'], number>>> = { sale: OPERATION.sale, refund: OPERATION.refund, void: OPERATION.void };

function verdictOf(code: number): Pick<TerminalReply, 'status' | 'hostCode'> {
  if (code === 0) return { status: STATUS.approved, hostCode: '00' };
  if (code === CANCELLED) return { status: STATUS.aborted, hostCode: null };
  if (code === NO_LINK) return { status: STATUS.noConnection, hostCode: null };
  const host = code - HOST_BASE;
  return { status: STATUS.declined, hostCode: host > 0 && host < 100 ? String(host).padStart(2, '0') : NO_ORIGINAL };
}

export const stamp = (wallMs: number): string => new Date(wallMs).toISOString().replace(/\D/g, '').slice(0, 14);

/** What the terminal answers to an order, and gives as the copy of its last operation. */
export function answerOf({ order, code, entry, wallMs }: DeviceRecord, tid: string, wholeCard: boolean): TerminalReply {
  return {
    operation: OPERATIONS[order.kind] ?? OPERATION.sale,
    transactionId: order.reference,
    terminalId: tid,
    ...verdictOf(code),
    amountMinor: order.amountMinor,
    hostTime: stamp(wallMs),
    card: wholeCard ? PLANTED_CARD_NUMBER : MASK,
    expiry: '2912',
    ...(entry ? { authCode: entry.authCode, rrn: entry.rrn, receipt: receiptOf(`ГРАНД ОТЕЛЬ\n${order.kind}`, 'MIR') } : {}),
  };
}

export const closeOf = (reference: string, tid: string, wallMs: number): TerminalReply => ({
  operation: OPERATION.settlement,
  transactionId: reference,
  terminalId: tid,
  status: STATUS.approved,
  hostTime: stamp(wallMs),
  receipt: receiptOf('СВЕРКА ИТОГОВ\nИТОГИ СОВПАЛИ', null),
});

/** An answer to a question of ours, under the number that it came with. */
export const answerTo = ({ operation, command, transactionId }: TerminalRequest, tid: string, status: number | null): TerminalReply => ({
  operation: operation ?? OPERATION.userCommand,
  transactionId,
  terminalId: tid,
  status,
  command,
});

export const noData = (request: TerminalRequest, tid: string): TerminalReply => ({
  ...answerTo(request, tid, null),
  commandStatus: COMMAND_STATUS.noData,
});
