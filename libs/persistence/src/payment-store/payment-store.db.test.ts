import type { DeviceAddress, PropertyId, TerminalId } from '@payport/domain';
import { PAYMENT_STORE_RULES, testDatabase, type StoreBench, type TestDatabase } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { PgPaymentStore } from './pg-payment-store.ts';

let database: TestDatabase;
let owner: pg.Pool;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl });
  pool = new pg.Pool({ connectionString: database.appUrl });
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
