import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, seedingPlace, type SeedingPlace } from './testing/seeded-database.ts';

let place: SeedingPlace;
beforeAll(async () => {
  place = await seedingPlace();
  await place.seed();
});
afterAll(() => place.close());

const rowsOf = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await place.app.query<T>(sql, [...values])).rows;

describe('the closed days of the demonstration', () => {
  it('leave no batch of an old day open: every terminal with a past closed yesterday, and nothing ran after that', async () => {
    const open = await rowsOf<{ name: string }>(`
      select t.name from terminal t join property h on h.id = t.property_id
      where ((select max(s.closed_at) from settlement s where s.terminal_id = t.id) is null and t.driver = 'sberbank')
        or exists (select from payment p where p.terminal_id = t.id and p.status = 'approved'
          and coalesce(p.host_time::timestamp at time zone h.time_zone, p.dispatched_at)
            > (select max(s.closed_at) from settlement s where s.terminal_id = t.id))`);
    expect(open).toEqual([]);
    const [last] = await rowsOf<{ at: Date }>('select min(last) as at from (select max(closed_at) as last from settlement group by terminal_id) x');
    expect(NOW_MS - last!.at.getTime()).toBeLessThan(36 * 3_600_000);
  });

  it('follow each other without a gap, one a day', async () => {
    const gaps = await rowsOf(`select from (
      select opened_at, lag(closed_at) over (partition by terminal_id order by closed_at) as before from settlement) x
      where opened_at is distinct from before`);
    expect(gaps).toEqual([]);
    const [counted] = await rowsOf<{ days: number; batches: number }>(
      `select count(*)::int as batches, count(distinct (terminal_id, due_at))::int as days from terminal_command where kind = 'settlement'`,
    );
    expect(counted!.batches).toBe(counted!.days);
    expect(counted!.batches).toBeGreaterThan(100);
  });

  it('hold what the bank’s ledger holds, to the kopeck', async () => {
    const [sums] = await rowsOf<{ sales: string; refunds: string; count: number }>(
      'select sum(sales_minor)::text as sales, sum(refunds_minor)::text as refunds, sum(coalesce(sales_count, 0) + coalesce(refunds_count, 0))::int as count from terminal_command',
    );
    const minor = (kind: string): bigint =>
      place.ledger.filter((line) => line.kind === kind).reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
    expect(sums).toEqual({ sales: minor('sale').toString(), refunds: minor('refund').toString(), count: place.ledger.length });
  });

  it('agree with the gateway but for the day of the payment that waits for a person', async () => {
    const apart = await rowsOf<{ unresolved: string[] }>(
      'select unresolved from settlement where matches is distinct from true and sales_count + refunds_count > 0',
    );
    const waiting = await rowsOf<{ id: string }>(`select id from payment where status = 'manual_review'`);
    expect(apart.map(({ unresolved }) => unresolved)).toEqual(waiting.map(({ id }) => [id]));
  });

  it('have a slip each that says so, and go on by the clock', async () => {
    expect(
      await rowsOf(`select from terminal_command where kind = 'settlement' and (text not like '%Итоги совпали%' or text like '%' || chr(1) || '%')`),
    ).toEqual([]);
    expect(await rowsOf(`select distinct settle_at from terminal where driver = 'sberbank'`)).toEqual([{ settle_at: '23:55' }]);
  });

  it('stay as they are at the next start, also the schedule that somebody has changed', async () => {
    const before = await rowsOf('select id from terminal_command order by id');
    await place.app.query(`update terminal set settle_at = null`);
    await place.seed();
    expect(await rowsOf('select id from terminal_command order by id')).toEqual(before);
    expect(await rowsOf(`select distinct settle_at from terminal where driver = 'sberbank'`)).toEqual([{ settle_at: null }]);
  });
});
