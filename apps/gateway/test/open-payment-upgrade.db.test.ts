import { migrate, ownMigrations } from '@payport/persistence';
import { approvedResult, ManualClock, testDatabase, testPool } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GatewayHarness, insertKey } from './gateway-harness.ts';

const FIRST = '0001_payments';
const INSTANCE = 'the-desk';

let gateway: GatewayHarness;
let clock: ManualClock;
let payment: string;
let property: string;
let terminal: string;

/** What a gateway of the first version left behind when it was stopped: bytes may have left, and nobody knows the end. */
async function leaveOpen(db: pg.PoolClient, status: 'dispatched' | 'unknown'): Promise<void> {
  [payment, property, terminal] = [randomUUID(), randomUUID(), randomUUID()];
  await db.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Гранд Отель', 'Europe/Moscow', 'RUB', '{RUB}')`, [
    property,
  ]);
  await db.query(
    `insert into terminal (id, property_id, name, driver, settings, device_address, tid) values ($1, $2, 'слева', 'sberbank', '{}', 'scripted:1', '00459991')`,
    [terminal, property],
  );
  await db.query('insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ($1, 1, now(), now(), now())', [INSTANCE]);
  await db.query(
    `insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, idempotency_key, params, params_hash,
       confirmation_number, device_reference, instance_id, holds_terminal, created_at, updated_at)
     values ($1, $2, $3, 'sale', 150000, 'RUB', 'accepted', 'key-1', '{}', decode('00', 'hex'), 'RMS285', '0000000A', $4, true, now(), now())`,
    [payment, property, terminal, INSTANCE],
  );
  const moves = [null, 'accepted', 'dispatched', ...(status === 'unknown' ? ['unknown'] : [])];
  for (const [at, to] of moves.slice(1).entries()) {
    await db.query(
      `insert into payment_event (payment_id, seq, at, type, from_status, to_status, cause, actor) values ($1, $2, now(), 'state', $3, $4, 'then', 'gateway')`,
      [payment, at + 1, moves[at], to],
    );
  }
  await db.query(
    `insert into device_claim (address, terminal_id, holder, payment_id, instance_id, taken_at) values ('scripted:1', $1, 'payment', $2, $3, now())`,
    [terminal, payment, INSTANCE],
  );
}

/** A database of the first schema with that payment, brought to this program's schema, and a gateway of this version on it. */
async function upgrade(status: 'dispatched' | 'unknown'): Promise<void> {
  const database = await testDatabase();
  const db = testPool(database.ownerUrl);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'upgrade-'));
  try {
    await db.query('drop schema if exists bank_stage cascade; drop schema public cascade; create schema public');
    await cp(path.join(ownMigrations(), FIRST), path.join(folder, FIRST), { recursive: true });
    expect(await migrate(database.ownerUrl, { directory: folder })).toEqual({ applied: [FIRST] });
    const session = await db.connect();
    await session.query('begin');
    await leaveOpen(session, status);
    await session.query('commit');
    session.release();
    const { applied } = await migrate(database.ownerUrl, { appRole: new URL(database.appUrl).username });
    expect(applied.length).toBeGreaterThan(1);
  } finally {
    await db.end();
    await rm(folder, { recursive: true });
  }
  gateway = await GatewayHarness.start({ database, clock, config: { instanceId: INSTANCE } });
}

const read = async (): Promise<Record<string, unknown>> => {
  const { rows } = await gateway.db.query<Record<string, unknown>>('select status, approved_amount_minor::text as taken from payment where id = $1', [
    payment,
  ]);
  return rows[0] ?? {};
};

beforeEach(() => {
  clock = new ManualClock(Date.now());
});
afterEach(() => gateway.close());

it.each(['dispatched', 'unknown'] as const)(
  'what the first schema left %s is asked about under the last one, guards its guest, and is never sent again',
  async (status) => {
    await upgrade(status);
    const key = await insertKey(gateway.db, property, ['payments:read', 'payments:write']);
    const guest = { terminalId: terminal, amount: '1500.00', currency: 'RUB', reservation: { confirmationNumber: 'RMS285' } };
    const again = await gateway.call('POST', '/sonata/v1/payments', guest, { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() });
    expect([again.status, again.body['code']]).toEqual([409, 'terminal-busy']);
    expect(await read()).toEqual({ status: 'unknown', taken: null });
    gateway.terminal.onRecover = (query) =>
      Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order, { approvedAmountMinor: 150_000n }), evidence: {} });
    while ((await read())['status'] === 'unknown') {
      await clock.advance(1_000);
      await nextTurn();
    }
    expect(await read()).toEqual({ status: 'approved', taken: '150000' });
    expect((await gateway.db.query('select from device_claim')).rowCount).toBe(0);
    expect(gateway.terminal.journal.prompts).toEqual([]);
  },
);
