import { CURRENCIES, writeAbort, writeStatus, writeTotals, type ToldStatus } from '@payport/terminals-zvt';
import type { DeviceAnswer, LedgerDevice } from '../device/ledger-device.ts';

const CANCELLED = 0x6c;
const NO_ORIGINAL = 0xb5;
const RECORD_DEFECTIVE = 0xfb;
const STATUS_INFORMATION = [0x04, 0x0f] as const;
const INTERMEDIATE = [0x04, 0xff] as const;
const MERCHANT = '100764992';

export function resultCodeOf({ verdict, hostCode }: DeviceAnswer): number {
  if (verdict === 'approved') return 0;
  if (verdict === 'declined') return Number(hostCode);
  return verdict === 'no_original' ? NO_ORIGINAL : CANCELLED;
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const joined = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Buffer.concat(parts.map((part) => Uint8Array.from(part)));
const apdu = (control: readonly number[], data: Uint8Array): Uint8Array =>
  joined(control, data.length > 0xfe ? [0xff, data.length & 0xff, data.length >> 8] : [data.length], data);
const tlv = (tag: readonly number[], value: Uint8Array): Uint8Array => joined(tag, [value.length], value);
const container = (...objects: readonly Uint8Array[]): Uint8Array => {
  const value = joined(...objects);
  return joined([0x06], value.length < 0x80 ? [value.length] : [0x81, value.length], value);
};
const dataOf = (message: Uint8Array): Uint8Array => message.subarray(message[2] === 0xff ? 5 : 3);
const ll = (length: number): readonly number[] => Array.from(String(length).padStart(2, '0'), (digit) => 0xf0 + Number(digit));
const bcd = (digits: string): Uint8Array => Buffer.from(digits.length % 2 === 0 ? digits : `${digits}f`, 'hex');

/** Places of a status information that the room's own writer does not write. */
const EXTRAS: Readonly<Record<string, (pan: string) => Uint8Array>> = {
  track2: (pan) => joined([0x23], ll(bcd(`${pan}d2712`).length), bcd(`${pan}d2712`)),
  'error text': (pan) => container(tlv([0x1f, 0x17], ascii(`CARD ${pan}`))),
  'private tag': (pan) => container(tlv([0x1f, 0x60], ascii(pan))),
  'private tag in BCD': (pan) => container(tlv([0x1f, 0x61], bcd(pan))),
  'EMV number': (pan) => container(tlv([0x5a], bcd(pan))),
  'EMV track': (pan) => container(tlv([0x57], bcd(`${pan}d27122010000`))),
};

/** Fields that a terminal of this suite can print a whole card number into. */
export const LEAKS = ['pan', 'additional text', 'card name', 'slip', 'display', ...Object.keys(EXTRAS)];

function toldOf(device: LedgerDevice, answer: DeviceAnswer, currency: string): ToldStatus {
  const { lies, leak } = device;
  const { order, entry, at } = answer;
  const told = (field: string): string | null => (leak?.field === field ? leak.pan : null);
  const own = CURRENCIES[lies.currency ?? currency];
  return {
    resultCode: resultCodeOf(answer),
    amountMinor: lies.amountMinor ?? order.toldMinor ?? order.amountMinor,
    date: at.slice(4, 8),
    time: at.slice(8),
    terminalId: lies.tid ?? device.tid,
    merchantId: MERCHANT,
    expiry: '2712',
    pan: told('pan') ?? '411111eeeeee1111',
    cardName: told('card name') ?? 'VISA',
    ...(told('additional text') === null ? {} : { additionalText: `CARD ${told('additional text')}` }),
    ...(own === undefined ? {} : { currency: own }),
    ...(order.kind === 'close' && entry !== null ? { totals: writeTotals('0001', entry.receipt, [{ count: 1, amountMinor: 0n }]) } : {}),
    ...(entry === null ? {} : { receipt: entry.receipt, trace: entry.receipt.padStart(6, '0'), authCode: entry.authCode }),
  };
}

export function statusOf(device: LedgerDevice, answer: DeviceAnswer, currency: string): Uint8Array {
  const status = writeStatus(toldOf(device, answer, currency));
  const extra = device.leak === null ? undefined : EXTRAS[device.leak.field]?.(device.leak.pan);
  return extra === undefined ? status : apdu(STATUS_INFORMATION, joined(dataOf(status), extra));
}

/** A display text, as the terminal shows it to its guest. */
export const displayOf = (code: number, text: string): Uint8Array =>
  apdu(INTERMEDIATE, joined([code, 0], container(tlv([0x24], tlv([0x07], ascii(text))))));

/** The last record; a new terminal has the one of its installation. */
export function recordOf(device: LedgerDevice, currency: string): Uint8Array {
  const { last } = device;
  if (last === null) {
    return writeStatus({ resultCode: 0, amountMinor: 0n, receipt: '0000', trace: '000000', date: '0101', time: '000000', terminalId: device.tid });
  }
  return last.readable ? statusOf(device, last.answer, currency) : writeAbort(RECORD_DEFECTIVE);
}
