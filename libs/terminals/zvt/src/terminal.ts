/** What a terminal itself reads and writes: simulators and tests play the device with it. */
import { writeApdu, type Apdu } from './apdu.ts';
import { fromBcd, fromHex, joined, toBcd } from './bcd.ts';
import { readBitmaps, writeBitmap } from './bitmaps.ts';
import { BMP, COMMAND, REPEAT_STATUS_ONLY, TAG } from './constants.ts';
import type { EcrCommand, StatusInformation } from './messages.ts';
import { encodeText, type Charset } from './texts.ts';
import { writeTlv } from './tlv.ts';

/** A command as the terminal understands it; null where it is none that it knows, or a wrong one. */
export function readCommand({ control, data }: Apdu): EcrCommand | null {
  const fields = (from: number): ReadonlyMap<number, Uint8Array> | null => {
    const { list, brokenAt } = readBitmaps(data, from);
    return brokenAt === null ? new Map(list.map(({ number, value }) => [number, value])) : null;
  };
  const password = data.length < 3 ? null : fromBcd(data.slice(0, 3));
  switch (control) {
    case COMMAND.registration:
      return registration(data, password);
    case COMMAND.authorization:
      return money(fields(0), (amountMinor, currency) => ({ kind: 'authorization', amountMinor, currency }));
    case COMMAND.reservation:
      return money(fields(0), (amountMinor, currency) => ({ kind: 'reservation', amountMinor, currency }));
    case COMMAND.refund:
      return password === null ? null : money(fields(3), (amountMinor, currency) => ({ kind: 'refund', password, amountMinor, currency }));
    case COMMAND.reversal: {
      const read = fields(3);
      const receipt = receiptOf(read);
      if (password === null || receipt === null) return null;
      return money(read, (amountMinor, currency) => ({ kind: 'reversal', password, receipt, amountMinor, currency }));
    }
    case COMMAND.bookTotal:
    case COMMAND.reservationReversal:
    case COMMAND.partialReversal: {
      const read = fields(0);
      const receipt = receiptOf(read);
      if (receipt === null) return null;
      return money(read, (amountMinor, currency) => {
        if (control === COMMAND.partialReversal) return { kind: 'partial_reversal', receipt, unusedMinor: amountMinor, currency };
        return { kind: control === COMMAND.bookTotal ? 'book_total' : 'reservation_reversal', receipt, amountMinor, currency };
      });
    }
    case COMMAND.endOfDay:
      return password === null ? null : { kind: 'end_of_day', password };
    case COMMAND.statusEnquiry:
      return { kind: 'status_enquiry', password: password ?? '000000' };
    case COMMAND.repeatReceipt:
      return password === null ? null : { kind: 'repeat_receipt', password, print: fields(3)?.get(BMP.service)?.[0] !== REPEAT_STATUS_ONLY };
    case COMMAND.turnoverTotals:
      return password === null ? null : { kind: 'turnover_totals', password };
    case COMMAND.reprintReceipts:
      return receiptRange(data, password);
    case COMMAND.initialisation:
      return password === null ? null : { kind: 'initialisation', password };
    case COMMAND.diagnosis:
      return { kind: 'diagnosis' };
    case COMMAND.abortByEcr:
      return { kind: 'abort' };
    case COMMAND.logOff:
      return { kind: 'log_off' };
    default:
      return null;
  }
}

function registration(data: Uint8Array, password: string | null): EcrCommand | null {
  const config = data[3];
  const currency = fromBcd(data.slice(4, 6));
  return password === null || config === undefined || currency === null
    ? null
    : { kind: 'registration', password, config, currency, tlv: data.length > 6 };
}

/** Without its end a range is one receipt. */
function receiptRange(data: Uint8Array, password: string | null): EcrCommand | null {
  const fromReceipt = fromBcd(data.slice(3, 5));
  const toReceipt = fromBcd(data.length > 5 ? data.slice(5, 7) : data.slice(3, 5));
  const whole = data.length === 5 || data.length === 7;
  return password === null || fromReceipt === null || toReceipt === null || !whole
    ? null
    : { kind: 'reprint_receipts', password, fromReceipt, toReceipt };
}

function money(fields: ReadonlyMap<number, Uint8Array> | null, make: (amountMinor: bigint, currency: string) => EcrCommand): EcrCommand | null {
  const amount = fromBcd(fields?.get(BMP.amount) ?? new Uint8Array());
  const currency = fromBcd(fields?.get(BMP.currency) ?? fromHex('0978'));
  return amount === null || amount === '' || currency === null ? null : make(BigInt(amount), currency);
}

function receiptOf(fields: ReadonlyMap<number, Uint8Array> | null): string | null {
  const value = fields?.get(BMP.receipt);
  return value === undefined ? null : fromBcd(value);
}

/** What a terminal tells of a status; card data as it is on the device, PAN in digits. */
export type ToldStatus = Partial<Omit<StatusInformation, 'cardMask' | 'errorText' | 'totals' | 'cardName' | 'merchantId'>> & {
  readonly pan?: string;
  readonly cardType?: number;
  readonly cardName?: string;
  readonly merchantId?: string;
  readonly totals?: Uint8Array;
};

const PAN_DIGITS = 2;

export function writeStatus(status: ToldStatus, charset: Charset = 'cp437'): Uint8Array {
  const parts: Uint8Array[] = [];
  const bcd = (number: number, digits: string | null | undefined, bytes: number): void => {
    if (digits !== null && digits !== undefined) parts.push(writeBitmap(number, toBcd(digits, bytes)));
  };
  if (status.resultCode !== null && status.resultCode !== undefined) parts.push(writeBitmap(BMP.result, Uint8Array.of(status.resultCode)));
  bcd(BMP.amount, status.amountMinor?.toString(), 6);
  bcd(BMP.trace, status.trace, 3);
  bcd(BMP.time, status.time, 3);
  bcd(BMP.date, status.date, 2);
  bcd(BMP.expiry, status.expiry, 2);
  if (status.pan !== undefined) parts.push(writeBitmap(BMP.pan, fromHex(status.pan.length % PAN_DIGITS === 0 ? status.pan : `${status.pan}f`)));
  bcd(BMP.terminalId, status.terminalId, 4);
  if (status.merchantId !== undefined) parts.push(writeBitmap(BMP.merchantId, encodeText(status.merchantId.padEnd(15).slice(0, 15), charset)));
  if (status.authCode) parts.push(writeBitmap(BMP.authAttribute, encodeText(status.authCode.padEnd(8, '\0').slice(0, 8), charset)));
  bcd(BMP.currency, status.currency, 2);
  bcd(BMP.receipt, status.receipt, 2);
  bcd(BMP.turnover, status.turnover, 3);
  if (status.cardType !== undefined) parts.push(writeBitmap(BMP.cardType, Uint8Array.of(status.cardType)));
  if (status.cardName !== undefined) parts.push(writeBitmap(BMP.cardName, encodeText(`${status.cardName}\0`, charset)));
  if (status.additionalText) parts.push(writeBitmap(BMP.additionalText, encodeText(status.additionalText, charset)));
  if (status.totals !== undefined) parts.push(writeBitmap(BMP.totals, status.totals));
  return writeApdu({ control: COMMAND.statusInformation, data: joined(...parts) });
}

/** Totals of a batch by card brand, in the protocol's order of seven. */
export function writeTotals(from: string, to: string, brands: readonly { readonly count: number; readonly amountMinor: bigint }[]): Uint8Array {
  const seven = Array.from({ length: 7 }, (_, index) => brands[index] ?? { count: 0, amountMinor: 0n });
  return joined(
    toBcd(from, 2),
    toBcd(to, 2),
    ...seven.map(({ count, amountMinor }) => joined(Uint8Array.of(count), toBcd(amountMinor.toString(), 6))),
  );
}

export const writeIntermediate = (code: number, timeoutMinutes?: number): Uint8Array =>
  writeApdu({
    control: COMMAND.intermediateStatus,
    data: timeoutMinutes === undefined ? Uint8Array.of(code) : joined(Uint8Array.of(code), toBcd(String(timeoutMinutes), 1)),
  });

/** `terminalStatus`: the answer to a status enquiry. */
export function writeCompletion({ terminalStatus, terminalId }: { terminalStatus?: number; terminalId?: string } = {}): Uint8Array {
  if (terminalStatus !== undefined) return writeApdu({ control: COMMAND.completion, data: Uint8Array.of(terminalStatus) });
  const data =
    terminalId === undefined ? new Uint8Array() : joined(writeBitmap(BMP.type, Uint8Array.of(0)), writeBitmap(BMP.terminalId, toBcd(terminalId, 4)));
  return writeApdu({ control: COMMAND.completion, data });
}

export const writeAbort = (resultCode: number): Uint8Array => writeApdu({ control: COMMAND.abort, data: Uint8Array.of(resultCode) });

/** A receipt as one block of text; UTF-8, said so. */
export function writePrintBlock(lines: readonly string[]): Uint8Array {
  const texts = lines.map((line) => writeTlv(TAG.text, encodeText(line, 'utf-8')));
  const container = joined(
    writeTlv(TAG.receiptType, Uint8Array.of(1)),
    writeTlv(TAG.charset, Uint8Array.of(0xfe)),
    writeTlv(TAG.printTexts, joined(...texts, writeTlv(TAG.attribute, Uint8Array.of(0x81)))),
  );
  return writeApdu({ control: COMMAND.printTextBlock, data: writeBitmap(BMP.tlv, container) });
}
