import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { attempt, type AttemptPorts, type DeliveryResult } from './attempt.ts';
import type { ClaimedDelivery, OnHandedOn } from './delivery-store.ts';
import { TimedLook } from '../../../timed-look.ts';

/** How soon something new is noticed, ms. */
const TICK_MS = 1_000;
/** So many messages are under way to one receiver: one that hangs holds up its own only. */
const PER_ENDPOINT = 4;

export interface DispatcherPorts extends AttemptPorts {
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly onHandedOn: OnHandedOn;
  readonly onResult: (result: DeliveryResult) => void;
}

/**
 * Tells hotel systems what the outbox holds. Beside the payments and never in their way: it has connections of its own,
 * claims what is due with a lease, and waits for receivers outside of any transaction. Several gateways share the work.
 */
export class WebhookDispatcher extends TimedLook {
  private readonly abort = new AbortController();
  private readonly busy = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly ports: DispatcherPorts) {
    super({ clock: ports.clock, everyMs: TICK_MS, failed: (error) => ports.log.warn({ err: error }, 'webhooks_failed') });
  }

  /** Messages under way are broken off; their leases end, and they are sent again. */
  override async stop(): Promise<void> {
    this.abort.abort();
    await super.stop();
    await Promise.all(this.running);
  }

  /** One look: what is new is handed on, what is due is begun. Does not wait for receivers. */
  async look(): Promise<void> {
    const { store, onHandedOn } = this.ports;
    while (!this.abort.signal.aborted && (await store.handOn(onHandedOn)));
    for (const endpointId of await store.due()) await this.begin(endpointId);
  }

  /** What is under way has ended. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private async begin(endpointId: string): Promise<void> {
    const free = PER_ENDPOINT - (this.busy.get(endpointId) ?? 0);
    if (free <= 0 || this.abort.signal.aborted) return;
    for (const delivery of await this.ports.store.claim(endpointId, free)) this.track(delivery);
  }

  private track(delivery: ClaimedDelivery): void {
    const { endpointId } = delivery;
    this.busy.set(endpointId, (this.busy.get(endpointId) ?? 0) + 1);
    const work = this.run(delivery).finally(() => {
      this.running.delete(work);
      const left = (this.busy.get(endpointId) ?? 1) - 1;
      if (left > 0) this.busy.set(endpointId, left);
      else this.busy.delete(endpointId);
    });
    this.running.add(work);
  }

  private async run(delivery: ClaimedDelivery): Promise<void> {
    try {
      const result = await attempt(this.ports, delivery, this.abort.signal);
      if (result !== null) this.ports.onResult(result);
    } catch (error) {
      this.ports.log.warn({ err: error, deliveryId: delivery.id }, 'webhook_attempt_failed');
    }
  }
}
