import type { PaymentStatus } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { RulesDatabase } from './rules-database.ts';

type Queryable = Pool | PoolClient;
type Values = Readonly<Record<string, unknown>>;

/** Inserts a row of any columns, so that a test can write what no code of ours would. */
export async function insertRow(to: Queryable, table: string, values: Values): Promise<void> {
  const columns = Object.keys(values);
  const places = columns.map((_, i) => `$${i + 1}`);
  await to.query(`insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`, Object.values(values));
}

export const paymentRow = (db: RulesDatabase, overrides: Values = {}): { id: string } & Values => ({
  id: randomUUID(),
  property_id: db.propertyId,
  terminal_id: db.terminalId,
  instance_id: db.instanceId,
  kind: 'sale',
  amount_minor: 150_000n,
  currency: 'RUB',
  status: 'accepted',
  idempotency_key: randomUUID(),
  params: {},
  params_hash: Buffer.alloc(32),
  device_reference: randomUUID(),
  created_at: new Date(),
  updated_at: new Date(),
  ...overrides,
});

export interface EventRow {
  readonly payment: string;
  readonly seq: number;
  readonly from: string | null;
  readonly to: string;
  readonly type?: 'state' | 'stage' | 'note';
  readonly stage?: string | null;
}

export const insertEvent = (to: Queryable, { payment, seq, from, to: target, type = 'state', stage = null }: EventRow): Promise<void> =>
  insertRow(to, 'payment_event', {
    payment_id: payment,
    seq,
    at: new Date(),
    type,
    from_status: from,
    to_status: target,
    stage,
    cause: 'test',
    actor: 'test',
  });

export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** A payment as the gateway writes it, led along `path` (the first status must be `accepted`). */
export const insertPayment = (db: RulesDatabase, path: readonly PaymentStatus[] = ['accepted'], overrides: Values = {}): Promise<string> =>
  inTransaction(db.app, (client) => insertPaymentIn(client, db, path, overrides));

export async function insertPaymentIn(
  client: PoolClient,
  db: RulesDatabase,
  path: readonly PaymentStatus[],
  overrides: Values = {},
): Promise<string> {
  const row = paymentRow(db, overrides);
  await insertRow(client, 'payment', row);
  for (const [i, to] of path.entries()) await insertEvent(client, { payment: row.id, seq: i + 1, from: path[i - 1] ?? null, to });
  return row.id;
}
