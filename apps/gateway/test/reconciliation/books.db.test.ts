import { inTransaction } from '@payport/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reconcile } from '../../src/modules/reconciliation/index.ts';
import { ReconWorld } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start('Asia/Kamchatka', 4);
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const MID = '900000000001';

describe('the account', () => {
  it('got each credit for the lines of the registry that it names, net of fees, to the kopeck', async () => {
    await world.taken({
      bank: [
        { rrn: '600000000001', minor: 150_000, fee: 2_250, day: '2026-01-12' },
        { rrn: '600000000002', minor: 70_001, fee: 1_050, day: '2026-01-12' },
        { rrn: '600000000003', minor: 20_000, fee: 0, kind: 'refund', day: '2026-01-12' },
        { rrn: '600000000004', minor: 99_900, fee: 1_499, day: '2026-01-13' },
        { rrn: '600000000005', minor: 50_000, fee: 750, day: '2026-01-16' },
        { rrn: '600000000006', minor: 60_000, fee: 900, day: '2026-01-17' },
        { rrn: '600000000007', minor: 11_100, fee: 111, day: '2026-01-21' },
      ],
    });
    await world.taken({
      credits: [
        { mid: MID, registryOn: '2026-01-12', minor: 196_701, feeMinor: 3_300, day: '2026-01-13' },
        { mid: MID, registryOn: '2026-01-13', minor: 98_400, feeMinor: 1_499, day: '2026-01-14' },
        { mid: MID, minor: 108_350, day: '2026-01-19' },
        { mid: MID, registryOn: '2026-01-20', minor: 5, day: '2026-01-20' },
      ],
    });
    await world.run('2026-01-22');
    const rows = (await world.results()).filter(({ relation }) => relation === 'bank_statement');
    const told = (side: string): unknown[] => rows.filter((row) => row['side'] === side).map(({ minor, result, rung }) => [minor, result, rung]);
    expect(told('statement').sort()).toEqual(
      [
        ['196701', 'matched', 'registry_named'],
        ['98400', 'amount_mismatch', 'registry_named'],
        ['108350', 'matched', 'merchant_day'],
        ['5', 'missing_in_registry', null],
      ].sort(),
    );
    expect(told('bank')).toEqual(
      expect.arrayContaining([
        ['147750', 'matched', 'registry_named'],
        ['-20000', 'matched', 'registry_named'],
        ['49250', 'matched', 'merchant_day'],
        ['10989', 'expected', null],
      ]),
    );
    const matched = rows.filter(({ result }) => result === 'matched');
    const sum = (side: string): number => matched.filter((row) => row['side'] === side).reduce((total, { minor }) => total + Number(minor), 0);
    expect(sum('bank')).toBe(sum('statement'));
  });
});

describe('the hotel’s day', () => {
  it('is its own by zone and night audit, while the bank counts by Moscow', async () => {
    // 20:30 in Moscow is half past five of the next morning on Kamchatka, after the night audit.
    const morning = await world.payment({ rrn: '600000000001', at: '2026-01-14 20:30' });
    const night = await world.payment({ rrn: '600000000002', at: '2026-01-14 18:30' });
    await world.taken({
      bank: [
        { rrn: '600000000001', day: '2026-01-14' },
        { rrn: '600000000002', day: '2026-01-15' },
      ],
    });
    await world.run('2026-01-15');
    expect((await world.results()).map(({ side, day, result }) => [side, day, result])).toEqual(
      [
        ['bank', '2026-01-14', 'matched'],
        ['bank', '2026-01-15', 'matched'],
        ['gateway', '2026-01-14', 'matched'],
        ['gateway', '2026-01-15', 'matched'],
      ].sort(),
    );
    expect((await world.of(morning))?.['day']).toBe('2026-01-15');
    expect((await world.of(night))?.['day']).toBe('2026-01-14');
  });
});

describe('exceptions', () => {
  const open = async (): Promise<unknown[]> =>
    (await world.app.query('select side, code, state, ended_as, severity from recon_exception order by side')).rows.map(
      (row: Record<string, unknown>) => Object.values(row),
    );

  it('are opened once for a pair, ended by the run when they are gone, and opened again', async () => {
    const id = await world.payment({ rrn: '600000000001', at: '2026-01-12 12:00' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 10 }] });
    await world.run('2026-01-20');
    expect(await open()).toEqual([
      ['bank', 'missing_at_gateway', 'open', null, 'medium'],
      ['gateway', 'missing_at_bank', 'open', null, 'medium'],
    ]);
    const file = await world.taken({ bank: [{ rrn: '600000000001', day: '2026-01-12' }] });
    await world.run('2026-01-20');
    expect((await open())[1]).toEqual(['gateway', 'missing_at_bank', 'resolved', 'run', 'medium']);
    await world.takeBack(file);
    await world.run('2026-01-20');
    expect((await open())[1]).toEqual(['gateway', 'missing_at_bank', 'open', null, 'medium']);
    const { rows } = await world.app.query(
      'select kind from recon_event e join recon_exception x on x.id = e.exception_id where x.ref = $1 order by e.id',
      [id],
    );
    expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual(['opened', 'ended', 'reopened']);
  });

  it('that weigh more by their age are not written again by a run that finds them as they were', async () => {
    await world.payment({ rrn: '600000000001', at: '2026-01-12 12:00' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 10 }] });
    await world.run('2026-01-20');
    await world.app.query(`update recon_exception set age_severity = 'high'`);
    const rows = async (): Promise<unknown[]> => (await world.app.query('select id, xmin::text, severity from recon_exception order by side')).rows;
    const before = await rows();
    expect(before).toHaveLength(2);
    await world.run('2026-01-21', true);
    expect(await rows()).toEqual(before);
    expect((await open()).map((row) => (row as unknown[])[4])).toEqual(['high', 'high']);
  });

  it('that a person has explained stay explained while they are the same', async () => {
    await world.payment({ rrn: '600000000001', at: '2026-01-12 12:00' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 10 }] });
    await world.run('2026-01-20');
    await world.app.query(`update recon_exception set state = 'signed_off', ended_as = 'person', ended_at = now() where side = 'gateway'`);
    await world.run('2026-01-20', true);
    expect((await open())[1]).toEqual(['gateway', 'missing_at_bank', 'signed_off', 'person', 'medium']);
    await world.taken({ bank: [{ rrn: '600000000001', day: '2026-01-12', minor: 1 }] });
    await world.run('2026-01-20');
    expect((await open())[1]).toEqual(['gateway', 'amount_mismatch', 'open', null, 'medium']);
  });
});

describe('a closed day', () => {
  it('stays as it was: what comes later stands beside it, dated', async () => {
    const sale = await world.payment({ rrn: '600000000001', at: '2026-01-12 12:00' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-10', minor: 10 }] });
    await world.run('2026-01-20');
    await world.app.query(`begin;
      insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
        values ('${world.hotel}', '2026-01-12', 'closed', now(), '${world.hotel}', 'Анна', '{}', decode(repeat('00', 32), 'hex'));
      insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name) values ('${world.hotel}', '2026-01-12', 'closed', now(), '${world.hotel}', 'Анна'); commit`);
    await world.payment({ kind: 'refund', original: sale, minor: 5_000, rrn: '600000000002', at: '2026-01-19 12:00' });
    await world.taken({
      bank: [
        { rrn: '600000000001', day: '2026-01-12' },
        { rrn: '600000000001', kind: 'refund', minor: 5_000, day: '2026-01-19' },
      ],
    });
    await world.run('2026-01-21');
    expect(await world.of(sale)).toMatchObject({ result: 'matched', rung: 'reference' });
    const { rows } = await world.app.query(
      'select business_day::text as day, side, from_result, to_result, change_minor::text as change from recon_adjustment order by side',
    );
    expect(rows).toEqual([
      { day: '2026-01-12', side: 'bank', from_result: null, to_result: 'matched', change: '150000' },
      { day: '2026-01-12', side: 'gateway', from_result: 'missing_at_bank', to_result: 'matched', change: '0' },
    ]);
    await world.run('2026-01-21', true);
    expect((await world.app.query('select from recon_adjustment')).rowCount).toBe(2);
  });
});

it('two gateways never run at one hotel at once, and a run that finds the same writes nothing', async () => {
  await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  const order = { propertyId: world.hotel, asOf: '2026-01-15', at: new Date() };
  await inTransaction(world.app, async (db) => {
    expect(await reconcile(db, order)).toMatchObject({ full: true });
    expect(await world.run('2026-01-15')).toBeNull();
  });
  const rows = async (): Promise<unknown> => (await world.app.query('select xmin::text, gateway_id from recon_pair')).rows;
  const before = await rows();
  await world.run('2026-01-15', true);
  expect(await rows()).toEqual(before);
});
