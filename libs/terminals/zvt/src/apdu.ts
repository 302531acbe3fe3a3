import { ReceiveBuffer } from '@payport/terminals-core';
import { joined } from './bcd.ts';

/** One message of the protocol: class and instruction, then data. */
export interface Apdu {
  readonly control: number;
  readonly data: Uint8Array;
}

/** Lengths up to here stand in one byte; a longer one follows in two, low byte first. */
const SHORT_LIMIT = 0xfe;
const LONG_LIMIT = 0xffff;

/** @throws RangeError when the data is longer than the protocol can say */
export function writeApdu({ control, data }: Apdu): Uint8Array {
  if (data.length > LONG_LIMIT) throw new RangeError('more data than a message can hold');
  const length = data.length <= SHORT_LIMIT ? [data.length] : [0xff, data.length & 0xff, data.length >> 8];
  return joined(Uint8Array.of(control >> 8, control & 0xff, ...length), data);
}

/** Where the first message ends; null while its end is not there. */
export function apduLength(bytes: Uint8Array): number | null {
  const [, , short, low, high] = bytes;
  if (short === undefined) return null;
  if (short !== 0xff) return 3 + short;
  return low === undefined || high === undefined ? null : 5 + low + high * 256;
}

/** Exactly one message; null where the bytes are not one, whole and nothing after it. */
export function readApdu(bytes: Uint8Array): Apdu | null {
  const [first, second, short] = bytes;
  if (first === undefined || second === undefined || apduLength(bytes) !== bytes.length) return null;
  return { control: first * 256 + second, data: bytes.slice(short === 0xff ? 5 : 3) };
}

/** Puts messages together from a stream that splits and joins them as it likes. */
export class ApduReader {
  /** The longest message and its head. */
  readonly #buffer = new ReceiveBuffer(LONG_LIMIT + 5 + 4096);

  /** Whole messages among what has arrived, as bytes. @throws ReceiveOverflow */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    this.#buffer.push(bytes);
    const whole: Uint8Array[] = [];
    for (;;) {
      const length = apduLength(this.#buffer.peek());
      const taken = length === null ? null : this.#buffer.take(length);
      if (taken === null) return whole;
      whole.push(Uint8Array.from(taken));
    }
  }
}
