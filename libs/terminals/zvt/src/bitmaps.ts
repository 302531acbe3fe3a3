import { joined } from './bcd.ts';
import { BMP } from './constants.ts';
import { readTlvLength, tlvLength } from './tlv.ts';

/** How long a bitmap is: so many bytes, a length of two or three digits before it, or a BER length. */
type Size = number | 'll' | 'lll' | 'tlv';

const ONE = [0x01, 0x02, 0x03, 0x05, 0x19, 0x27, 0x72, 0x73, 0x74, 0x75, 0x8a, 0x8c, 0xa0, 0xd0, 0xd2, 0xd3, 0xe0, 0xe9, 0xea] as const;
const ONE_MORE = [0xf0, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd] as const;
const TWO = [0x0d, 0x0e, 0x17, 0x3a, 0x49, 0x87] as const;
const THREE = [0x0b, 0x0c, 0x37, 0x3d, 0x88, 0xaa] as const;
const LL = [0x22, 0x23, 0x2d, 0x4c, 0x8b, 0xa7, 0xd1, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8];
const LLL = [0x24, 0x2e, 0x3c, 0x60, 0x92, 0x9a, 0xaf];

const sized = (numbers: readonly number[], size: Size): [number, Size][] => numbers.map((number) => [number, size]);

/** Every bitmap there is: one that is not known cannot be passed over, since nothing says how long it is. */
const SIZES: ReadonlyMap<number, Size> = new Map<number, Size>([
  ...sized([...ONE, ...ONE_MORE], 1),
  ...sized(TWO, 2),
  ...sized(THREE, 3),
  ...sized([0x29, 0x70, 0x71], 4),
  ...sized([0xba], 5),
  ...sized([0x04], 6),
  ...sized([0x3b, 0xeb], 8),
  ...sized([0x2a], 15),
  ...sized(LL, 'll'),
  ...sized(LLL, 'lll'),
  [BMP.tlv, 'tlv'],
]);

/** One bitmap as it stands in a message: `at` is the place of its value. */
export interface Bitmap {
  readonly number: number;
  readonly at: number;
  readonly value: Uint8Array;
  /** So many bytes before the value are the digits of its length. */
  readonly digits: number;
}

export interface Bitmaps {
  readonly list: readonly Bitmap[];
  /** Where reading ended although bytes are left: an unknown bitmap, or one that is cut. Null: all is read. */
  readonly brokenAt: number | null;
}

/** Decimal digits in the low nibbles; the high ones are F, and not looked at. */
function digitLength(bytes: Uint8Array, at: number, digits: number): number | null {
  let length = 0;
  for (let index = at; index < at + digits; index += 1) {
    const digit = (bytes[index] ?? 0xff) & 0x0f;
    if (digit > 9) return null;
    length = length * 10 + digit;
  }
  return length;
}

interface Place {
  readonly start: number;
  readonly length: number;
  readonly digits: number;
}

function valueOf(bytes: Uint8Array, at: number, size: Size): Place | null {
  if (typeof size === 'number') return { start: at, length: size, digits: 0 };
  if (size === 'tlv') {
    const read = readTlvLength(bytes, at);
    return read === null ? null : { start: read.next, length: read.length, digits: 0 };
  }
  const digits = size === 'll' ? 2 : 3;
  const length = digitLength(bytes, at, digits);
  return length === null ? null : { start: at + digits, length, digits };
}

export function readBitmaps(bytes: Uint8Array, from = 0): Bitmaps {
  const list: Bitmap[] = [];
  for (let at = from; at < bytes.length;) {
    const number = bytes[at] ?? 0;
    const size = SIZES.get(number);
    const place = size === undefined ? null : valueOf(bytes, at + 1, size);
    if (place === null || place.start + place.length > bytes.length) return { list, brokenAt: at };
    list.push({ number, at: place.start, value: bytes.slice(place.start, place.start + place.length), digits: place.digits });
    at = place.start + place.length;
  }
  return { list, brokenAt: null };
}

/** @throws RangeError when the value is not as long as this bitmap is */
export function writeBitmap(number: number, value: Uint8Array): Uint8Array {
  const size = SIZES.get(number);
  if (size === undefined || (typeof size === 'number' && size !== value.length))
    throw new RangeError(`bitmap ${number.toString(16)} has another form`);
  if (typeof size === 'number') return joined(Uint8Array.of(number), value);
  if (size === 'tlv') return joined(Uint8Array.of(number), tlvLength(value.length), value);
  const digits = String(value.length).padStart(size === 'll' ? 2 : 3, '0');
  return joined(Uint8Array.of(number, ...Array.from(digits, (digit) => 0xf0 + Number(digit))), value);
}
