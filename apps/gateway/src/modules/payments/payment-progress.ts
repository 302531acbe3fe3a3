import type { Clock, NewFrame, PaymentId, PaymentRecord, PaymentStore, Stage } from '@payport/domain';
import type { PaymentFeed } from './payment-feed.ts';
import { stepEvents, type ProgressStep } from './progress-steps.ts';

/** A step waits so long for the outcome to take it along, ms: too short for a person to see, long enough for a fast device. */
const GATHER_MS = 10;

/** What an order's device said on the way, and nobody has written yet: it goes with the outcome, in the same commit. */
export interface Unwritten {
  readonly steps: readonly ProgressStep[];
  readonly frames: readonly NewFrame[];
}

/**
 * Progress of one order — taken by the device, present card, PIN — written behind, never in the way: each step takes
 * its sequence before the outcome. A step lost in a crash loses nothing of the money.
 */
export class PaymentProgress {
  private tail: Promise<void> = Promise.resolve();
  private steps: ProgressStep[] = [];
  private frames: NewFrame[] = [];
  private closed = false;
  private cancelGathering: (() => void) | null = null;

  constructor(
    private readonly payment: Pick<PaymentRecord, 'id' | 'terminalId'>,
    private readonly ports: {
      readonly store: PaymentStore;
      readonly clock: Clock;
      readonly feed: PaymentFeed;
      readonly warn: (error: unknown, id: PaymentId) => void;
    },
  ) {}

  /** The device took the order. */
  dispatched(): void {
    this.add({ kind: 'taken', atMs: this.ports.clock.now() });
  }

  stage(stage: Stage | null): void {
    this.add({ kind: 'stage', stage, atMs: this.ports.clock.now() });
  }

  frame(frame: NewFrame): void {
    this.frames.push(frame);
  }

  /** After this nothing is written behind any more; what is on its way has been written, the rest is the caller's. */
  async close(): Promise<Unwritten> {
    this.closed = true;
    this.cancelGathering?.();
    await this.tail;
    const { steps, frames } = this;
    this.steps = [];
    this.frames = [];
    return { steps, frames };
  }

  /** The same without waiting, for the case that nothing more gets written. */
  pending(): Unwritten {
    return { steps: [...this.steps], frames: [...this.frames] };
  }

  private add(step: ProgressStep): void {
    if (this.closed) return;
    this.steps.push(step);
    if (this.cancelGathering !== null) return;
    this.cancelGathering = this.ports.clock.after(GATHER_MS, () => {
      this.cancelGathering = null;
      this.tail = this.tail.then(() => this.write());
    });
  }

  private async write(): Promise<void> {
    const { steps } = this;
    if (this.closed || steps.length === 0) return;
    this.steps = [];
    try {
      await this.ports.store.writeBehind(async (tx) => {
        const current = await tx.lock(this.payment.id);
        if (current !== null) await tx.append(...stepEvents(current, steps).events);
      });
      this.ports.feed.publish(this.payment.id);
    } catch (error) {
      this.ports.warn(error, this.payment.id);
    }
  }
}
