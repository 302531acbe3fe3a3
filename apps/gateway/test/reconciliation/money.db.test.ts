import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReconWorld, type CreditSeed } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const MID = '900000000001';
/** Six runs, on a machine that may have much else to do. */
const MANY_RUNS_MS = 120_000;
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

describe('a credit that names its registry, whose day another file adds a line to', () => {
  const first = { rrn: '600000000001', mid: MID, minor: 150_000, fee: 2_700 };
  const second = { rrn: '600000000002', mid: MID, minor: 50_000, fee: 900 };
  const later = { rrn: '600000000003', mid: MID, minor: 77_700, fee: 1_399 };
  const credit = { minor: 196_400, day: '2026-01-15', mid: MID, registryOn: '2026-01-14' };
  /** The account is known from the day before on. */
  const BEFORE = { minor: 1, day: '2026-01-13', mid: '1' };
  const paid = (rrn: string, minor: number) => result(`|10000001|${rrn}|purchase|completed|2026-01-14|${minor}|RUB`, 'bank_statement');
  const all = async () => [await result('|196400', 'bank_statement'), await paid('600000000001', 150_000), await paid('600000000002', 50_000), await paid('600000000003', 77_700)]; // prettier-ignore

  it(
    'pays what the one file tells, in any order of files, also where two files tell the same',
    async () => {
      await world.taken({ credits: [BEFORE, credit] });
      await world.taken({ bank: [first, second] });
      await world.run('2026-01-16');
      expect((await all()).slice(0, 3)).toEqual(['matched', 'matched', 'matched']);
      await world.taken({ bank: [later] });
      await world.taken({ bank: [first, second, later] });
      await world.taken({ bank: [second, first] });
      await world.run('2026-01-16');
      expect(await all()).toEqual(['matched', 'matched', 'matched', 'expected']);
      const incremental = await world.all();
      await world.run('2026-01-16', true);
      expect(await world.all()).toEqual(incremental);
      await world.clear();
      await world.taken({ bank: [first, second, later] });
      await world.taken({ bank: [later] });
      await world.taken({ bank: [first, second] });
      await world.taken({ credits: [BEFORE, credit] });
      await world.run('2026-01-16');
      expect(await all()).toEqual(['matched', 'matched', 'matched', 'expected']);
    },
    MANY_RUNS_MS,
  );

  it('is a difference where two files would both fit, and nobody can say which', async () => {
    await world.taken({ credits: [{ ...credit, minor: 49_100 }] });
    await world.taken({ bank: [second] });
    await world.taken({ bank: [{ ...second, rrn: '600000000004' }] });
    await world.run('2026-01-16');
    expect([await result('|49100', 'bank_statement'), await paid('600000000002', 50_000)]).toEqual(['amount_mismatch', 'amount_mismatch']);
  });
});

describe('a credit of the gross sum, whose fee the bank takes in an entry of its own', () => {
  const lines = [
    { rrn: '600000000001', mid: MID, minor: 150_000, fee: 2_700 },
    { rrn: '600000000002', mid: MID, minor: 50_000, fee: 900 },
  ];
  const gross = { minor: 200_000, day: '2026-01-15', mid: MID };
  const fee = { minor: 3_600, day: '2026-01-15', direction: 'debit' } as const;
  const found = async (...credits: readonly CreditSeed[]): Promise<unknown> => {
    await world.clear();
    await world.taken({ credits: [{ minor: 1, day: '2026-01-13', mid: '1' }, ...credits] });
    await world.taken({ bank: lines });
    await world.run('2026-01-17');
    const line = await result('|10000001|600000000001|purchase|completed|2026-01-14|150000|RUB', 'bank_statement');
    const told = [await result('|200000', 'bank_statement'), line];
    await world.taken({ credits: [{ minor: 2, day: '2026-01-13', mid: '1' }] });
    await world.run('2026-01-17');
    const incremental = await world.all();
    await world.run('2026-01-17', true);
    expect(await world.all()).toEqual(incremental);
    return told;
  };

  it(
    'pays its lines where an entry of that day, or one that names the same registry, is the sum of their fees',
    async () => {
      expect(await found(gross, fee)).toEqual(['matched', 'matched']);
      expect(await found(gross, { ...fee, mid: MID })).toEqual(['matched', 'matched']);
      const named = { registryOn: '2026-01-14', mid: MID };
      expect(await found({ ...gross, ...named }, { ...fee, ...named, day: '2026-01-19' })).toEqual(['matched', 'matched']);
    },
    MANY_RUNS_MS,
  );

  it.each<readonly [string, readonly CreditSeed[]]>([
    ['nothing was taken', []],
    ['another sum was taken', [{ ...fee, minor: 3_601 }]],
    ['it came, and was not taken', [{ ...fee, direction: 'credit' }]],
    ['it was taken of another merchant', [{ ...fee, mid: '900000000002' }]],
    ['it was taken another day', [{ ...fee, day: '2026-01-16' }]],
    ['it was taken for another registry', [{ ...fee, mid: MID, registryOn: '2026-01-13' }]],
  ])('pays nothing where %s', async (_what, more) => {
    expect(await found(gross, ...more)).not.toContain('matched');
  }, MANY_RUNS_MS); // prettier-ignore
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
