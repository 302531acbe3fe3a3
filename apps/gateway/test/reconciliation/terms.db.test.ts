import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ReconWorld } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const result = async (id: string): Promise<unknown> => (await world.of(id))?.['result'];
/** A registry of that day, so that reconciliation has begun. */
const begun = (day: string) => world.taken({ bank: [{ rrn: '699999999999', day, minor: 1 }] });

it('a registry is not late over the holidays, and is on the first working day after its term', async () => {
  const id = await world.payment({ rrn: '600000000001', at: '2025-12-31 12:00' });
  await begun('2025-12-30');
  await world.run('2026-01-12');
  expect(await world.of(id)).toMatchObject({ result: 'expected', deadline: '2026-01-12' });
  await world.run('2026-01-13');
  expect(await result(id)).toBe('missing_at_bank');
});

it('a day on which the hotel’s bank works counts, though the calendar says no', async () => {
  const id = await world.payment({ rrn: '600000000001', at: '2025-12-31 12:00' });
  await begun('2025-12-30');
  await world.app.query(
    `insert into recon_calendar_day (property_id, day, working, set_at, set_by, set_name) values ($1, '2026-01-03', true, now(), $1, 'Анна')`,
    [world.hotel],
  );
  await world.run('2026-01-03');
  expect(await world.of(id)).toMatchObject({ result: 'expected', deadline: '2026-01-03' });
});

it('after the cut-off an operation is the bank’s next day, unless that is none', async () => {
  await world.app.query(`insert into recon_rule (property_id, cut_off) values ($1, '21:00')`, [world.hotel]);
  const before = await world.payment({ rrn: '600000000001', at: '2026-01-14 20:59' });
  const after = await world.payment({ rrn: '600000000002', at: '2026-01-14 21:00' });
  const friday = await world.payment({ rrn: '600000000003', at: '2026-01-16 22:00' });
  await begun('2026-01-13');
  await world.run('2026-01-14');
  expect((await world.of(before))?.['deadline']).toBe('2026-01-15');
  expect((await world.of(after))?.['deadline']).toBe('2026-01-16');
  expect((await world.of(friday))?.['deadline']).toBe('2026-01-19');
});

it.each([false, true])(
  'an acquirer’s own rule counts for its terminals: days of the account and what may differ in the fee (full run: %s)',
  async (full) => {
    await world.app.query(`insert into recon_rule (property_id, statement_days, fee_tolerance_minor) values ($1, 3, 0)`, [world.hotel]);
    await world.app.query(
      `insert into recon_rule (property_id, acquirer, tids, registry_days, statement_days, fee_tolerance_minor) values ($1, 'vtb', '{10000002}', 1, 7, 50)`,
      [world.hotel],
    );
    await world.app.query(
      `insert into fee_tariff (id, property_id, valid_from, rate_millionths) values (gen_random_uuid(), $1, '2026-01-01', 10000)`,
      [world.hotel],
    );
    const [one, two] = [await world.payment({ rrn: '600000000001' }), await world.payment({ rrn: '600000000002', tid: '10000002' })];
    const credits = [{ minor: 1, day: '2026-01-13', mid: '1' }];
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-13', minor: 100, fee: 1 }], credits });
    await world.run('2026-01-14');
    await world.taken({
      bank: [
        { rrn: '600000000001', fee: 1_550 },
        { rrn: '600000000002', tid: '10000002', fee: 1_550 },
      ],
    });
    await world.run('2026-01-22', full);
    expect([await result(one), await result(two)]).toEqual(['fee_mismatch', 'matched']);
    const paid = async (line: string): Promise<unknown> =>
      (await world.of(`|${line}|purchase|completed|2026-01-14|150000|RUB`, 'bank_statement'))?.['result'];
    expect([await paid('600000000001'), await paid('600000000002')]).toEqual(['missing_in_statement', 'expected']);
  },
);

it('a chargeback that is dated by its sale of months ago makes nothing missing', async () => {
  const old = await world.payment({ rrn: '600000000001', at: '2025-10-14 12:00' });
  const chargeback = { rrn: '600000000002', kind: 'chargeback', day: '2025-10-13' };
  const alone = await world.taken({ bank: [chargeback] });
  const told = async (): Promise<unknown[]> => [await result(old), await result('chargeback|completed|2025-10-13|150000|RUB')];
  await world.run('2026-01-14');
  expect(await told()).toEqual([undefined, 'chargeback']);
  await world.takeBack(alone);
  await begun('2026-01-12');
  await world.run('2026-01-14');
  await world.taken({ bank: [chargeback] });
  expect(await world.run('2026-01-14')).toMatchObject({ full: false });
  expect(await told()).toEqual([undefined, 'chargeback']);
});

it('a credit is not late over the holidays', async () => {
  await world.taken({ bank: [{ rrn: '600000000001', day: '2025-12-31' }], credits: [{ minor: 1, day: '2025-12-31', mid: '1' }] });
  await world.run('2026-01-14');
  expect(await world.of('|600000000001|purchase|completed|2025-12-31|150000|RUB', 'bank_statement')).toMatchObject({
    result: 'expected',
    deadline: '2026-01-14',
  });
});

/** The day is closed at a moment, with nothing frozen: what changes beside it is looked at. */
const close = (day: string, at: string) =>
  world.app.query(
    `with told as (
       insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name, totals, sha256)
       values ($1, $2, 'closed', $3, $1, 'Анна', '{}', decode(md5('a') || md5('b'), 'hex')))
     insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
     values ($1, $2, 'closed', $3, $1, 'Анна', '{}', decode(md5('a') || md5('b'), 'hex'))`,
    [world.hotel, day, at],
  );

it('a fee that a file tells after the close stands beside the day, whatever goes and comes', async () => {
  const line = { rrn: '600000000001', day: '2026-01-13' };
  await world.payment({ rrn: line.rrn, at: '2026-01-13 12:00' });
  await world.taken({ bank: [line] }, '2026-01-14T08:00:00Z');
  await world.run('2026-01-14');
  await close('2026-01-13', '2026-01-15T08:00:00Z');
  const told = async (asOf: string, full: boolean) => {
    for (const again of [full, !full]) await world.run(asOf, again);
    const { rows } = await world.app.query(
      'select from_result as was, to_result as now, change_minor::int as change, fee_minor::int as fee from recon_adjustment order by id',
    );
    return rows;
  };
  const later = await world.taken({ bank: [{ ...line, fee: 2_250 }] }, '2026-01-16T08:00:00Z');
  const came = { was: 'matched', now: 'matched', change: 0, fee: 2_250 };
  expect(await told('2026-01-16', false)).toEqual([came]);
  await world.takeBack(later, '2026-01-17T08:00:00Z');
  expect(await told('2026-01-17', true)).toEqual([came, { ...came, fee: -2_250 }]);
  // A line that says no fee again adds nothing; one that came after the close brings its own.
  await world.taken({ bank: [line, { rrn: '600000000002', day: '2026-01-13', fee: 100 }] }, '2026-01-18T08:00:00Z');
  expect((await told('2026-01-18', false)).slice(2)).toEqual([{ was: null, now: 'missing_at_gateway', change: 150_000, fee: 100 }]);
});

it('a closed day is reckoned with the tariffs that it was closed with, whatever is written down or withdrawn later', async () => {
  const tariff = (millionths: number, at: string) =>
    world.app.query(
      `insert into fee_tariff (id, property_id, valid_from, rate_millionths, created_at) values (gen_random_uuid(), $1, '2026-01-01', $2, $3)`,
      [world.hotel, millionths, at],
    );
  const closed = await world.payment({ rrn: '600000000001', at: '2026-01-13 12:00' });
  const open = await world.payment({ rrn: '600000000002', at: '2026-01-14 12:00' });
  await tariff(15_000, '2026-01-01T00:00:00Z');
  const lines = [
    { rrn: '600000000001', day: '2026-01-13', fee: 2_250 },
    { rrn: '600000000002', day: '2026-01-14', fee: 2_250 },
  ];
  await world.taken({ bank: lines }, '2026-01-15T08:00:00Z');
  await world.run('2026-01-15');
  expect([await result(closed), await result(open)]).toEqual(['matched', 'matched']);
  await close('2026-01-13', '2026-01-15T10:00:00Z');
  await world.app.query(
    `update fee_tariff set withdrawn_at = '2026-01-16T00:00:00Z', withdrawn_by = property_id, withdrawn_name = 'Анна', withdrawn_why = 'ошибка'`,
  );
  await tariff(10_000, '2026-01-16T00:00:01Z');
  await world.run('2026-01-17');
  expect([await result(closed), await result(open)]).toEqual(['matched', 'fee_mismatch']);
  const { rows } = await world.app.query('select from recon_adjustment');
  expect(rows).toEqual([]);
});
