import type { Clock } from '@payport/domain';
import type { CleanFrame } from '@payport/terminals-core';
import { toHex } from './bcd.ts';
import { cleanApdu } from './clean.ts';

/** The connection is over, or the other side does not take our frames: what became of the last message is not known. */
export class LinkBroken extends Error {
  override readonly name = 'LinkBroken';
}

/** Whole messages to and from a terminal, whatever carries them. */
export interface Link {
  /**
   * Resolves when the message has left; on a serial line when the terminal has acknowledged its frame. `once`: its bytes leave a
   * single time, whatever the line says; then it resolves without an acknowledgement too. @throws LinkBroken
   */
  send(apdu: Uint8Array, how?: { readonly once: boolean }): Promise<void>;
  /** The next message of the terminal; null when none came in time. @throws LinkBroken */
  next(limitMs: number): Promise<Uint8Array | null>;
  /** Messages that have come and were not asked for yet. */
  readonly waiting: number;
  /** Drops what has come and was not asked for: it answers nothing that is asked from now on. */
  forget(): void;
  close(): Promise<void>;
}

/** What came and was not asked for yet, and whoever waits for the next. */
export class Inbox {
  readonly #queue: Uint8Array[] = [];
  #waiting: ((what: 'message' | 'broken') => void) | null = null;
  #broken: string | null = null;

  constructor(private readonly clock: Clock) {}

  put(apdu: Uint8Array): void {
    this.#queue.push(apdu);
    this.#waiting?.('message');
  }

  get waiting(): number {
    return this.#queue.length;
  }

  forget(): void {
    this.#queue.length = 0;
  }

  break(why: string): void {
    this.#broken ??= why;
    this.#waiting?.('broken');
  }

  get broken(): string | null {
    return this.#broken;
  }

  async next(limitMs: number): Promise<Uint8Array | null> {
    if (this.#queue.length === 0 && this.#broken === null) await this.#wait(limitMs);
    const apdu = this.#queue.shift();
    if (apdu !== undefined) return apdu;
    if (this.#broken !== null) throw new LinkBroken(this.#broken);
    return null;
  }

  #wait(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        this.#waiting = null;
        resolve();
      };
      const cancel = this.clock.after(limitMs, done);
      this.#waiting = done;
    });
  }
}

/** Tells every message, with the card data out of it, to whoever keeps the exchange. */
export function recorder(channel: 'tcp' | 'serial', clock: Clock, frame: (frame: CleanFrame) => void, fullCardNumber: () => void) {
  return (direction: CleanFrame['direction'], apdu: Uint8Array, checksumOk: boolean | null = null): void => {
    const cleaned = cleanApdu(apdu);
    if (cleaned.fullCardNumber) fullCardNumber();
    const control = toHex(cleaned.bytes.slice(0, 2)).toUpperCase();
    frame({ direction, channel, atMs: clock.now(), bytes: cleaned.bytes, text: null, fields: { control }, checksumOk });
  };
}
export type Record = ReturnType<typeof recorder>;
