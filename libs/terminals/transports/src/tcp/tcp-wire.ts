import { WireOver, type Wire, type WireEnd } from '@payport/terminals-core';
import type { Socket } from 'node:net';

/** How long the other end may take to say that it has heard of our end, ms. */
const FAREWELL_MS = 500;

/** One connected socket as a wire. The socket must be connected already, and nobody else may listen to it. */
export class TcpWire implements Wire {
  readonly ended: Promise<WireEnd>;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #over: WireEnd | null = null;
  #reason: WireEnd['reason'] | null = null;
  #detail: string | null = null;

  constructor(
    private readonly socket: Socket,
    idleTimeoutMs: number | null,
  ) {
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        this.#over = { reason: this.#reason ?? 'closed_by_peer', detail: this.#detail };
        resolve(this.#over);
      });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#reason ??= 'broken';
      this.#detail ??= error.code ?? error.name;
    });
    // A peer that closes its half says that it is done; half a conversation is of no use to any terminal protocol.
    socket.on('end', () => {
      this.#reason ??= 'closed_by_peer';
      socket.destroy();
    });
    if (idleTimeoutMs !== null) {
      socket.setTimeout(idleTimeoutMs, () => {
        this.#reason ??= 'idle';
        socket.destroy();
      });
    }
    socket.on('data', (bytes: Buffer) => {
      for (const listener of [...this.#listeners]) listener(bytes);
    });
  }

  send(bytes: Uint8Array): Promise<void> {
    if (this.#over !== null || this.#reason !== null || this.socket.destroyed) return Promise.reject(new WireOver('the wire is over'));
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error) reject(new WireOver('the wire broke while sending', { cause: error }));
        else resolve();
      });
    });
  }

  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Nothing is heard any more. It is over when the other end has closed too: a terminal that takes one connection hangs up on the
   * next one as long as it has not heard of the end of this.
   */
  close(): void {
    if (this.#reason === 'closed_by_us' || this.socket.destroyed) return;
    this.#reason ??= 'closed_by_us';
    this.#listeners.clear();
    const giveUp = setTimeout(() => this.socket.destroy(), FAREWELL_MS);
    this.socket.once('close', () => clearTimeout(giveUp));
    this.socket.end();
  }
}
