import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReconWorld, type BankSeed, type CreditSeed } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const [MID, OTHER] = ['900000000001', '900000000002'];
const DAY = '2026-01-17';
/** Several runs, on a machine that may have much else to do. */
const MANY_RUNS_MS = 60_000;
/** The account is known from the day before on. */
const BEFORE = { minor: 1, day: '2026-01-13', mid: '1' };

/** What came of the credits of so much, by merchant and day. */
const credits = async (minor: number): Promise<readonly string[]> =>
  (await world.results())
    .filter(({ side, minor: sum }) => side === 'statement' && sum === String(minor))
    .map(({ result }) => result ?? '')
    .sort();
const refOf = async (end: string): Promise<string> => (await world.of(end, 'bank_statement'))?.['ref'] ?? '';
const part = async ([credit, line]: readonly [string, string]): Promise<void> => {
  const { rows } = await world.app.query(
    `insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name)
     values (gen_random_uuid(), $1, 'bank_statement', 'apart', 'не за этот день', now(), $1, 'Анна') returning id`,
    [world.hotel],
  );
  for (const [side, ref] of [
    ['statement', credit],
    ['bank', line],
  ])
    await world.app.query(`insert into recon_match_member values ($1, $2, '', '', $3, $4, 1)`, [rows[0].id, world.hotel, side, ref]);
};
const opened = async (): Promise<unknown> =>
  (await world.app.query(`select side, code from recon_exception where relation = 'bank_statement' and state = 'open' order by 1, 2`)).rows;

describe('an entry of the bank that is the fee of a credit of the gross sum', () => {
  const line = { rrn: '600000000001', mid: MID, minor: 200_000, fee: 3_600 };
  const other = { rrn: '600000000002', mid: OTHER, minor: 200_000, fee: 3_600 };
  const gross = [MID, OTHER].map((mid) => ({ minor: 200_000, day: '2026-01-15', mid }));
  const fee: CreditSeed = { minor: 3_600, day: '2026-01-15', direction: 'debit' };
  const over = async (first: BankSeed, ...entries: readonly (readonly CreditSeed[])[]): Promise<readonly string[]> => {
    await world.taken({ credits: [BEFORE, ...gross] });
    await world.taken({ bank: [first, other] });
    for (const file of entries) await world.taken({ credits: file });
    await world.run(DAY);
    const found = await credits(200_000);
    const incremental = await world.all();
    await world.run(DAY, true);
    expect(await world.all()).toEqual(incremental);
    return found;
  };
  const NONE = ['missing_in_registry', 'missing_in_registry'];

  it('is the fee of one: of two that it fits nobody can say whose it is', async () => expect(await over(line, [fee])).toEqual(NONE), MANY_RUNS_MS);

  it('is one entry, however many files tell it', async () => expect(await over(line, [fee], [fee])).toEqual(NONE), MANY_RUNS_MS);

  it(
    'pays both where there are two of them',
    async () => {
      const named = [MID, OTHER].map((mid) => ({ ...fee, mid }));
      expect(await over(line, named)).toEqual(['matched', 'matched']);
    },
    MANY_RUNS_MS,
  );

  it(
    'is free for the other one where the first is paid net',
    async () => {
      expect(await over({ ...line, minor: 203_600 }, [fee])).toEqual(['matched', 'matched']);
    },
    MANY_RUNS_MS,
  );

  it(
    'is free for the other one where a person has parted the first',
    async () => {
      await world.taken({ credits: [BEFORE, ...gross, fee] });
      await world.taken({ bank: [line, other] });
      await world.run(DAY);
      expect(await credits(200_000)).toEqual(NONE);
      await part([await refOf(`${MID}|2026-01-15|200000`), await refOf('600000000001|purchase|completed|2026-01-14|200000|RUB')]);
      await world.run(DAY);
      expect(await credits(200_000)).toEqual(['matched', 'missing_in_registry']);
      expect((await world.of(`${OTHER}|2026-01-15|200000`, 'bank_statement'))?.['result']).toBe('matched');
    },
    MANY_RUNS_MS,
  );

  it(
    'of another day, or named for another registry, is none',
    async () => {
      const named = { ...gross[0]!, registryOn: '2026-01-14' };
      await world.taken({ credits: [BEFORE, named, { ...fee, day: '2026-01-16' }, { ...fee, day: '2026-01-17', registryOn: '2026-01-13' }] });
      await world.taken({ bank: [line] });
      await world.run(DAY);
      expect(await credits(200_000)).toEqual(['amount_mismatch']);
      await world.taken({ credits: [{ ...fee, day: '2026-01-19', registryOn: '2026-01-14' }] });
      await world.run(DAY);
      expect(await credits(200_000)).toEqual(['matched']);
    },
    MANY_RUNS_MS,
  );
});

describe('a credit that comes late', () => {
  const bank = [{ rrn: '600000000001', mid: MID, minor: 150_000, fee: 2_700, day: '2025-12-28' }];
  it.each([
    ['in the account’s term, which is over New Year sixteen days, without naming its registry', '2026-01-13', {}, 'matched'],
    ['later than that without naming its registry', '2026-01-20', {}, 'missing_in_registry'],
    ['a month later for the registry that it names', '2026-01-28', { registryOn: '2025-12-28' }, 'matched'],
  ])(
    '%s',
    async (_how, day, named, result) => {
      await world.taken({
        credits: [
          { ...BEFORE, day: '2025-12-20' },
          { minor: 147_300, day, mid: MID, ...named },
        ],
      });
      await world.taken({ bank });
      await world.run('2026-02-10');
      expect(await credits(147_300)).toEqual([result]);
      expect((await world.of('|150000|RUB', 'bank_statement'))?.['result']).toBe(result === 'matched' ? 'matched' : 'missing_in_statement');
    },
    MANY_RUNS_MS,
  );
});

it(
  'a credit of another sum that names a registry takes it from none that pays it to the kopeck',
  async () => {
    const named = { minor: 90_000, day: '2026-01-16', mid: MID, registryOn: '2026-01-14' };
    await world.taken({ credits: [BEFORE, named] });
    await world.taken({ bank: [{ rrn: '600000000001', mid: MID, minor: 150_000 }] });
    await world.run(DAY);
    expect(await credits(90_000)).toEqual(['amount_mismatch']);
    await world.taken({ credits: [{ minor: 150_000, day: '2026-01-15', mid: null }] });
    await world.run(DAY);
    expect([await credits(90_000), await credits(150_000)]).toEqual([['missing_in_registry'], ['matched']]);
  },
  MANY_RUNS_MS,
);

it(
  'a credit that names nobody gets the lines that are left when another merchant’s short one has those that it names',
  async () => {
    const short = { minor: 140_000, day: '2026-01-16', mid: MID, registryOn: '2026-01-14' };
    await world.taken({ credits: [BEFORE, short, { minor: 90_000, day: '2026-01-15', mid: null }] });
    await world.taken({
      bank: [
        { rrn: '600000000001', mid: MID, minor: 150_000 },
        { rrn: '600000000002', mid: '9990000002', minor: 90_000 },
      ],
    });
    await world.run(DAY);
    expect([await credits(140_000), await credits(90_000)]).toEqual([['amount_mismatch'], ['matched']]);
  },
  MANY_RUNS_MS,
);

it(
  'a credit that a person has parted stands in no other’s way',
  async () => {
    const both = ['2026-01-15', '2026-01-16'].map((day) => ({ minor: 150_000, day, mid: MID }));
    await world.taken({ credits: [BEFORE, ...both] });
    await world.taken({ bank: [{ rrn: '600000000001', mid: MID, minor: 150_000 }] });
    await world.run(DAY);
    expect(await credits(150_000)).toEqual(['missing_in_registry', 'missing_in_registry']);
    await part([await refOf('2026-01-15|150000'), await refOf('600000000001|purchase|completed|2026-01-14|150000|RUB')]);
    await world.run(DAY);
    expect((await world.of('2026-01-16|150000', 'bank_statement'))?.['result']).toBe('matched');
  },
  MANY_RUNS_MS,
);

describe('credits that people put together with lines', () => {
  const bank = [{ rrn: '600000000001', mid: MID, minor: 150_000 }];
  const put = async (...members: readonly (readonly ['statement' | 'bank', string, number])[]): Promise<void> => {
    const { rows } = await world.app.query(
      `insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name)
       values (gen_random_uuid(), $1, 'bank_statement', 'together', 'по письму банка', now(), $1, 'Анна') returning id`,
      [world.hotel],
    );
    for (const [side, ref, minor] of members)
      await world.app.query(`insert into recon_match_member values ($1, $2, '', '', $3, $4, $5)`, [rows[0].id, world.hotel, side, ref, minor]);
    await world.app.query(
      `update recon_exception set state = 'resolved', ended_as = 'person', ended_at = now() where relation = 'bank_statement' and ref = any($1)`,
      [members.map(([, ref]) => ref)],
    );
  };
  const LINE = '|600000000001|purchase|completed|2026-01-14|150000|RUB';
  const both = async (end: string): Promise<unknown> => [
    (await world.of(end, 'bank_statement'))?.['result'],
    (await world.of(LINE, 'bank_statement'))?.['result'],
  ];

  it(
    'keep the difference that was accepted, and are asked about when it is another one',
    async () => {
      await world.taken({ credits: [BEFORE, { minor: 149_700, day: '2026-01-16', mid: OTHER }] });
      await world.taken({ bank });
      await world.run('2026-01-25');
      expect(await both('|149700')).toEqual(['missing_in_registry', 'missing_in_statement']);
      await put(['statement', await refOf('|149700'), 149_700], ['bank', await refOf(LINE), 150_000]);
      await world.run('2026-01-25');
      expect(await both('|149700')).toEqual(['matched', 'matched']);
      expect(await opened()).toEqual([{ side: 'statement', code: 'missing_in_registry' }]); // Of the day before.
      await world.taken({ bank: [{ ...bank[0]!, fee: 2_000 }] });
      await world.run('2026-01-25');
      expect(await both('|149700')).toEqual(['amount_mismatch', 'amount_mismatch']);
      expect(await opened()).toContainEqual({ side: 'statement', code: 'amount_mismatch' });
    },
    MANY_RUNS_MS,
  );

  it(
    'may be several that pay the same lines, and none of them is left over',
    async () => {
      const halves = [100_000, 50_000].map((minor) => ({ minor, day: '2026-01-16', mid: OTHER }));
      await world.taken({ credits: [BEFORE, ...halves] });
      await world.taken({ bank });
      await world.run('2026-01-25');
      await put(['statement', await refOf('|100000'), 100_000], ['statement', await refOf('|50000'), 50_000], ['bank', await refOf(LINE), 150_000]);
      await world.run('2026-01-25');
      expect([await both('|100000'), await both('|50000')]).toEqual([
        ['matched', 'matched'],
        ['matched', 'matched'],
      ]);
      expect(await opened()).toHaveLength(1);
    },
    MANY_RUNS_MS,
  );

  it(
    'stand together only while all of them are there',
    async () => {
      await world.taken({ credits: [BEFORE, { minor: 170_000, day: '2026-01-16', mid: OTHER }] });
      await world.taken({ bank });
      const file = await world.taken({ bank: [{ rrn: '600000000002', mid: MID, minor: 20_000 }] });
      await world.run('2026-01-25');
      await put(['statement', await refOf('|170000'), 170_000], ['bank', await refOf(LINE), 150_000], ['bank', await refOf('|20000|RUB'), 20_000]);
      await world.run('2026-01-25');
      expect(await both('|170000')).toEqual(['matched', 'matched']);
      await world.takeBack(file);
      await world.run('2026-01-25');
      expect(await both('|170000')).toEqual(['missing_in_registry', 'missing_in_statement']);
      await world.take(await world.copy(file));
      await world.run('2026-01-25');
      expect(await both('|170000')).toEqual(['matched', 'matched']);
    },
    MANY_RUNS_MS,
  );
});
