import type { ClaimRecord, DeviceAddress, PaymentId, PaymentRecord } from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import type { Changes, MemoryDatabase } from './memory-database.ts';
import { newestFirst, withRefunds } from './memory-rows.ts';
import type { MemoryTransaction } from './memory-transaction.ts';

/** Of rows that may fit. */
export type Ids = Iterable<PaymentId>;

/** One transaction's sight of payments and claims in memory: what is committed, and what it wrote itself. */
export class MemoryPaymentView {
  protected readonly db: MemoryDatabase;
  protected readonly own: Changes;

  constructor(protected readonly tx: MemoryTransaction) {
    this.db = tx.database;
    this.own = tx.changes;
  }

  /** For what extends this view. */
  protected read(id: PaymentId): PaymentRecord | null {
    const payment = this.stored(id);
    return payment && this.shown(payment);
  }

  protected stored(id: PaymentId): StoredPayment | null {
    return this.own.payments.get(id) ?? this.db.payments.get(id) ?? null;
  }

  /** Does it under the payment's lock; of a payment that does not exist there is nothing to lock. */
  protected underLock<T>(id: PaymentId, work: () => T | Promise<T>): T | Promise<T> {
    return this.stored(id) ? this.tx.under([`payment ${id}`], work) : work();
  }

  /** Among the committed rows of these ids, and the transaction's own. */
  protected where(ids: Ids, condition: (payment: StoredPayment) => boolean): StoredPayment[] {
    const found: StoredPayment[] = [];
    for (const id of ids) {
      const payment = this.own.payments.has(id) ? undefined : this.db.payments.get(id);
      if (payment && condition(payment)) found.push(payment);
    }
    if (this.own.payments.size > 0) for (const payment of this.own.payments.values()) if (condition(payment)) found.push(payment);
    return found;
  }

  /** `ids` is asked when the statement runs. */
  protected many(name: string, ids: () => Ids, condition: (payment: StoredPayment) => boolean): Promise<readonly PaymentRecord[]> {
    return this.tx.run(name, () =>
      this.where(ids(), condition)
        .sort(newestFirst)
        .map((payment) => this.shown(payment)),
    );
  }

  protected shown(payment: StoredPayment): PaymentRecord {
    const known = this.db.refundsOf(payment.id);
    if (known.length === 0 && this.own.inserted.size === 0) return payment;
    const refunds = new Set(known);
    for (const own of this.own.payments.values()) if (own.original?.paymentId === payment.id) refunds.add(own.id);
    return withRefunds(
      payment,
      [...refunds].flatMap((id) => this.stored(id) ?? []),
    );
  }

  protected isRelease({ original }: StoredPayment): boolean {
    return original !== null && original.paymentId !== null && this.stored(original.paymentId)?.kind === 'preauthorization';
  }

  protected claimAt(address: DeviceAddress): ClaimRecord | null {
    const own = this.own.claims.get(address);
    return own === undefined ? (this.db.claims.get(address) ?? null) : own;
  }

  protected claimHeldBy(id: PaymentId): ClaimRecord | null {
    for (const claim of this.own.claims.values()) if (claim?.paymentId === id) return claim;
    for (const claim of this.db.claims.values()) if (claim.paymentId === id && !this.own.claims.has(claim.address)) return claim;
    return null;
  }

  protected change(name: string, id: PaymentId, change: (payment: StoredPayment) => StoredPayment): Promise<void> {
    return this.tx.send(name, () =>
      this.underLock(id, () => {
        const payment = this.stored(id);
        if (!payment) throw new Error(`payment ${id} does not exist`);
        this.own.payments.set(id, change(payment));
      }),
    );
  }
}
