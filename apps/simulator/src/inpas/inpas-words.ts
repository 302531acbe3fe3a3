import { OPERATION, receiptOf, STATUS, type TerminalReply } from '@payport/terminals-inpas';
import type { DeviceAnswer } from '../pinpad/answer.ts';
import { CODE, isHostAnswer } from '../pinpad/result-codes.ts';

/** Host answers are the host's own code plus this, in the device's numbering. */
const HOST_BASE = 4400;
const NOT_FOUND = 4118;
const ABOVE_ORIGINAL = 4363;
/** What the host says to orders about an original that it does not find, or of which less is left. */
const HOST_CODES: ReadonlyMap<number, string> = new Map([
  [NOT_FOUND, '25'],
  [ABOVE_ORIGINAL, '13'],
]);
const STOPPED: ReadonlySet<number> = new Set([CODE.cancelledByGuest, CODE.cancelledByTill, CODE.timedOut, CODE.cardPulledOut]);
const CUT = '\u0001';

/** The device's result as this protocol has it: a status, and the host's own code where the host said something. */
export function statusOf(code: number): Pick<TerminalReply, 'status' | 'hostCode' | 'text'> {
  if (code === CODE.approved) return { status: STATUS.approved, hostCode: '00', text: 'ОДОБРЕНО' };
  if (STOPPED.has(code)) return { status: STATUS.aborted, hostCode: null, text: 'ОПЕРАЦИЯ ПРЕРВАНА' };
  if (code === CODE.noLink) return { status: STATUS.noConnection, hostCode: null, text: 'НЕТ СВЯЗИ С БАНКОМ' };
  const hostCode = isHostAnswer(code) ? String(code - HOST_BASE).padStart(2, '0') : (HOST_CODES.get(code) ?? null);
  return { status: STATUS.declined, hostCode, text: `ОТКАЗАНО, КОД ${code}` };
}

const ORDER_OPERATIONS = { sale: OPERATION.sale, refund: OPERATION.refund, cancel: OPERATION.void } as const;
export const operationOf = (kind: keyof typeof ORDER_OPERATIONS): number => ORDER_OPERATIONS[kind];

const orNull = (text: string): string | null => (text === '' ? null : text);
/** `MM/YY` of a card as `yyMM`. */
const expiryOf = (text: string): string | null => {
  const [month, year] = text.split('/');
  return month === undefined || year === undefined ? null : `${year}${month}`;
};

/** The first copy of a slip as this terminal's own bank prints it, without the marks of this protocol's records. */
export const slipOf = (slip: string): string =>
  (slip.split(CUT)[0] ?? '').replaceAll('\r\n', '\n').replace(/[~^]/g, ' ').replace('ПАО СБЕРБАНК', 'УЧЕБНЫЙ БАНК').trimEnd();

/** What the device remembers of an order, as a message of this protocol. */
export const answerFields = (answer: DeviceAnswer, about: Pick<TerminalReply, 'operation' | 'transactionId' | 'amountMinor'>): TerminalReply => ({
  ...about,
  ...statusOf(answer.code),
  terminalId: answer.tid,
  hostTime: answer.localTime,
  card: orNull(answer.cardMask),
  expiry: expiryOf(answer.cardExpiry),
  authCode: orNull(answer.authCode),
  rrn: orNull(answer.rrn),
  merchantId: answer.mid,
  receipt: answer.slip === null ? null : receiptOf(slipOf(answer.slip), orNull(answer.cardName)),
});
