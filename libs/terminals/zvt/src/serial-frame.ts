import { ACK, DLE, ETX, NAK, STX } from './constants.ts';
import { checksum } from './checksum.ts';

/** `10 02`, the message with every 10 doubled, `10 03`, two bytes of checksum that are never doubled. */
export function writeFrame(apdu: Uint8Array): Uint8Array {
  const stuffed = Array.from(apdu).flatMap((byte) => (byte === DLE ? [DLE, DLE] : [byte]));
  return Uint8Array.of(DLE, STX, ...stuffed, DLE, ETX, ...checksum(apdu));
}

export type LineEvent =
  | { readonly kind: 'ack' | 'nak' }
  | { readonly kind: 'frame'; readonly apdu: Uint8Array }
  /** Something began as a frame and is none: it is answered with NAK. */
  | { readonly kind: 'damaged' };

/** Longest message with its head. */
const LIMIT = 65_540;

type State = 'idle' | 'idle_dle' | 'body' | 'body_dle' | 'low' | 'high';

/** Reads a serial line byte by byte: frames, and the single bytes between them. Noise between frames is passed over. */
export class FrameReader {
  #state: State = 'idle';
  #body: number[] = [];
  #low = 0;

  /** True in the middle of a frame: then a long pause means that the rest was lost. */
  get inFrame(): boolean {
    return this.#state !== 'idle';
  }

  /** The rest of the frame did not come. */
  reset(): void {
    this.#state = 'idle';
    this.#body = [];
  }

  push(bytes: Uint8Array): readonly LineEvent[] {
    const events: LineEvent[] = [];
    for (const byte of bytes) {
      const event = this.#byte(byte);
      if (event !== null) events.push(event);
    }
    return events;
  }

  #byte(byte: number): LineEvent | null {
    switch (this.#state) {
      case 'idle':
        if (byte === DLE) this.#state = 'idle_dle';
        return byte === ACK ? { kind: 'ack' } : byte === NAK ? { kind: 'nak' } : null;
      case 'idle_dle':
        this.#state = byte === STX ? 'body' : byte === DLE ? 'idle_dle' : 'idle';
        this.#body = [];
        return null;
      case 'body':
        if (byte === DLE) this.#state = 'body_dle';
        else return this.#add(byte);
        return null;
      case 'body_dle':
        return this.#afterDle(byte);
      case 'low':
        this.#low = byte;
        this.#state = 'high';
        return null;
      case 'high':
        return this.#end(byte);
    }
  }

  #afterDle(byte: number): LineEvent | null {
    this.#state = byte === ETX ? 'low' : 'body';
    if (byte === DLE) return this.#add(byte);
    if (byte === STX) this.#body = []; // The end of the frame before was lost: a new one begins.
    if (byte === ETX || byte === STX) return null;
    this.reset();
    return { kind: 'damaged' };
  }

  #add(byte: number): LineEvent | null {
    this.#state = 'body';
    this.#body.push(byte);
    if (this.#body.length <= LIMIT) return null;
    this.reset();
    return { kind: 'damaged' };
  }

  #end(high: number): LineEvent {
    const apdu = Uint8Array.from(this.#body);
    const low = this.#low;
    this.reset();
    const right = checksum(apdu);
    return right[0] === low && right[1] === high ? { kind: 'frame', apdu } : { kind: 'damaged' };
  }
}
