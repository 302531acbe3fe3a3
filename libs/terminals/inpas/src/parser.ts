import { cleanField } from './clean.ts';
import { decodeText } from './code-page.ts';
import { FIELD, type FieldName } from './constants.ts';
import type { RawField, ReadMessage, SaMessage } from './messages.ts';
import { readReceipt } from './receipt.ts';

const FIELD_HEAD = 3;

/** Number, two bytes of length with the low one first, value; one after the other. Null where the bytes do not come out even. */
export function readFields(bytes: Uint8Array): readonly RawField[] | null {
  const fields: RawField[] = [];
  for (let at = 0; at < bytes.length;) {
    const [number, low, high] = bytes.subarray(at, at + FIELD_HEAD);
    if (number === undefined || low === undefined || high === undefined) return null;
    const end = at + FIELD_HEAD + (low | (high << 8));
    if (end > bytes.length) return null;
    fields.push({ number, value: new Uint8Array(bytes.subarray(at + FIELD_HEAD, end)) });
    at = end;
  }
  return fields;
}

/** Reads the data of a whole message. Null where it is none: cut, empty, or with a field twice. */
export function readMessage(data: Uint8Array): ReadMessage | null {
  const raw = readFields(data);
  if (raw === null || raw.length === 0 || new Set(raw.map(({ number }) => number)).size !== raw.length) return null;
  return messageOf(raw);
}

/** What the fields say, cleaned, each of them once. */
export function messageOf(raw: readonly RawField[]): ReadMessage {
  const cleaned = raw.map(cleanField);
  const kept = cleaned.map(({ field }) => field);
  return {
    message: toMessage(kept),
    kept,
    fullCardNumber: cleaned.some(({ fullCardNumber }) => fullCardNumber),
    passing: raw.find(({ number }) => number === FIELD.data)?.value ?? null,
  };
}

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(FIELD).map(([name, number]) => [number, name]));

/** The kept fields by name, as people look at them. */
export const namedFields = (kept: readonly RawField[]): Readonly<Record<string, string>> =>
  Object.fromEntries(kept.map(({ number, value }) => [NAMES.get(number) ?? `field${number}`, decodeText(value)]));

function toMessage(fields: readonly RawField[]): SaMessage {
  const byNumber = new Map(fields.map(({ number, value }) => [number, decodeText(value)]));
  const text = (name: FieldName): string | null => byNumber.get(FIELD[name])?.trim() || null;
  const number = (name: FieldName): number | null => wholeNumber(text(name));
  const minor = (name: FieldName): bigint | null => (/^[0-9]{1,12}$/.test(text(name) ?? '') ? BigInt(text(name) ?? '') : null);
  const receipt = byNumber.get(FIELD.receipt);
  return {
    amountMinor: minor('amount'),
    originalAmountMinor: minor('originalAmount'),
    currency: text('currency'),
    hostTime: timeOf(text('hostTime')),
    cardMask: text('card'),
    cardExpiry: expiryOf(text('expiry')),
    authCode: text('authCode'),
    rrn: text('rrn'),
    hostCode: text('hostCode'),
    text: text('text'),
    operation: number('operation'),
    transactionId: text('transactionId'),
    terminalId: text('terminalId'),
    merchantId: text('merchantId'),
    status: number('status'),
    commandMode: number('commandMode'),
    command: number('command'),
    commandStatus: number('commandStatus'),
    receipt: receipt === undefined ? null : readReceipt(receipt),
  };
}

/** Up to five digits; some are sent with zeros in front. */
const wholeNumber = (text: string | null): number | null => (text !== null && /^[0-9]{1,5}$/.test(text) ? Number(text) : null);

function timeOf(text: string | null): string | null {
  const [, year, month, day, hour, minute, second] = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(text ?? '') ?? [];
  return year === undefined ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

/** `yyMM` on the wire. */
function expiryOf(text: string | null): string | null {
  const [, year, month] = /^([0-9]{2})(0[1-9]|1[0-2])$/.exec(text ?? '') ?? [];
  return year === undefined ? null : `${month}/${year}`;
}
