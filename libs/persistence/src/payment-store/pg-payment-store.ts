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
} from '@payport/domain';
import type { Pool, PoolClient } from 'pg';
import { PAYMENT_SELECT, toEvent, toPayment, toTerminal, type EventRow, type PaymentRow, type TerminalRow } from './payment-rows.ts';
import { PgPaymentTx } from './pg-payment-tx.ts';
import { SentStatements } from './sent-statements.ts';

const LOCKS = {
  name: 'advisory_locks',
  text: 'select pg_advisory_xact_lock(h) from (select distinct hashtextextended(x, 0) as h from unnest($1::text[]) x order by h) locks',
};

/** Payments in Postgres. `pool` connects as the role that cannot change history. */
export class PgPaymentStore implements PaymentStore {
  constructor(private readonly pool: Pool) {}

  transaction<T>(locks: readonly string[], work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    return this.run(locks, 'begin', work);
  }

  writeBehind<T>(work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    return this.run([], 'begin; set local synchronous_commit = off', work);
  }

  private async run<T>(locks: readonly string[], begin: string, work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const sent = new SentStatements();
    let broken: Error | undefined;
    try {
      sent.add(client.query(begin));
      if (locks.length > 0) sent.add(client.query({ ...LOCKS, values: [locks] }));
      const value = await work(new PgPaymentTx(client, sent));
      // The commit follows the last writes without waiting for them: behind one that failed it only rolls back.
      sent.add(client.query('commit'));
      await sent.ended();
      return value;
    } catch (error) {
      const cause = await sent.firstError(error);
      broken = await rollBack(client);
      throw cause;
    } finally {
      client.release(broken);
    }
  }

  async find(id: PaymentId): Promise<PaymentRecord | null> {
    const { rows } = await this.pool.query<PaymentRow>({ name: 'store_find', text: `${PAYMENT_SELECT} where p.id = $1`, values: [id] });
    return rows[0] ? toPayment(rows[0]) : null;
  }

  async terminal(id: TerminalId): Promise<TerminalRecord | null> {
    const { rows } = await this.pool.query<TerminalRow>({ name: 'store_terminal', text: 'select * from terminal where id = $1', values: [id] });
    return rows[0] ? toTerminal(rows[0]) : null;
  }

  async events(id: PaymentId, afterSeq: number): Promise<readonly PaymentEvent[]> {
    const text = 'select * from payment_event where payment_id = $1 and seq > $2 order by seq';
    return (await this.pool.query<EventRow>({ name: 'store_events', text, values: [id, afterSeq] })).rows.map(toEvent);
  }

  async list(filter: PaymentFilter): Promise<PaymentPage> {
    const where = ['p.property_id = $1'];
    const values: unknown[] = [filter.propertyId];
    const add = (condition: string, value: unknown): void => {
      if (value === undefined) return;
      values.push(value);
      where.push(condition.replace('?', `$${values.length}`));
    };
    add('p.confirmation_number = ?', filter.confirmationNumber);
    add('p.pms_transaction_number = ?', filter.pmsTransactionNumber);
    if (filter.idempotencyKey !== undefined) {
      values.push(filter.idempotencyKey);
      where.push(`(p.idempotency_key = $${values.length} or p.id = (select a.payment_id from idempotency_alias a
        where a.property_id = $1 and a.idempotency_key = $${values.length}))`);
    }
    add('p.status = ?', filter.status);
    add('p.created_at >= ?', filter.fromMs === undefined ? undefined : new Date(filter.fromMs));
    add('p.created_at < ?', filter.toMs === undefined ? undefined : new Date(filter.toMs));
    add('p.id < ?', filter.before);
    values.push(filter.limit + 1);
    const text = `${PAYMENT_SELECT} where ${where.join(' and ')} order by p.id desc limit $${values.length}`;
    const payments = (await this.pool.query<PaymentRow>(text, values)).rows.map(toPayment);
    const page = payments.slice(0, filter.limit);
    return { payments: page, nextCursor: payments.length > filter.limit ? (page.at(-1)?.id ?? null) : null };
  }

  async openOfInstance(instanceId: string): Promise<readonly PaymentRecord[]> {
    const text = `${PAYMENT_SELECT} where p.instance_id = $1
      and p.status in ('accepted', 'dispatched', 'in_progress', 'cancelling', 'held', 'unknown', 'reversing', 'reversal_unknown') order by p.id`;
    return (await this.pool.query<PaymentRow>({ name: 'store_open', text, values: [instanceId] })).rows.map(toPayment);
  }

  async markTerminal(id: TerminalId, state: { readonly reachable: boolean; readonly atMs: number }): Promise<void> {
    const text = state.reachable
      ? 'update terminal set last_seen_at = greatest(last_seen_at, $2), offline_since = null where id = $1'
      : 'update terminal set offline_since = coalesce(offline_since, $2) where id = $1';
    await this.pool.query({ name: `store_mark_${String(state.reachable)}`, text, values: [id, new Date(state.atMs)] });
  }
}

/** A connection that cannot even roll back is thrown away; the first error is the one worth telling. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
