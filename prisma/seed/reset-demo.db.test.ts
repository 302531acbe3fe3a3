import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPayment } from '../rules/payment-rows.ts';
import { insertTerminal } from '../rules/rules-database.ts';
import { resetDemo } from './reset-demo.ts';
import type { SeededDemo } from './seed-demo.ts';
import { seedingPlace, type SeedingPlace } from './testing/seeded-database.ts';

let place: SeedingPlace;
let seeded: SeededDemo;
beforeAll(async () => {
  place = await seedingPlace();
  seeded = await place.seed();
});
afterAll(() => place.close());

const GATEWAY = 'gateway-1';

async function realHotel() {
  const propertyId = randomUUID();
  await place.app.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Real', 'Europe/Moscow', 'RUB', '{RUB}')`, [
    propertyId,
  ]);
  await place.app.query(`insert into gateway_instance values ($1, 1, now(), now(), now() + interval '1 minute') on conflict do nothing`, [GATEWAY]);
  const terminalId = await insertTerminal(place.app, propertyId, { address: `host:${propertyId}` });
  return { owner: place.owner, app: place.app, propertyId, terminalId, instanceId: GATEWAY, close: () => Promise.resolve() };
}

const left = async (sql: string, values: unknown[] = []): Promise<number> => (await place.owner.query(sql, values)).rowCount ?? 0;

describe('the removal of the demonstration', () => {
  it('waits for a payment that runs on a simulated terminal', async () => {
    const hotel = await realHotel();
    const terminal = { ...hotel, propertyId: seeded.sonata.property, terminalId: seeded.terminals[0]!.id };
    const running = await insertPayment(terminal, ['accepted', 'dispatched']);
    await expect(resetDemo(place.ownerUrl)).rejects.toThrow(/A payment is running on a simulated terminal/);
    expect(await left('select from payment where id = $1', [running])).toBe(1);
    await place.owner.query(`update gateway_instance set lease_until = now() - interval '1 minute'`);
  });

  it('takes all of it, also what was paid there since, and nothing real', async () => {
    const hotel = await realHotel();
    const real = await insertPayment(hotel, ['accepted', 'dispatched', 'approved']);
    const desk = { ...hotel, propertyId: seeded.sonata.property, terminalId: seeded.terminals[0]!.id };
    await insertPayment(desk, ['accepted', 'dispatched', 'approved']);
    const person = randomUUID();
    await place.app.query(`insert into app_user (id, name, email) values ($1, 'Real', 'real@grand.example')`, [person]);
    await place.app.query(`insert into list_view values ($1, $1, 'payments', 'Mine', '{}', $2, now(), now())`, [person, seeded.sonata.property]);
    const report = await resetDemo(place.ownerUrl);
    expect(await left('select from list_view where id = $1 and property_id is null', [person])).toBe(1);
    expect(report).toMatchObject({ terminals: 7, properties: 2, users: seeded.users.length, kept: 0 });
    for (const table of ['payment', 'terminal', 'property', 'api_key', 'app_user']) expect(await left(`select from ${table} where demo`)).toBe(0);
    expect(await left('select from payment where id = $1', [real])).toBe(1);
    expect(await left('select from payment_event where payment_id = $1', [real])).toBe(3);
    expect(await left(`select from gateway_instance where id = 'demo-history'`)).toBe(0);
  });

  it('finds nothing the second time, and the demonstration can be made anew', async () => {
    expect(await resetDemo(place.ownerUrl)).toEqual({ payments: 0, terminals: 0, properties: 0, users: 0, kept: 0 });
    const again = await place.seed();
    expect(again.terminals).toEqual(seeded.terminals);
    expect(again.sonata).toEqual(seeded.sonata);
  });

  it('leaves a payment to which a real refund refers, and what that payment stands on', async () => {
    const hotel = await realHotel();
    const { rows } = await place.owner.query<{ id: string }>(`select id from payment where demo and kind = 'sale' and status = 'approved'
      and not exists (select from payment r where r.original_payment_id = payment.id) limit 1`);
    const sale = rows[0]!.id;
    const desk = { ...hotel, propertyId: seeded.sonata.property };
    const terminalId = await insertTerminal(place.app, seeded.sonata.property, { address: 'host:real-device' });
    const refund = await insertPayment({ ...desk, terminalId }, ['accepted', 'dispatched', 'approved'], {
      kind: 'refund',
      amount_minor: -100n,
      original_payment_id: sale,
    });
    const report = await resetDemo(place.ownerUrl);
    expect(report.kept).toBeGreaterThan(0);
    expect(await left('select from payment where id in ($1, $2)', [sale, refund])).toBe(2);
    expect(await left('select from payment where demo')).toBe(1);
  });
});
