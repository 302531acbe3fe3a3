import type { DeviceAddress, PaymentTx, PropertyId, TerminalId } from '@payport/domain';
import { PAYMENT_STORE_RULES, testDatabase, type StoreBench, type TestDatabase, testPool } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgPaymentStore } from './pg-payment-store.ts';

let database: TestDatabase;
let owner: pg.Pool;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  owner = testPool(database.ownerUrl);
  pool = testPool(database.appUrl);
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await database.close();
});

/** A hotel, terminals and a gateway of its own for each rule. */
async function bench(): Promise<StoreBench> {
  const propertyId = randomUUID() as PropertyId;
  const terminalIds = [randomUUID() as TerminalId, randomUUID() as TerminalId] as const;
  const addresses = terminalIds.map((id) => `scripted:${id}` as DeviceAddress) as [DeviceAddress, DeviceAddress];
  const instanceId = `rules-${randomUUID()}`;
  await owner.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Отель', 'Europe/Moscow', 'RUB', '{RUB}')`, [
    propertyId,
  ]);
  await owner.query('insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ($1, 1, now(), now(), now())', [
    instanceId,
  ]);
  for (const [i, id] of terminalIds.entries()) {
    await owner.query(
      `insert into terminal (id, property_id, name, driver, settings, device_address) values ($1, $2, 'Терминал', 'sberbank', '{}', $3)`,
      [id, propertyId, addresses[i]],
    );
  }
  return { store: new PgPaymentStore(pool), other: new PgPaymentStore(pool), propertyId, terminalIds, addresses, instanceId, newId: randomUUID };
}

describe('the payment store in Postgres keeps the rules that the one in memory keeps', () => {
  for (const { title, run } of PAYMENT_STORE_RULES) it(title, async () => run(await bench()));
});

describe('a commit', () => {
  it('of an outcome waits for the disk, one of progress does not', async () => {
    await owner.query(`
      create table waited (address text, setting text);
      create function note_waited() returns trigger language plpgsql security definer as
        $$ begin insert into waited values (new.address, current_setting('synchronous_commit')); return new; end $$;
      create trigger note_waited after insert on device_claim for each row execute function note_waited()`);
    // The test server itself waits for no disk; these connections do.
    const careful = testPool(database.appUrl, { options: '-c synchronous_commit=on' });
    try {
      const store = new PgPaymentStore(careful);
      const { addresses, terminalIds, instanceId } = await bench();
      const [outcome, progress] = addresses.map((address, i): Parameters<PaymentTx['takeClaim']>[0] => ({
        address,
        terminalId: terminalIds[i] ?? null,
        holder: 'service',
        paymentId: null,
        commandId: null,
        cashier: null,
        instanceId,
        takenAtMs: 0,
      }));
      await store.transaction([], (tx) => tx.takeClaim(outcome!));
      await store.writeBehind((tx) => tx.takeClaim(progress!));
      const { rows } = await owner.query('select address, setting from waited order by setting desc');
      expect(rows).toEqual([
        { address: addresses[0], setting: 'on' },
        { address: addresses[1], setting: 'off' },
      ]);
    } finally {
      await careful.end();
    }
  });
});
