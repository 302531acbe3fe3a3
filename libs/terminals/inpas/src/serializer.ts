import { checksum } from './checksum.ts';
import { encodeText } from './code-page.ts';
import { CHECKSUM_BYTES, COMMAND, CURRENCY_NUMBER, FIELD, HEAD_BYTES, OPERATION, PARTS_LEFT_TAG, RRN_LENGTH, SOH, STX } from './constants.ts';
import type { HostReply, RawField, SaRequest } from './messages.ts';

/** What every request of ours says beside its own. */
export interface Sender {
  readonly terminalId: string;
  /** Our clock, `YYYYMMDDhhmmss`. */
  readonly cashTime: string;
}

const field = (number: number, text: string): RawField => ({ number, value: encodeText(text) });

/** The data of a message. */
export function serializeFields(fields: readonly RawField[]): Uint8Array {
  const data = new Uint8Array(fields.reduce((sum, { value }) => sum + 3 + value.length, 0));
  let at = 0;
  for (const { number, value } of fields) {
    data.set([number, value.length & 0xff, value.length >> 8], at);
    data.set(value, at + 3);
    at += 3 + value.length;
  }
  return data;
}

function envelope(start: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + data.length + CHECKSUM_BYTES);
  bytes.set([start, data.length & 0xff, data.length >> 8]);
  bytes.set(data, HEAD_BYTES);
  const sum = checksum(bytes.subarray(0, bytes.length - CHECKSUM_BYTES));
  bytes.set([sum >> 8, sum & 0xff], bytes.length - CHECKSUM_BYTES);
  return bytes;
}

/** A whole message as one packet. */
export const serializePacket = (fields: readonly RawField[]): Uint8Array => envelope(STX, serializeFields(fields));

/** One part of a large message; `partsLeft` 0 is the last. */
export function serializePart(partsLeft: number, data: Uint8Array): Uint8Array {
  const tags = serializeFields([field(PARTS_LEFT_TAG, String(partsLeft))]);
  return envelope(SOH, Uint8Array.from([tags.length & 0xff, tags.length >> 8, ...tags, ...data]));
}

const REPORTS = { short_report: COMMAND.shortReport, full_report: COMMAND.fullReport, copy: COMMAND.copy } as const;
/** Five digits, as the terminals' own software writes this field. */
const command = (number: number): RawField => field(FIELD.command, String(number).padStart(5, '0'));

/** The fields of a request, in the order of their numbers. */
export function requestFields(request: SaRequest, sender: Sender): readonly RawField[] {
  const own = (operation: number): RawField[] => [
    field(FIELD.cashTime, sender.cashTime),
    field(FIELD.operation, String(operation)),
    field(FIELD.transactionId, request.transactionId),
    field(FIELD.terminalId, sender.terminalId),
  ];
  const money = (amountMinor: bigint): RawField[] => [field(FIELD.amount, String(amountMinor)), field(FIELD.currency, CURRENCY_NUMBER)];
  const optional = (number: number, text: string | null): RawField[] => (text === null ? [] : [field(number, text)]);
  switch (request.kind) {
    case 'sale':
      return [...money(request.amountMinor), ...own(OPERATION.sale)];
    case 'refund':
    case 'void': {
      const rrn = request.rrn === null ? null : request.rrn.padStart(RRN_LENGTH, '0');
      return [...money(request.amountMinor), ...optional(FIELD.authCode, request.authCode), ...optional(FIELD.rrn, rrn), ...own(request.operation)];
    }
    case 'partial_reversal':
      return [
        field(FIELD.amount, String(request.amountMinor)),
        field(FIELD.originalAmount, String(request.originalAmountMinor)),
        field(FIELD.currency, CURRENCY_NUMBER),
        ...optional(FIELD.authCode, request.authCode),
        field(FIELD.rrn, request.rrn.padStart(RRN_LENGTH, '0')),
        ...own(OPERATION.void),
      ];
    case 'emergency_reversal':
      return [...money(request.amountMinor), ...optional(FIELD.authCode, request.authCode), ...own(OPERATION.emergencyReversal)];
    case 'settlement':
      return [field(FIELD.currency, CURRENCY_NUMBER), ...own(OPERATION.settlement)];
    case 'link_test':
      return own(OPERATION.linkTest);
    case 'short_report':
    case 'full_report':
    case 'copy':
      return [field(FIELD.currency, CURRENCY_NUMBER), ...own(OPERATION.userCommand), command(REPORTS[request.kind])];
  }
}

/** Our word on what the terminal wanted of its bank. */
export const hostReplyFields = (reply: HostReply, sender: Sender): readonly RawField[] => [
  field(FIELD.cashTime, sender.cashTime),
  field(FIELD.operation, String(OPERATION.userCommand)),
  field(FIELD.terminalId, sender.terminalId),
  command(reply.command),
  field(FIELD.commandStatus, String(reply.status)),
  ...(reply.data === null ? [] : [{ number: FIELD.data, value: reply.data }]),
];
