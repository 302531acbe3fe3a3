import type {
  PaymentEvent,
  PaymentFilter,
  PaymentId,
  PaymentPage,
  PaymentRecord,
  PaymentStore,
  PaymentTx,
  TerminalId,
  TerminalRecord,
  TerminalSeen,
} from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { MemoryPaymentTx } from './memory-payment-tx.ts';
import { isOpen, newestFirst, withRefunds } from './memory-rows.ts';
import { MemoryTransaction } from './memory-transaction.ts';
import { FAIR_CONDITIONS, type StoreConditions } from './store-conditions.ts';

/**
 * A payment store in memory that keeps the rules of the real one; tests of both run the same list of rules. One instance is
 * one gateway's connections: cut, they lose whatever was not committed.
 */
export class MemoryPaymentStore implements PaymentStore {
  readonly #open = new Set<MemoryTransaction>();

  constructor(
    readonly database: MemoryDatabase,
    private readonly conditions: StoreConditions = FAIR_CONDITIONS,
  ) {}

  transaction<T>(locks: readonly string[], work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    return this.inTransaction(locks, (transaction) => work(new MemoryPaymentTx(transaction)));
  }

  writeBehind<T>(work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    return this.inTransaction([], (transaction) => work(new MemoryPaymentTx(transaction)), false);
  }

  /** The connections end: open transactions are rolled back and their locks are free. */
  cut(): void {
    for (const transaction of this.#open) transaction.cut();
    this.#open.clear();
  }

  async find(id: PaymentId): Promise<PaymentRecord | null> {
    await this.conditions.statement('store_find');
    const payment = this.database.payments.get(id);
    return payment ? this.#read(payment) : null;
  }

  async terminal(id: TerminalId): Promise<TerminalRecord | null> {
    await this.conditions.statement('store_terminal');
    return this.database.terminals.get(id) ?? null;
  }

  async events(id: PaymentId, afterSeq: number): Promise<readonly PaymentEvent[]> {
    await this.conditions.statement('store_events');
    return (this.database.events.get(id) ?? []).filter((event) => event.seq > afterSeq);
  }

  async list(filter: PaymentFilter): Promise<PaymentPage> {
    await this.conditions.statement('store_list');
    const found = this.#where((payment) => this.#fits(payment, filter)).sort(newestFirst);
    const payments = found.slice(0, filter.limit).map((payment) => this.#read(payment));
    return { payments, nextCursor: found.length > filter.limit ? (payments.at(-1)?.id ?? null) : null };
  }

  async openOfInstance(instanceId: string): Promise<readonly PaymentRecord[]> {
    await this.conditions.statement('store_open');
    const found: StoredPayment[] = [];
    for (const id of this.database.index.open) {
      const payment = this.database.payments.get(id);
      if (payment && payment.instanceId === instanceId && isOpen(payment)) found.push(payment);
    }
    return found.sort((one, other) => -newestFirst(one, other)).map((payment) => this.#read(payment));
  }

  async closedSince(id: TerminalId, sinceMs: number): Promise<boolean> {
    await this.conditions.statement('store_closed_since');
    return this.database.forgottenSince(id, sinceMs);
  }

  async nowMs(): Promise<number> {
    await this.conditions.statement('store_now');
    return this.database.nowMs();
  }

  async markTerminal(id: TerminalId, state: TerminalSeen): Promise<void> {
    await this.conditions.statement('store_mark');
    const terminal = this.database.terminals.get(id);
    if (!terminal) return;
    const { reachable, atMs } = state;
    const lastSeenAtMs = reachable ? Math.max(terminal.lastSeenAtMs ?? atMs, atMs) : terminal.lastSeenAtMs;
    this.database.terminals.set(id, {
      ...terminal,
      lastSeenAtMs,
      offlineSinceMs: reachable ? null : (terminal.offlineSinceMs ?? atMs),
      offlineReason: reachable ? null : state.why,
    });
  }

  #where(condition: (payment: StoredPayment) => boolean): StoredPayment[] {
    const found: StoredPayment[] = [];
    for (const payment of this.database.payments.values()) if (condition(payment)) found.push(payment);
    return found;
  }

  #read(payment: StoredPayment): PaymentRecord {
    const refunds = this.database.refundsOf(payment.id);
    return refunds.length === 0
      ? payment
      : withRefunds(
          payment,
          refunds.flatMap((id) => this.database.payments.get(id) ?? []),
        );
  }

  #fits(payment: StoredPayment, filter: PaymentFilter): boolean {
    if (payment.propertyId !== filter.propertyId) return false;
    if (filter.idempotencyKey !== undefined && payment.idempotencyKey !== filter.idempotencyKey) {
      if (this.database.aliases.get(`${filter.propertyId} ${filter.idempotencyKey}`)?.paymentId !== payment.id) return false;
    }
    const same = (wanted: string | undefined, value: string | null | undefined): boolean => wanted === undefined || wanted === value;
    return (
      same(filter.confirmationNumber, payment.reservation?.confirmationNumber) &&
      same(filter.pmsTransactionNumber, payment.pmsTransactionNumber) &&
      same(filter.status, payment.status) &&
      (filter.fromMs === undefined || payment.createdAtMs >= filter.fromMs) &&
      (filter.toMs === undefined || payment.createdAtMs < filter.toMs) &&
      (filter.before === undefined || payment.id < filter.before)
    );
  }

  /** One transaction of these connections, for whatever rules look at it. */
  async inTransaction<T>(locks: readonly string[], work: (transaction: MemoryTransaction) => Promise<T>, durable = true): Promise<T> {
    const transaction = new MemoryTransaction(this.database, this.conditions);
    this.#open.add(transaction);
    try {
      const inOrder = locks.length > 1 ? [...new Set(locks)].sort() : locks;
      if (inOrder.length > 0) {
        const keys = inOrder.map((key) => `advisory ${key}`);
        await transaction.send('advisory_locks', () => transaction.under(keys, () => undefined));
      }
      const value = await work(transaction);
      await transaction.finish(durable);
      return value;
    } catch (error) {
      throw await transaction.firstFailure(error);
    } finally {
      transaction.cut();
      this.#open.delete(transaction);
    }
  }
}
