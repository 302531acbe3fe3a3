import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReconWorld } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const MID = '900000000001';
const result = async (end: string, relation = 'gateway_bank'): Promise<unknown> => (await world.of(end, relation))?.['result'];

describe('a line that the bank tells again', () => {
  it('is paid once on the account', async () => {
    await world.payment({ rrn: '600000000001' });
    await world.taken({
      bank: [
        { rrn: '600000000001', mid: MID },
        { rrn: '600000000001', tid: null, mid: MID, day: '2026-01-15' },
      ],
    });
    await world.taken({ credits: [{ minor: 150_000, day: '2026-01-16', mid: MID }] });
    await world.run('2026-01-16');
    expect(await result('|150000', 'bank_statement')).toBe('matched');
    expect(await result('|10000001|600000000001|purchase|completed|2026-01-14|150000|RUB', 'bank_statement')).toBe('matched');
    expect(await result('|completed|2026-01-15|150000|RUB', 'bank_statement')).toBeUndefined();
  });

  it('is known as soon as a payment says which line it is, without a full run', async () => {
    await world.taken({
      bank: [
        { rrn: '600000000001', mid: MID, day: '2026-01-14' },
        { rrn: '600000000001', mid: MID, day: '2026-01-15' },
      ],
      credits: [{ minor: 150_000, day: '2026-01-16', mid: MID }],
    });
    await world.run('2026-01-18');
    await world.payment({ rrn: '600000000001', at: '2026-01-16 12:00' });
    expect(await world.run('2026-01-18')).toMatchObject({ full: false });
    const incremental = await world.all();
    await world.run('2026-01-18', true);
    expect(await world.all()).toEqual(incremental);
  });
});

it('an entry of which the file does not tell whether it came or went is no credit', async () => {
  await world.taken({
    bank: [{ rrn: '600000000001', mid: MID, registryOn: '2026-01-14' }],
    credits: [{ minor: 150_000, day: '2026-01-15', mid: MID, registryOn: '2026-01-14', direction: 'unknown' }],
  });
  await world.run('2026-01-16');
  expect((await world.results()).filter(({ side }) => side === 'statement')).toEqual([]);
});

describe('a difference that somebody has explained', () => {
  const explain = (): Promise<unknown> =>
    world.app.query(`update recon_exception set state = 'signed_off', ended_as = 'person', ended_at = now() where state = 'open'`);
  const open = async (): Promise<unknown> => (await world.app.query(`select code, amount_minor from recon_exception where state = 'open'`)).rows;

  it('stays explained while it is the same, and is asked about again as soon as it is another one of its kind', async () => {
    await world.taken({
      bank: [{ rrn: '600000000001', mid: MID, day: '2026-01-14', registryOn: '2026-01-14' }],
      credits: [{ minor: 149_900, day: '2026-01-16', mid: MID, registryOn: '2026-01-14' }],
    });
    await world.payment({ rrn: '600000000001' });
    await world.run('2026-01-16');
    expect(await open()).toEqual([{ code: 'amount_mismatch', amount_minor: '149900' }]);
    await explain();
    await world.run('2026-01-16', true);
    expect(await open()).toEqual([]);
    await world.payment({ rrn: '600000000002', minor: 20_000_000 });
    await world.taken({ bank: [{ rrn: '600000000002', mid: MID, minor: 20_000_000, day: '2026-01-14', registryOn: '2026-01-14' }] });
    await world.run('2026-01-16');
    expect(await open()).toEqual([{ code: 'amount_mismatch', amount_minor: '149900' }]);
    expect((await world.app.query(`select kind from recon_event order by id desc limit 1`)).rows).toEqual([{ kind: 'reopened' }]);
  });

  it('is asked about again when the contract says another fee', async () => {
    await world.payment({ rrn: '600000000001' });
    const tariff = `insert into fee_tariff (id, property_id, valid_from, rate_millionths) values (gen_random_uuid(), $1, $2, $3)`;
    await world.app.query(tariff, [world.hotel, '2026-01-01', 15_000]);
    await world.taken({ bank: [{ rrn: '600000000001', fee: 3_000 }] });
    await world.run('2026-01-16');
    await explain();
    await world.app.query(tariff, [world.hotel, '2026-01-10', 10_000]);
    await world.run('2026-01-16');
    expect(await open()).toEqual([{ code: 'fee_mismatch', amount_minor: '150000' }]);
  });
});
