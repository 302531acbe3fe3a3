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
import type { Pool } from 'pg';
import { lockedTransaction } from '../locked-transaction.ts';
import { PAYMENT_SELECT, toEvent, toPayment, toTerminal, type EventRow, type PaymentRow, type TerminalRow } from './payment-rows.ts';
import { PgPaymentTx } from './pg-payment-tx.ts';

/** Payments in Postgres. `pool` connects as the role that cannot change history. */
export class PgPaymentStore implements PaymentStore {
  constructor(private readonly pool: Pool) {}

  transaction<T>(locks: readonly string[], work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    return lockedTransaction(this.pool, locks, (client, sent) => work(new PgPaymentTx(client, sent)));
  }

  writeBehind<T>(work: (tx: PaymentTx) => Promise<T>): Promise<T> {
    return lockedTransaction(this.pool, [], (client, sent) => work(new PgPaymentTx(client, sent)), 'begin; set local synchronous_commit = off');
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

  async closedSince(id: TerminalId, sinceMs: number): Promise<boolean> {
    const text = `select exists (select from terminal_command where terminal_id = $1 and dispatched_at >= $2
      and (kind = 'initialisation' or (kind = 'settlement' and status in ('in_progress', 'done', 'unknown')))) as closed`;
    const { rows } = await this.pool.query<{ closed: boolean }>({ name: 'store_closed_since', text, values: [id, new Date(sinceMs)] });
    return rows[0]?.closed ?? false;
  }

  async nowMs(): Promise<number> {
    const { rows } = await this.pool.query<{ now: Date }>({ name: 'store_now', text: 'select clock_timestamp() as now' });
    const [row] = rows;
    if (!row) throw new Error('the database told no time');
    return row.now.getTime();
  }

  async markTerminal(id: TerminalId, state: TerminalSeen): Promise<void> {
    const text = state.reachable
      ? 'update terminal set last_seen_at = greatest(last_seen_at, $2), offline_since = null, offline_reason = null where id = $1'
      : 'update terminal set offline_since = coalesce(offline_since, $2), offline_reason = $3 where id = $1';
    const values = [id, new Date(state.atMs), ...(state.reachable ? [] : [JSON.stringify(state.why)])];
    await this.pool.query({ name: `store_mark_${String(state.reachable)}`, text, values });
  }
}
