import type { DeviceAddress, PropertyId, TerminalId } from '@payport/domain';
import { INSTANCE_RULES, testDatabase, type InstanceBench, testPool } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { PgPaymentStore } from '../payment-store/index.ts';
import { PgInstanceStore } from './pg-instance-store.ts';

/** Each rule has a database of its own: whoever is alive or dead there belongs to the rule. */
async function inHotel(work: (bench: InstanceBench, pool: pg.Pool) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  const [owner, pool] = [testPool(database.ownerUrl), testPool(database.appUrl)];
  try {
    const propertyId = randomUUID() as PropertyId;
    const terminalIds = [randomUUID() as TerminalId, randomUUID() as TerminalId] as const;
    const addresses = [`scripted:${terminalIds[0]}`, `tcp:${terminalIds[1]}`] as unknown as readonly [DeviceAddress, DeviceAddress];
    const insert = `insert into property (id, name, time_zone, currency, currencies) values ($1, 'Отель', 'Europe/Moscow', 'RUB', '{RUB}')`;
    await owner.query(insert, [propertyId]);
    for (const [i, id] of terminalIds.entries()) {
      const text = `insert into terminal (id, property_id, name, driver, settings, device_address) values ($1, $2, 'Терминал', 'sberbank', '{}', $3)`;
      await owner.query(text, [id, propertyId, addresses[i]]);
    }
    const store = (): PgInstanceStore => new PgInstanceStore(pool, database.appUrl);
    const payments = (): PgPaymentStore => new PgPaymentStore(pool);
    const expire = async (id: string, agoMs: number): Promise<void> => {
      await owner.query(`update gateway_instance set lease_until = now() - $2 * interval '1 millisecond' where id = $1`, [id, agoMs]);
    };
    const views = { store: payments(), other: payments(), instances: store(), others: store() };
    await work({ ...views, expire, propertyId, terminalIds, addresses, instanceId: 'a', newId: randomUUID }, pool);
  } finally {
    await pool.end();
    await owner.end();
    await database.close();
  }
}

describe('the gateways in Postgres keep the rules that those in memory keep', () => {
  for (const { title, run } of INSTANCE_RULES) it(title, () => inHotel(run));
});

it('a session whose connection Postgres ends is told, and its name is free', () =>
  inHotel(async ({ instances, others }, pool) => {
    let told = 0;
    const session = await instances.session(() => (told += 1));
    await session.take({ instanceId: 'a', machine: 'one' }, 20_000);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'payport-lease' and datname = current_database()`,
    );
    await expect.poll(() => told).toBeGreaterThan(0);
    const next = await others.session(() => undefined);
    expect(await next.take({ instanceId: 'a', machine: 'one' }, 20_000)).toBe('2');
    await next.end();
  }));
