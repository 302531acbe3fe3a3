import type { Clock } from '@payport/domain';
import type { Wire } from '@payport/terminals-core';
import type { DeviceLine } from '@payport/testing';

/** Bytes of one piece: small enough that no timer of a protocol mistakes the pauses for a loss. */
const PIECE = 8;

/**
 * The terminal's end of a real port, as slow as its speed says: a pseudo-terminal hands everything over at once. `bits` are those
 * of one byte with its start and stop bits.
 */
export class PacedLine implements DeviceLine {
  readonly ended: Wire['ended'];
  /** How long what was sent has taken, ms. */
  busyMs = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly wire: Wire,
    readonly clock: Clock,
    private readonly pace: { readonly baudRate: number; readonly bits: number },
  ) {
    this.ended = wire.ended;
  }

  send(bytes: Uint8Array): void {
    this.#tail = this.#tail.then(() => this.#sendSlowly(bytes));
  }

  /** What arrives has been on its way as long as its bytes take. */
  listen(listener: (bytes: Uint8Array) => void): () => void {
    let tail: Promise<void> = Promise.resolve();
    return this.wire.listen((bytes) => {
      tail = tail.then(async () => {
        await this.clock.sleep(this.#msOf(bytes.length));
        listener(bytes);
      });
    });
  }

  hangUp(): void {
    this.wire.close();
  }

  break(): void {
    this.wire.close();
  }

  async #sendSlowly(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      const ms = this.#msOf(piece.length);
      await this.clock.sleep(ms);
      this.busyMs += ms;
      // An unplugged cable is told by the wire's end.
      await this.wire.send(piece).catch(() => undefined);
    }
  }

  #msOf(count: number): number {
    return (count * this.pace.bits * 1_000) / this.pace.baudRate;
  }
}
