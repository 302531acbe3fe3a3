import { expectedFeeMinor } from '@payport/domain';
import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertProperty } from './gateway-harness.ts';

/** What the database keeps of reconciliation, whatever the code above does: asked as the role that the gateway runs as. */
let database: TestDatabase;
let owner: pg.Pool;
let app: pg.Pool;
let hotel: string;
beforeAll(async () => {
  database = await testDatabase();
  owner = testPool(database.ownerUrl);
  app = testPool(database.appUrl);
  hotel = await insertProperty(owner, 'Гранд Отель');
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.close();
});

const person = randomUUID();
async function decide(verdict: 'together' | 'apart', ...refs: readonly (readonly [string, string])[]): Promise<string> {
  const id = randomUUID();
  await app.query(
    `insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name)
     values ($1, $2, 'gateway_bank', $3, 'по чеку', now(), $4, 'Анна')`,
    [id, hotel, verdict, person],
  );
  for (const [side, ref] of refs)
    await app.query(
      `insert into recon_match_member (match_id, property_id, relation, verdict, side, ref, amount_minor) values ($1, $2, 'x', 'x', $3, $4, 100)`,
      [id, hotel, side, ref],
    );
  return id;
}
const undo = (id: string) =>
  app.query(`update recon_match set undone_at = now(), undone_by = $2, undone_name = 'Анна', undone_why = 'ошибка' where id = $1`, [id, person]);
const failing = (text: string, values: readonly unknown[] = []) => expect(app.query(text, [...values])).rejects;

describe('a decision about lines', () => {
  it('holds a line once in a relation, until it is undone', async () => {
    const first = await decide('together', ['gateway', 'g1'], ['bank', 'b1']);
    await expect(decide('together', ['gateway', 'g2'], ['bank', 'b1'])).rejects.toThrow(/recon_match_member_once/);
    await undo(first);
    await decide('together', ['gateway', 'g8'], ['bank', 'b1']);
  });

  it('that keeps apart holds nothing', async () => {
    await decide('apart', ['gateway', 'g3'], ['bank', 'b3']);
    await decide('apart', ['gateway', 'g3'], ['bank', 'b4']);
    await decide('together', ['gateway', 'g3'], ['bank', 'b5']);
  });

  it('has only the sides of its relation', () => expect(decide('together', ['pms', 'p1'])).rejects.toThrow(/no side of it/));

  it('never changes, is undone once, and is never deleted', async () => {
    const id = await decide('together', ['gateway', 'g6']);
    await failing(`update recon_match set reason = 'иначе' where id = $1`, [id]).toThrow(/permission denied/);
    await expect(owner.query(`update recon_match set reason = 'иначе' where id = $1`, [id])).rejects.toThrow(/never changes/);
    await undo(id);
    await expect(undo(id)).rejects.toThrow(/never changes/);
    await failing('delete from recon_match where id = $1', [id]).toThrow(/permission denied/);
    await failing('update recon_match_member set live = true where match_id = $1', [id]).toThrow(/never changes/);
  });

  it('tells the run which lines to look at again', async () => {
    await owner.query('delete from recon_change');
    const id = await decide('together', ['gateway', 'g7'], ['bank', 'b7']);
    await undo(id);
    const { rows } = await app.query(`select side, ref from recon_change`);
    expect(rows).toEqual(Array(4).fill({ side: 'decision', ref: id }));
  });
});

describe('a closed day', () => {
  const day = '2026-01-16';
  const event = (kind: string) =>
    `insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name, reason) values ('${hotel}', '${day}', '${kind}', now(), '${person}', 'Анна', 'опечатка')`;
  const close = `insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
    values ('${'$'}', '${day}', 'closed', now(), '${person}', 'Анна', '{"sum":"1.00"}', decode(repeat('00', 32), 'hex'))`;

  it('needs its event, never changes, and is opened again only with a reason that is kept', async () => {
    const closing = close.replace('$', hotel);
    await failing(closing).toThrow(/without its event/);
    await app.query(`begin; ${closing}; ${event('closed')}; commit`);
    await failing(`update recon_day set totals = '{"sum":"2.00"}' where business_day = '${day}'`).toThrow(/it is closed/);
    await failing(`delete from recon_day`).toThrow(/permission denied/);
    const open = `update recon_day set state = 'open', closed_at = null, closed_by = null, closed_name = null, totals = null, sha256 = null`;
    await failing(open).toThrow(/without its event/);
    await failing(`begin; ${event('reopened').replace("'опечатка'", "' '")}; ${open}; commit`).toThrow(/check/);
    await app.query('rollback').catch(() => undefined);
    await app.query(`begin; ${event('reopened')}; ${open}; commit`);
    await failing('update recon_day_event set reason = null').toThrow(/permission denied/);
    await expect(owner.query('delete from recon_day_event')).rejects.toThrow(/never changed/);
  });
});

describe('what needs two people', () => {
  it('is never confirmed by the one who proposed it', async () => {
    const propose = (decidedBy: string) =>
      app.query(
        `insert into recon_proposal (id, property_id, kind, relation, members, amount_minor, currency, reason, proposed_at, proposed_by, proposed_name,
           decided_at, decided_by, decided_name, decision)
         values ($1, $2, 'force_match', 'gateway_bank', '[]', 100, 'RUB', 'по чеку', now(), $3, 'Анна', now(), $4, 'Пётр', 'confirmed')`,
        [randomUUID(), hotel, person, decidedBy],
      );
    await expect(propose(person)).rejects.toThrow(/check/);
    await propose(randomUUID());
  });
});

describe('the arithmetic', () => {
  it('of fees is the same in the database and in the code', async () => {
    const amounts = [1n, 99n, 100n, 133n, 166n, 150_000n, 9_999_999n, 9_000_000_000_000_001n];
    const tariffs = [
      { rateMillionths: 15_000n, fixedMinor: 0n, minMinor: null, maxMinor: null, refundsFee: false },
      { rateMillionths: 7_000n, fixedMinor: 50n, minMinor: 350n, maxMinor: 150_000n, refundsFee: true },
      { rateMillionths: 999_999n, fixedMinor: 0n, minMinor: 10n, maxMinor: null, refundsFee: true },
    ];
    for (const tariff of tariffs)
      for (const gross of amounts)
        for (const direction of [1, -1] as const) {
          const { rows } = await app.query('select recon_fee($1, $2, $3, $4, $5, $6, $7)::text as fee', [
            gross,
            direction === -1,
            tariff.rateMillionths,
            tariff.fixedMinor,
            tariff.minMinor,
            tariff.maxMinor,
            tariff.refundsFee,
          ]);
          expect(rows[0].fee).toBe(expectedFeeMinor(gross, direction, tariff).toString());
        }
  });

  it.each([
    ['2026-01-16', 0, '2026-01-16'],
    ['2026-01-16', 1, '2026-01-19'],
    ['2026-01-14', 3, '2026-01-19'],
    ['2026-01-17', 0, '2026-01-17'],
    ['2026-01-17', 1, '2026-01-19'],
    ['2026-01-18', 2, '2026-01-20'],
    ['2026-01-12', 10, '2026-01-26'],
    // New Year's holidays, with the ninth moved there.
    ['2025-12-30', 1, '2026-01-12'],
    // Victory Day on a Saturday: the Monday after it is off.
    ['2026-05-08', 1, '2026-05-12'],
    ['2026-02-20', 1, '2026-02-24'],
    // A Saturday that was worked instead of a Monday.
    ['2025-10-31', 1, '2025-11-01'],
    ['2025-11-01', 1, '2025-11-05'],
    // The Monday after a Sunday's holiday was moved elsewhere.
    ['2025-02-21', 1, '2025-02-24'],
    ['2024-12-27', 2, '2025-01-09'],
    // No decree is known: the law alone.
    ['2027-04-30', 1, '2027-05-04'],
  ])('of working days: %s and %i are %s', async (day, n, due) => {
    const { rows } = await app.query('select recon_due($1::uuid, $2::date, $3)::text as due', [randomUUID(), day, n]);
    expect(rows[0].due).toBe(due);
  });

  it.each([
    [2024, 248],
    [2025, 247],
    [2026, 247],
  ])('has as many working days in %i as the production calendar: %i', async (year, days) => {
    const { rows } = await app.query(
      `select count(*)::int as days from generate_series(make_date($2, 1, 1), make_date($2, 12, 31), interval '1 day') d where recon_works($1::uuid, d::date)`,
      [randomUUID(), year],
    );
    expect(rows[0].days).toBe(days);
  });
});
