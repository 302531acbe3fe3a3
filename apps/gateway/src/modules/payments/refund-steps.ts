import {
  ok,
  parseAmount,
  refuse,
  uuidV7,
  type Clock,
  type PaymentId,
  type PaymentRecord,
  type PaymentStore,
  type PaymentTx,
  type Random,
  type Result,
} from '@payport/domain';
import type { Refusal, StartCommand, Started } from './payment-commands.ts';
import type { PaymentFeed } from './payment-feed.ts';
import type { Person } from './payment-resolution.ts';

export interface RefundPorts {
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly clock: Clock;
  readonly random: Random;
  readonly start: (command: StartCommand) => Promise<Result<Started, Refusal>>;
}

type Work = (tx: PaymentTx, payment: PaymentRecord, atMs: number) => Promise<Result<void, Refusal>>;

/** What people do about money back of a payment: on its locked row, noted in the audit, told to whoever watches. */
export class RefundSteps {
  constructor(private readonly ports: RefundPorts) {}

  async step(id: PaymentId, work: Work): Promise<Result<void, Refusal>> {
    const { store, clock, feed } = this.ports;
    const done = await store.transaction([], async (tx): Promise<Result<void, Refusal>> => {
      const payment = await tx.lock(id);
      return payment ? work(tx, payment, clock.now()) : refuse({ code: 'not-found' });
    });
    if (done.ok) feed.publish(id);
    return done;
  }

  audit(tx: PaymentTx, payment: PaymentRecord, by: Person, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const { clock, random } = this.ports;
    return tx.addAudit({ id: uuidV7(clock, random), atMs: clock.now(), by, propertyId: payment.propertyId, action, paymentId: payment.id, after });
  }

  /** Starts the refund, and tells whoever watches its payment. */
  async begin(id: PaymentId, command: StartCommand): Promise<Result<void, Refusal>> {
    const started = await this.ports.start(command);
    if (!started.ok) return started;
    this.ports.feed.publish(id);
    return ok(undefined);
  }
}

/** An amount to give back, in minor units. */
export function amountToGiveBack(text: string, currency: string): Result<bigint, Refusal> {
  const parsed = parseAmount(text, currency);
  if (parsed.ok && parsed.value > 0n) return ok(parsed.value);
  const code = parsed.ok ? 'not-positive' : parsed.error.replaceAll('_', '-');
  return refuse({ code: 'invalid-amount', fields: [{ pointer: '/amount', code }] });
}
