import {
  mayMove,
  type Clock,
  type NewFrame,
  type PaymentId,
  type PaymentRecord,
  type PaymentStore,
  type PaymentTx,
  type Stage,
} from '@payport/domain';
import type { PaymentFeed } from './payment-feed.ts';

/**
 * Progress of one order — taken by the device, present card, PIN — written behind, never in the way: each step takes
 * its sequence before the outcome, or is dropped. A step lost in a crash loses nothing of the money.
 */
export class PaymentProgress {
  private tail: Promise<void> = Promise.resolve();
  private closed = false;
  private frames: NewFrame[] = [];

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
    this.enqueue(async (tx, current, atMs) => {
      if (!mayMove(current.status, 'in_progress')) return false;
      await tx.append({
        paymentId: current.id,
        seq: current.lastSeq + 1,
        atMs,
        type: 'state',
        from: current.status,
        to: 'in_progress',
        stage: null,
        cause: 'device_took_order',
        actor: 'device',
        evidence: {},
      });
      return true;
    });
  }

  stage(stage: Stage | null): void {
    this.enqueue(async (tx, current, atMs) => {
      if (current.status !== 'in_progress' || current.stage === stage) return false;
      await tx.append({
        paymentId: current.id,
        seq: current.lastSeq + 1,
        atMs,
        type: 'stage',
        from: current.status,
        to: current.status,
        stage,
        cause: 'device_stage',
        actor: 'device',
        evidence: {},
      });
      return true;
    });
  }

  frame(frame: NewFrame): void {
    this.frames.push(frame);
  }

  /** After this nothing is written behind any more; what is on its way has been written. Frames go with the outcome. */
  async close(): Promise<readonly NewFrame[]> {
    this.closed = true;
    await this.tail;
    const frames = this.frames;
    this.frames = [];
    return frames;
  }

  private enqueue(write: (tx: PaymentTx, current: PaymentRecord, atMs: number) => Promise<boolean>): void {
    const atMs = this.ports.clock.now();
    this.tail = this.tail.then(async () => {
      if (this.closed) return;
      try {
        const written = await this.ports.store.writeBehind(async (tx) => {
          const current = await tx.lock(this.payment.id);
          return current !== null && (await write(tx, current, atMs));
        });
        if (written) this.ports.feed.publish(this.payment.id);
      } catch (error) {
        this.ports.warn(error, this.payment.id);
      }
    });
  }
}
