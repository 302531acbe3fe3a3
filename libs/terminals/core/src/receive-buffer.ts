/** No protocol of ours has a longer message; more than that without an end is noise, bytes. */
export const RECEIVE_LIMIT = 64 * 1024;

/** The peer sent more than any message can hold: what it says can no longer be told apart. */
export class ReceiveOverflow extends Error {
  override readonly name = 'ReceiveOverflow';
}

/** Bytes received and not yet understood; bounded, so that a mad device cannot fill our memory. */
export class ReceiveBuffer {
  #bytes: Buffer = Buffer.alloc(0);

  constructor(private readonly limit: number = RECEIVE_LIMIT) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('a receive buffer holds at least one byte');
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** @throws ReceiveOverflow; what was there before is kept for evidence */
  push(bytes: Uint8Array): void {
    if (this.#bytes.length + bytes.length > this.limit) throw new ReceiveOverflow(`more than ${this.limit} bytes without a whole message`);
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#bytes, bytes]);
  }

  /** Everything up to and including the first `end`, taken out; null while it is not there. */
  takeThrough(end: number): Uint8Array | null {
    const at = this.#bytes.indexOf(end);
    return at < 0 ? null : this.take(at + 1);
  }

  /** The first `count` bytes, taken out; null while there are fewer. */
  take(count: number): Uint8Array | null {
    if (this.#bytes.length < count) return null;
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  /** A look without taking. */
  peek(): Uint8Array {
    return this.#bytes;
  }

  clear(): void {
    this.#bytes = Buffer.alloc(0);
  }
}
