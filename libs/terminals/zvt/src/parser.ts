import { readApdu, type Apdu } from './apdu.ts';
import { fromBcd, toHex } from './bcd.ts';
import { readBitmaps, type Bitmaps } from './bitmaps.ts';
import { cleanApdu, statusCodeAt } from './clean.ts';
import { BMP, COMMAND, NEGATIVE, POSITIVE, TAG } from './constants.ts';
import type { DayTotals, PrintedLine, StatusInformation, TerminalMessage } from './messages.ts';
import { CARD_NAMES } from './tables/card-types.ts';
import { charsetOf, decodeText, type Charset } from './texts.ts';
import { findTlv, readTlvs, type Tlv } from './tlv.ts';

/** Data fields of one message, with its container read. */
class Fields {
  readonly #values = new Map<number, Uint8Array>();
  readonly objects: readonly Tlv[];

  constructor(
    { list }: Bitmaps,
    private readonly charset: Charset,
  ) {
    for (const { number, value } of list) if (!this.#values.has(number)) this.#values.set(number, value);
    this.objects = readTlvs(this.#values.get(BMP.tlv) ?? new Uint8Array()) ?? [];
  }

  bytes(number: number): Uint8Array | null {
    return this.#values.get(number) ?? null;
  }

  byte(number: number): number | null {
    return this.bytes(number)?.[0] ?? null;
  }

  digits(number: number): string | null {
    const value = this.bytes(number);
    return value === null ? null : fromBcd(value);
  }

  text(number: number): string | null {
    const value = this.bytes(number);
    if (value === null) return null;
    const text = decodeText(value, this.charset).replaceAll('\0', '').trim();
    return text === '' ? null : text;
  }

  tag(tag: number): Uint8Array | null {
    return findTlv(this.objects, tag)?.value ?? null;
  }
}

/** A whole message of a terminal. Card numbers must have been truncated before. `enquiry`: it answers a status enquiry. */
export function parseMessage(apdu: Apdu, { charset = 'cp437', enquiry = false }: { charset?: Charset; enquiry?: boolean } = {}): TerminalMessage {
  const { control, data } = apdu;
  const [high, low] = [control >> 8, control & 0xff];
  if (high === POSITIVE || control === NEGATIVE * 256) return { kind: 'positive' };
  if (high === NEGATIVE) return { kind: 'negative', error: low };
  switch (control) {
    case COMMAND.statusInformation:
      return statusMessage(data, charset);
    case COMMAND.intermediateStatus:
      return intermediate(data, charset);
    case COMMAND.completion:
      return completion(data, charset, enquiry);
    case COMMAND.abort:
      return { kind: 'abort', resultCode: data[0] ?? null, errorText: errorText(new Fields(readBitmaps(data, 1), charset), charset) };
    case COMMAND.printLine:
      return { kind: 'print', lines: [printedLine(data, charset)] };
    case COMMAND.printTextBlock:
      return { kind: 'print', lines: printedBlock(new Fields(readBitmaps(data), charset), charset) };
    case COMMAND.setDateTime: {
      const fields = new Fields(readBitmaps(data), charset);
      return { kind: 'clock', date: fields.digits(BMP.longDate), time: fields.digits(BMP.time) };
    }
    default:
      return { kind: 'request', control };
  }
}

/** The same from bytes that have not been cleaned yet: nothing is read before card data has left them. */
export function parseBytes(bytes: Uint8Array, how: { charset?: Charset; enquiry?: boolean } = {}): TerminalMessage | null {
  const apdu = readApdu(cleanApdu(bytes).bytes);
  return apdu === null ? null : parseMessage(apdu, how);
}

function statusMessage(data: Uint8Array, charset: Charset): TerminalMessage {
  const bitmaps = readBitmaps(data);
  const { brokenAt } = bitmaps;
  if (brokenAt !== null) {
    return { kind: 'malformed', control: COMMAND.statusInformation, fault: `bitmap ${(data[brokenAt] ?? 0).toString(16)} at ${brokenAt}` };
  }
  return { kind: 'status', status: statusOf(new Fields(bitmaps, charset), charset) };
}

function statusOf(fields: Fields, charset: Charset): StatusInformation {
  const amount = fields.digits(BMP.amount);
  const trace = fields.digits(BMP.trace);
  const longTrace = fields.tag(TAG.longTrace);
  const auth = fields.bytes(BMP.authAttribute);
  return {
    resultCode: fields.byte(BMP.result),
    amountMinor: amount === null ? null : BigInt(amount),
    currency: fields.digits(BMP.currency),
    receipt: fields.digits(BMP.receipt),
    // Six zeros stand for a longer number in the container.
    trace: longTrace !== null ? fromBcd(longTrace) : trace,
    turnover: fields.digits(BMP.turnover),
    terminalId: fields.digits(BMP.terminalId),
    merchantId: fields.text(BMP.merchantId),
    authCode: auth === null ? null : emptyAsNull(decodeText(auth, 'iso-8859-1').replace(/\0+$/, '').trim()),
    date: fields.digits(BMP.date),
    time: fields.digits(BMP.time),
    expiry: fields.digits(BMP.expiry),
    cardMask: maskOf(fields.bytes(BMP.pan)),
    cardName: fields.text(BMP.cardName) ?? cardName(fields),
    additionalText: fields.text(BMP.additionalText),
    hostResult: fields.byte(BMP.hostResult),
    errorText: errorText(fields, charset),
    totals: totalsOf(fields.bytes(BMP.totals)),
  };
}

const emptyAsNull = (text: string): string | null => (text === '' ? null : text);

/** FF means that the number stands in the container, in two bytes. */
function cardName(fields: Fields): string | null {
  const short = fields.byte(BMP.cardType);
  const long = fields.tag(TAG.cardType);
  const id = short === 0xff && long !== null ? Number.parseInt(toHex(long), 16) : short;
  return id === null ? null : (CARD_NAMES[id] ?? null);
}

/** `411111******1111`; the terminal's E and ours are the same star. */
function maskOf(pan: Uint8Array | null): string | null {
  if (pan === null || pan.length === 0) return null;
  return toHex(pan)
    .replace(/f$/, '')
    .replaceAll('e', '*')
    .replace(/[a-df].*$/, '');
}

function errorText(fields: Fields, charset: Charset): string | null {
  const text = fields.tag(TAG.errorText);
  return text === null ? null : emptyAsNull(decodeText(text, charset).trim());
}

const BRANDS = ['girocard', 'JCB', 'Mastercard', 'American Express', 'Visa', 'Diners', 'other'] as const;
const TOTALS_BYTES = 4 + BRANDS.length * 7;

function totalsOf(bytes: Uint8Array | null): DayTotals | null {
  if (bytes === null || bytes.length < TOTALS_BYTES) return null;
  const [fromReceipt, toReceipt] = [fromBcd(bytes.slice(0, 2)), fromBcd(bytes.slice(2, 4))];
  if (fromReceipt === null || toReceipt === null) return null;
  const brands = BRANDS.map((name, index) => {
    const at = 4 + index * 7;
    return { name, count: bytes[at] ?? 0, digits: fromBcd(bytes.slice(at + 1, at + 7)) };
  });
  if (brands.some(({ digits }) => digits === null)) return null;
  return { fromReceipt, toReceipt, brands: brands.map(({ name, count, digits }) => ({ name, count, amountMinor: BigInt(digits ?? '0') })) };
}

function intermediate(data: Uint8Array, charset: Charset): TerminalMessage {
  const minutes = data[1] === undefined ? null : fromBcd(Uint8Array.of(data[1]));
  const fields = new Fields(readBitmaps(data, 2), charset);
  const texts = findTlv(fields.objects, TAG.displayTexts)?.children ?? [];
  const text = texts.map(({ value }) => decodeText(value, charset)).join('\n');
  return { kind: 'intermediate', code: data[0] ?? 0, timeoutMinutes: minutes === null ? null : Number(minutes), text: emptyAsNull(text) };
}

function completion(data: Uint8Array, charset: Charset, enquiry: boolean): TerminalMessage {
  const bitmaps = readBitmaps(data);
  const fields = new Fields(bitmaps, charset);
  const statusAt = enquiry ? statusCodeAt(data) : null;
  return {
    kind: 'completion',
    terminalStatus: statusAt !== null ? (data[statusAt] ?? null) : fields.byte(BMP.type),
    terminalId: enquiry ? null : fields.digits(BMP.terminalId),
    currency: enquiry ? null : fields.digits(BMP.currency),
  };
}

/** FF counts line feeds; other attributes above 80 mark the last line. */
function printedLine(data: Uint8Array, charset: Charset): PrintedLine {
  const attribute = data[0] ?? 0;
  const last = attribute > 0x80 && attribute !== 0xff;
  return { text: attribute === 0xff ? '' : decodeText(data.slice(1), charset), last };
}

function printedBlock(fields: Fields, otherwise: Charset): readonly PrintedLine[] {
  const charset = charsetOf(fields.tag(TAG.charset) ?? undefined, otherwise);
  const lines: PrintedLine[] = [];
  for (const object of findTlv(fields.objects, TAG.printTexts)?.children ?? []) {
    const attribute = object.value[0] ?? 0;
    if (object.tag === TAG.text) lines.push({ text: decodeText(object.value, charset), last: false });
    else if (object.tag === TAG.attribute && attribute > 0x80 && attribute !== 0xff) lines.push({ text: '', last: true });
  }
  return lines;
}
