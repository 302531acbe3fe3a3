import type { Clock } from '@payport/domain';
import { WireOver, type Wire, type WireEnd } from '@payport/terminals-core';
import { passLine, type LineFaults } from './line-faults.ts';

/** The far end of a scripted wire: what a device sees of us. */
export interface DeviceLine {
  readonly clock: Clock;
  /** Hands bytes to the line; what arrives, and when, is for its faults to say. */
  send(bytes: Uint8Array): void;
  listen(listener: (bytes: Uint8Array) => void): () => void;
  /** The device closes, after what it sent has arrived. */
  hangUp(): void;
  /** The connection breaks at once; what is under way is lost. */
  break(detail?: string): void;
  readonly ended: Promise<WireEnd>;
}

/** One direction of a line: pieces arrive in order, each in its time. */
class Direction {
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  readonly #pending = new Set<() => void>();
  #offset = 0;
  #freeAtMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly faults: () => LineFaults,
    private readonly cut: () => void,
  ) {}

  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(bytes: Uint8Array): void {
    const faults = this.faults();
    const { pieces, cut } = passLine(bytes, this.#offset, faults);
    this.#offset += bytes.length;
    for (const piece of pieces) this.#deliver(faults, () => [...this.#listeners].forEach((listener) => listener(piece)));
    if (cut) this.#deliver(faults, this.cut);
  }

  /** After everything that was sent before. */
  afterwards(run: () => void): void {
    this.#deliver(this.faults(), run);
  }

  stop(): void {
    for (const cancel of this.#pending) cancel();
    this.#pending.clear();
  }

  #deliver({ delayMs = 0, gapMs = 0 }: LineFaults, run: () => void): void {
    const nowMs = this.clock.monotonic();
    const atMs = Math.max(nowMs + delayMs, this.#freeAtMs);
    this.#freeAtMs = atMs + gapMs;
    const cancel = this.clock.after(atMs - nowMs, () => {
      this.#pending.delete(cancel);
      run();
    });
    this.#pending.add(cancel);
  }
}

/** A connection in virtual time: our end as a `Wire`, the device's end as a `DeviceLine`. */
export class ScriptedLine {
  readonly ended: Promise<WireEnd>;
  /** Everything that either side sent, in order, as it left. */
  readonly log: { readonly from: 'us' | 'device'; readonly bytes: Buffer }[] = [];
  readonly wire: Wire;
  readonly device: DeviceLine;
  #end: WireEnd | null = null;
  #finish: (end: WireEnd) => void = () => undefined;
  #stopIdle: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    faults: { readonly toDevice: LineFaults; readonly toUs: LineFaults },
    private readonly idleTimeoutMs: number | null,
  ) {
    this.ended = new Promise((resolve) => (this.#finish = resolve));
    const broken = (): void => this.end({ reason: 'broken', detail: 'ECONNRESET' });
    const outbound = new Direction(clock, () => faults.toDevice, broken);
    const inbound = new Direction(clock, () => faults.toUs, broken);
    void this.ended.then(() => (outbound.stop(), inbound.stop()));
    this.wire = this.#ourEnd(outbound, inbound);
    this.device = {
      clock,
      send: (bytes) => {
        if (this.over) return;
        this.log.push({ from: 'device', bytes: Buffer.from(bytes) });
        inbound.send(bytes);
      },
      listen: (listener) => outbound.listen(listener),
      hangUp: () => inbound.afterwards(() => this.end({ reason: 'closed_by_peer', detail: null })),
      break: (detail = 'ECONNRESET') => this.end({ reason: 'broken', detail }),
      ended: this.ended,
    };
    inbound.listen(() => this.#touch());
    this.#touch();
  }

  get over(): boolean {
    return this.#end !== null;
  }

  end(end: WireEnd): void {
    if (this.over) return;
    this.#end = end;
    this.#stopIdle();
    this.#finish(end);
  }

  #ourEnd(outbound: Direction, inbound: Direction): Wire {
    return {
      ended: this.ended,
      listen: (listener) => inbound.listen(listener),
      close: () => this.end({ reason: 'closed_by_us', detail: null }),
      send: async (bytes) => {
        await Promise.resolve();
        if (this.over) throw new WireOver('the wire is over');
        this.log.push({ from: 'us', bytes: Buffer.from(bytes) });
        this.#touch();
        outbound.send(bytes);
      },
    };
  }

  #touch(): void {
    this.#stopIdle();
    if (this.idleTimeoutMs !== null && !this.over)
      this.#stopIdle = this.clock.after(this.idleTimeoutMs, () => this.end({ reason: 'idle', detail: null }));
  }
}
