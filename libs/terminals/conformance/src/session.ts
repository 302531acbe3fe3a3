import { getEventListeners } from 'node:events';
import type { Clock, Stage } from '@payport/domain';
import type { CleanFrame, DriverAlert, DriverSession, Evidence } from '@payport/terminals-core';

/** Asking the database takes a moment: a fault can fall into it. */
const STORE_MS = 1;

/** A session that remembers all it was told, and can refuse. */
export class WatchedSession implements DriverSession {
  readonly frames: CleanFrame[] = [];
  readonly alerts: DriverAlert[] = [];
  readonly stages: (Stage | null)[] = [];
  readonly kept: Evidence[] = [];
  /** Null: everything may be sent. Else the call of `beforeFirstByte` from which on it may not. */
  forbiddenFrom: number | null = null;
  /** Null: all is kept. Else the call of `keep` from which on nothing is. */
  forgetsFrom: number | null = null;
  asked = 0;
  keeps = 0;
  dispatches = 0;
  /** Runs when the first byte may leave, just before it does. */
  onAllowed: (() => void) | null = null;
  /** `dispatched` came before the right to send was asked for. */
  early = false;
  readonly #controller = new AbortController();

  /** `storeMs`: 0 where what is kept is no part of what is measured. */
  constructor(
    private readonly clock: Clock,
    private readonly storeMs = STORE_MS,
  ) {}

  get abort(): AbortSignal {
    return this.#controller.signal;
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Whoever still waits for a stop. */
  get waiting(): number {
    return getEventListeners(this.abort, 'abort').length;
  }

  async beforeFirstByte(): Promise<void> {
    if (this.storeMs > 0) await this.clock.sleep(this.storeMs);
    if (this.forbiddenFrom !== null && this.asked >= this.forbiddenFrom) throw new Error('the lease is lost');
    this.asked += 1;
    this.onAllowed?.();
  }

  dispatched(): void {
    this.early ||= this.asked === 0;
    this.dispatches += 1;
  }

  stage(stage: Stage | null): void {
    this.stages.push(stage);
  }

  async keep(facts: Evidence): Promise<void> {
    if (this.storeMs > 0) await this.clock.sleep(this.storeMs);
    const call = this.keeps;
    this.keeps += 1;
    if (this.forgetsFrom !== null && call >= this.forgetsFrom) throw new Error('the database is away');
    this.kept.push(facts);
  }

  frame(frame: CleanFrame): void {
    this.frames.push(frame);
  }

  alert(alert: DriverAlert): void {
    this.alerts.push(alert);
  }

  told(kind: DriverAlert['kind']): boolean {
    return this.alerts.some((alert) => alert.kind === kind);
  }
}
