import type { PropertyId } from '@payport/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAYS } from '../../src/modules/reconciliation-desk/days/day-sql.ts';
import { hotelToday } from '../../src/modules/reconciliation-desk/days/hotel-today.ts';
import { HOTELS } from '../../src/modules/reconciliation-desk/reports/report-sql.ts';
import { ReconWorld } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start('Europe/Moscow', 23);
});
afterAll(() => world.close());
beforeEach(async () => {
  await set('property', `time_zone = 'Europe/Moscow', night_audit_hour = 23`);
  await set('terminal', `mid = '900000000001'`);
  await world.clear();
});

const set = (table: 'property' | 'terminal', to: string): Promise<unknown> => world.owner.query(`update ${table} set ${to}`);
const day = async (id: string): Promise<unknown> => (await world.of(id))?.['day'];
const close = (on: string): Promise<unknown> =>
  world.app.query(
    `with told as (
       insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name) values ($1, $2, 'closed', now(), $1, 'Анна'))
     insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
     values ($1, $2, 'closed', now(), $1, 'Анна', '{}', decode(repeat('00', 32), 'hex'))`,
    [world.hotel, on],
  );

describe('a hotel whose night audit is before midnight', () => {
  it('has one day for its payments, its calendar, its reports and what is unknown', async () => {
    const known = await world.payment({ rrn: '600000000001', at: '2026-01-14 23:10' });
    const unknown = await world.payment({ rrn: '600000000002', at: '2026-01-14 22:50', status: 'unknown' });
    await world.setPayment(unknown, `dispatched_at = '2026-01-14 23:05+03'`);
    await world.taken({ bank: [{ rrn: '600000000003', day: '2026-01-14', minor: 1 }] });
    await world.run('2026-01-15');
    expect([await day(known), await day(unknown)]).toEqual(['2026-01-15', '2026-01-15']);
    const at = Date.parse('2026-01-14T23:10:00+03:00');
    expect((await hotelToday(world.app, world.hotel as PropertyId, { now: () => at })).today).toBe('2026-01-15');
    expect((await world.app.query(HOTELS, [[world.hotel], new Date(at)])).rows).toMatchObject([{ today: '2026-01-15' }]);
    const days = await world.app.query<{ day: string; unknown: number }>(DAYS, [world.hotel, '2026-01-01', '2026-01-31']);
    expect(days.rows.map(({ day, unknown }) => [day, unknown])).toEqual([
      ['2026-01-15', 1],
      ['2026-01-14', 0],
    ]);
  });
});

describe('where the hotel itself changes', () => {
  it.each([
    ['its night audit', 'property', 'night_audit_hour = 4'],
    ['its zone', 'property', `time_zone = 'Europe/Kaliningrad'`],
    ['the number of a terminal', 'terminal', `mid = '900000000002'`],
  ] as const)('%s, everything is matched anew', async (_what, table, to) => {
    await world.payment({ rrn: '600000000001', at: '2026-01-14 23:10' });
    await world.taken({
      bank: [{ rrn: '600000000001', day: '2026-01-14' }],
      credits: [{ minor: 150_000, day: '2026-01-15', mid: '900000000001', registryOn: '2026-01-14' }],
    });
    await world.run('2026-01-20');
    const before = await world.all();
    await set(table, to);
    expect(await world.run('2026-01-20')).toMatchObject({ full: true });
    const now = await world.all();
    expect(now).not.toEqual(before);
    await world.run('2026-01-20', true);
    expect(await world.all()).toEqual(now);
  });

  it('a terminal more is matched anew, and one that is only renamed is not', async () => {
    await world.payment({ rrn: '600000000001' });
    await world.taken({ bank: [{ rrn: '600000000001' }] });
    await world.run('2026-01-20');
    await set('terminal', `name = name || '!', tid = tid`);
    await world.payment({ rrn: '600000000002' });
    expect(await world.run('2026-01-20')).toMatchObject({ full: false });
    await world.owner.query(
      `insert into terminal (id, property_id, name, driver, settings, device_address, tid) values (gen_random_uuid(), $1, 'T4', 'sberbank', '{}', 'T4', '10000004')`,
      [world.hotel],
    );
    expect(await world.run('2026-01-20')).toMatchObject({ full: true });
  });

  it('a closed day stays, and what left it stands beside it', async () => {
    const id = await world.payment({ rrn: '600000000001', at: '2026-01-14 23:10' });
    await world.taken({ bank: [{ rrn: '600000000001', day: '2026-01-14' }] });
    await world.run('2026-01-20');
    await close('2026-01-15');
    await set('property', 'night_audit_hour = 4');
    await world.run('2026-01-20');
    expect(await day(id)).toBe('2026-01-14');
    const { rows } = await world.app.query('select business_day::text as day, ref, from_result, to_result, change_minor from recon_adjustment');
    expect(rows).toEqual([{ day: '2026-01-15', ref: id, from_result: 'matched', to_result: null, change_minor: '-150000' }]);
  });
});
