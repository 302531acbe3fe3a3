import type { Clock } from '@payport/domain';
import { WireOver, type Wire, type WireEnd } from '@payport/terminals-core';
import type { SerialPort } from 'serialport';
import type { WriteNow } from './write-now.ts';

/**
 * How often the system is asked whether the port is still there, ms. A port that hangs up while nobody waits in a read
 * answers every later read with nothing, and the library then reads for ever; an order to the line fails at once.
 */
const LOOK_MS = 1_000;
/** Start, eight data bits, parity and two stop bits: no byte is longer. */
const BITS = 12;

/** Bytes that were said, and who waits for them to leave. */
interface Waiting {
  readonly bytes: Uint8Array;
  readonly done: (error: Error | null | undefined) => void;
}

/** One open serial port as a wire. Nobody else may listen to it. */
export class SerialWire implements Wire {
  readonly ended: Promise<WireEnd>;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #closing = false;
  /** What is said in this breath. */
  #gathered: Waiting[] = [];
  /** Writes that the library has not finished: nothing may overtake them. */
  #writing = 0;
  #over = false;
  #detail: string | null = null;
  #stopLooking: () => void;
  /** Until then what we sent is on its way, by the speed of the line. */
  #sendingUntilMs = 0;
  #finish: (end: WireEnd) => void = () => undefined;

  constructor(
    private readonly port: SerialPort,
    private readonly clock: Clock,
    private readonly writeNow: WriteNow | null = null,
  ) {
    this.ended = new Promise((resolve) => (this.#finish = resolve));
    port.on('error', (error: NodeJS.ErrnoException) => {
      this.#detail ??= error.code ?? error.message;
      this.close();
    });
    // Told with an error when the adapter was pulled out or its other side has gone.
    port.on('close', (error: Error | null) => {
      if (error) this.#detail ??= error.message;
      this.#end();
    });
    port.on('data', (bytes: Buffer) => {
      for (const listener of [...this.#listeners]) listener(bytes);
    });
    this.#stopLooking = this.clock.after(LOOK_MS, () => this.#look());
  }

  send(bytes: Uint8Array): Promise<void> {
    if (this.#over || this.#closing || !this.port.isOpen) return Promise.reject(new WireOver('the wire is over'));
    this.#sendingUntilMs = Math.max(this.clock.monotonic(), this.#sendingUntilMs) + (bytes.length * BITS * 1_000) / this.port.baudRate;
    return new Promise((resolve, reject) => {
      this.#gather({
        bytes: Uint8Array.from(bytes),
        done: (error) => (error ? reject(new WireOver('the wire broke while sending', { cause: error })) : resolve()),
      });
    });
  }

  /**
   * What is said in one breath leaves in one system call: an acknowledgement and the answer behind it would else wait for each
   * other in the library. The breath ends when all promises that follow from what arrived are through; no timer is waited for.
   */
  #gather(said: Waiting): void {
    this.#gathered.push(said);
    if (this.#gathered.length === 1) queueMicrotask(() => process.nextTick(() => this.#release()));
  }

  #release(): void {
    if (this.#gathered.length === 0) return;
    const gathered = this.#gathered;
    this.#gathered = [];
    const bytes = Buffer.concat(gathered.map((said) => said.bytes));
    const finish = (error: Error | null | undefined): void => gathered.forEach(({ done }) => done(error));
    // The library would keep them for a port that opens again.
    if (this.#over || !this.port.isOpen) return finish(new Error('the port is closed'));
    const taken = this.#writing === 0 && this.writeNow !== null ? this.writeNow(bytes) : 0;
    if (taken === bytes.length) return finish(null);
    this.#writing += 1;
    this.port.write(bytes.subarray(taken), (error) => {
      this.#writing -= 1;
      finish(error);
    });
  }

  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    if (this.#closing || this.#over) return;
    this.#closing = true;
    this.#release();
    // A port that cannot be closed is gone already; what its adapter says about it is no news.
    this.port.close((error) => {
      if (error) this.#end();
    });
  }

  #look(): void {
    if (this.#closing || this.#over) return;
    // The question waits until everything has left, in one of the few threads that all lines read and write by.
    const sendingMs = this.#sendingUntilMs - this.clock.monotonic();
    if (sendingMs > 0) {
      this.#stopLooking = this.clock.after(sendingMs, () => this.#look());
      return;
    }
    this.port.drain((error) => {
      if (this.#closing || this.#over) return;
      if (error) {
        this.#detail ??= error.message;
        this.close();
      } else this.#stopLooking = this.clock.after(LOOK_MS, () => this.#look());
    });
  }

  #end(): void {
    if (this.#over) return;
    this.#stopLooking();
    this.#over = true;
    this.#finish(this.#detail === null ? { reason: 'closed_by_us', detail: null } : { reason: 'broken', detail: this.#detail });
  }
}
