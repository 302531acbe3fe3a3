import { encodeText } from './code-page.ts';
import { COMMAND, CURRENCY_NUMBER, FIELD, MODE, OPERATION, RECEIPT_TAG } from './constants.ts';
import type { RawField, SaMessage } from './messages.ts';

export type TerminalOrderKind = 'sale' | 'refund' | 'void' | 'emergency_reversal';
export type TerminalQuestionKind = 'settlement' | 'link_test' | 'short_report' | 'full_report' | 'copy';

/** What a terminal reads from a cash desk's message. */
export interface TerminalRequest {
  /** Null: this terminal does not know it. */
  readonly kind: TerminalOrderKind | TerminalQuestionKind | null;
  readonly operation: number | null;
  readonly command: number | null;
  readonly transactionId: string | null;
  readonly terminalId: string | null;
  readonly amountMinor: bigint | null;
  /** With a void: `amountMinor` is what shall remain of this. */
  readonly originalAmountMinor: bigint | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
}

const ORDERS: ReadonlyMap<number, TerminalRequest['kind']> = new Map([
  [OPERATION.sale, 'sale'],
  [OPERATION.void, 'void'],
  [OPERATION.refund, 'refund'],
  [3, 'refund'],
  [OPERATION.emergencyReversal, 'emergency_reversal'],
  [OPERATION.settlement, 'settlement'],
  [OPERATION.linkTest, 'link_test'],
]);
const REPORTS: ReadonlyMap<number, TerminalRequest['kind']> = new Map([
  [COMMAND.shortReport, 'short_report'],
  [COMMAND.fullReport, 'full_report'],
  [COMMAND.copy, 'copy'],
]);

export function readRequest(message: SaMessage): TerminalRequest {
  const { operation, command, transactionId, terminalId, amountMinor, originalAmountMinor, rrn, authCode } = message;
  const kinds = operation === OPERATION.userCommand ? REPORTS : ORDERS;
  const kind = kinds.get((operation === OPERATION.userCommand ? command : operation) ?? -1) ?? null;
  return { kind, operation, command, transactionId, terminalId, amountMinor, originalAmountMinor, rrn, authCode };
}

/** What a terminal says. A field that is null is left out. */
export interface TerminalReply {
  readonly operation: number;
  readonly transactionId: string | null;
  readonly terminalId: string;
  readonly status: number | null;
  readonly amountMinor?: bigint | null;
  /** Of the amount, as ISO 4217 numbers it; roubles where it is not given. */
  readonly currency?: string;
  /** `YYYYMMDDhhmmss` */
  readonly hostTime?: string | null;
  readonly card?: string | null;
  /** `yyMM` */
  readonly expiry?: string | null;
  readonly authCode?: string | null;
  readonly rrn?: string | null;
  readonly hostCode?: string | null;
  readonly text?: string | null;
  readonly merchantId?: string | null;
  readonly command?: number | null;
  readonly commandStatus?: number | null;
  readonly receipt?: string | null;
}

const field = (number: number, value: string | number | bigint | null | undefined): readonly RawField[] =>
  value === null || value === undefined ? [] : [{ number, value: encodeText(String(value)) }];

/** The fields of a terminal's message, in the order of their numbers. */
export const replyFields = (reply: TerminalReply): readonly RawField[] => [
  ...field(FIELD.amount, reply.amountMinor),
  ...field(FIELD.currency, reply.amountMinor === null || reply.amountMinor === undefined ? null : (reply.currency ?? CURRENCY_NUMBER)),
  ...field(FIELD.hostTime, reply.hostTime),
  ...field(FIELD.card, reply.card),
  ...field(FIELD.expiry, reply.expiry),
  ...field(FIELD.authCode, reply.authCode),
  ...field(FIELD.rrn, reply.rrn),
  ...field(FIELD.hostCode, reply.hostCode),
  ...field(FIELD.text, reply.text),
  ...field(FIELD.operation, reply.operation),
  ...field(FIELD.transactionId, reply.transactionId),
  ...field(FIELD.terminalId, reply.terminalId),
  ...field(FIELD.merchantId, reply.merchantId),
  ...field(FIELD.status, reply.status),
  ...field(FIELD.command, reply.command),
  ...field(FIELD.commandStatus, reply.commandStatus),
  ...field(FIELD.receipt, reply.receipt),
];

/** "Wait" and "something changed": messages that answer nothing. */
export const waitFields = (terminalId: string): readonly RawField[] => [
  ...field(FIELD.operation, OPERATION.wait),
  ...field(FIELD.terminalId, terminalId),
];
export const progressFields = (terminalId: string, text: string): readonly RawField[] => [
  ...field(FIELD.text, text),
  ...field(FIELD.operation, OPERATION.progress),
  ...field(FIELD.terminalId, terminalId),
];

/** What a terminal wants of its bank through the cash desk. */
export type BankWish =
  | { readonly wish: 'open'; readonly host: string; readonly port: number }
  | { readonly wish: 'close' | 'read' }
  | { readonly wish: 'send'; readonly bytes: Uint8Array };

export function wishFields(wish: BankWish, terminalId: string): readonly RawField[] {
  const ofConnection = wish.wish === 'open' || wish.wish === 'close';
  const mode = { open: MODE.openConnection, close: MODE.closeConnection, send: MODE.toHost, read: MODE.toTerminal }[wish.wish];
  const bytes = wish.wish === 'open' ? encodeText(`${wish.host};${wish.port}\0`) : wish.wish === 'send' ? wish.bytes : null;
  return [
    ...field(FIELD.operation, OPERATION.userCommand),
    ...field(FIELD.terminalId, terminalId),
    ...field(FIELD.commandMode, mode),
    ...field(FIELD.command, String(ofConnection ? COMMAND.hostConnection : COMMAND.hostData).padStart(5, '0')),
    ...(bytes === null ? [] : [{ number: FIELD.data, value: bytes }]),
  ];
}

/** Records of a receipt: the kind of card, and the slip as the terminal would print it. */
export const receiptOf = (slip: string, cardType: string | null): string =>
  `${cardType === null ? '' : `${RECEIPT_TAG.cardType}^Карта^${cardType}~`}${RECEIPT_TAG.slip}^^${slip.replaceAll('\n', '\r\n')}~`;
