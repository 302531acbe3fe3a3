import { MESSAGE_LIMIT, PARTS_LEFT_TAG } from './constants.ts';
import type { Packet } from './messages.ts';
import { readFields } from './parser.ts';

/** The header of a part: its own length without these two bytes, then tags like fields. Null where it makes no sense. */
export function readPart(bytes: Uint8Array): Packet | null {
  if (bytes.length < 2) return null;
  const headerBytes = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  if (bytes.length < 2 + headerBytes) return null;
  const tags = readFields(bytes.subarray(2, 2 + headerBytes));
  const left = tags?.find(({ number }) => number === PARTS_LEFT_TAG)?.value;
  const digits = left === undefined ? '' : String.fromCharCode(...left.subarray(0, 6));
  if (!/^[0-9]{1,5}$/.test(digits)) return null;
  return { partsLeft: Number(digits), data: new Uint8Array(bytes.subarray(2 + headerBytes)) };
}

/** `more`: acknowledge and wait. `repeated`: the same again, acknowledge. `broken`: a part is missing or there is too much. */
export type Joined = { readonly joined: 'more' | 'repeated' | 'broken' } | { readonly joined: 'whole'; readonly data: Uint8Array };

/** Joins the parts of large messages. Pure; holds at most one message. */
export class PartJoiner {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  /** `partsLeft` of the part that came last; null before the first. */
  #left: number | null = null;
  /** The last part of the message before: it comes again where our acknowledgement was lost. */
  #ended: Uint8Array | null = null;

  accept({ partsLeft, data }: Packet): Joined {
    if (partsLeft === null) {
      this.#restart();
      return { joined: 'whole', data };
    }
    if (partsLeft === this.#left && isSame(data, this.#parts.at(-1))) return { joined: 'repeated' };
    if (this.#left === null && partsLeft === 0 && isSame(data, this.#ended)) return { joined: 'repeated' };
    if (this.#left !== null && partsLeft !== this.#left - 1) {
      // The sender begins anew, or a part is missing: then nothing of it can be used.
      const anew = partsLeft > this.#left;
      this.#restart();
      if (!anew) return { joined: 'broken' };
    }
    return this.#add(partsLeft, data);
  }

  #add(partsLeft: number, data: Uint8Array): Joined {
    this.#parts.push(data);
    this.#bytes += data.length;
    this.#left = partsLeft;
    if (this.#bytes > MESSAGE_LIMIT) {
      this.#restart();
      return { joined: 'broken' };
    }
    if (partsLeft > 0) return { joined: 'more' };
    const whole = join(this.#parts);
    this.#restart();
    this.#ended = data;
    return { joined: 'whole', data: whole };
  }

  #restart(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#left = null;
    this.#ended = null;
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const isSame = (left: Uint8Array, right: Uint8Array | null | undefined): boolean =>
  right !== null && right !== undefined && left.length === right.length && left.every((byte, index) => byte === right[index]);
