import { DIRECTION } from '@payport/bank-files';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../../../tools/recon-generator/generate.ts';
import type { GeneratedHotel } from '../../../../tools/recon-generator/world.ts';
import { BOOK_FILES, idOf, type LabelledBooks } from './labelled-books.ts';
import { labelledGateway } from './labelled-gateway.ts';
import { judge, settledOf } from './labelled-judge.ts';

/** All deadlines of the generator's month have passed. */
const LATER = '2026-05-15';
/** Everything that can go wrong, often. */
const OFTEN = {
  no_rrn: 30,
  fee_error: 20,
  amount_error: 20,
  lost_at_bank: 20,
  status_conflict: 20,
  second_layout: 40,
  sbp_in_short: 30,
  timeless_twin: 15,
  netted_day: 30,
  spare_terminal: 30,
  unknown_paid: 30,
  unknown_lost: 20,
  voided: 30,
  bank_reversal: 30,
  bank_undone: 15,
  late: 20,
  dirty_row: 10,
  not_posted: 20,
  posted_wrong: 20,
};
const ACCOUNT_OFTEN = {
  credit_lost: 80,
  credit_short: 120,
  credit_late: 120,
  credit_gross: 150,
  credit_joined: 150,
  credit_of_nobody: 150,
  credit_twice: 300,
};
const world = generate({ seed: 20_260_302, sales: 1_800, from: '2026-03-02', days: 28, perMille: OFTEN, accountPerMille: ACCOUNT_OFTEN });

let books: LabelledBooks;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ books, close } = await labelledGateway(world, LATER));
});
afterAll(() => close());

/** Sums by day, relation and side, minor units. */
async function sums(hotel: GeneratedHotel, text = SUMS): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await books.app.query<{ key: string; minor: string }>(text, [idOf(hotel)]);
  return new Map(rows.map(({ key, minor }) => [key, BigInt(minor)]));
}
const SUMS = `select concat_ws(' ', business_day, relation, side) as key, sum(amount_minor)::text as minor from recon_result where property_id = $1 group by 1`;
const ADJUSTED = `select concat_ws(' ', business_day, relation, side) as key, sum(change_minor)::text as minor from recon_adjustment where property_id = $1 group by 1`;
const CLOSE = `
  with day as (
    insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
    select distinct $1::uuid, business_day, 'closed', now(), $1::uuid, 'Анна', '{}'::jsonb, decode(repeat('00', 32), 'hex') from recon_result where property_id = $1
    returning *)
  insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name) select property_id, business_day, 'closed', now(), closed_by, closed_name from day`;
const CLOSED = 'select d.*, d.xmin::text as written from recon_day d where property_id = $1 order by business_day';

const BY_RESULT = `select concat_ws(' ', side, result) as key, sum(amount_minor)::text as minor from recon_result
  where property_id = $1 and relation = 'bank_statement' group by 1`;

const sumOf = (minors: readonly bigint[]): bigint => minors.reduce((sum, minor) => sum + minor, 0n);

/** What registry and account of a hotel come to, by the files and their truth alone. */
function accountOf({ key }: GeneratedHotel) {
  const clean = world.lines.filter((line) => line.hotel === key && line.file === 'main' && line.dirtyAmount === null);
  const signed = clean.map(({ draft }) => BigInt(DIRECTION[draft.kind]) * draft.grossMinor);
  const nets = new Map(clean.map(({ draft, file, row }, at) => [`${file}:${row}`, (signed[at] ?? 0n) - (draft.feeMinor ?? 0n)]));
  const entries = new Map(
    world.entries
      .filter(({ hotel, file }) => hotel === key && file === 'account')
      .map(({ draft }) => [`account:${draft.documentNumber ?? ''}`, draft.direction === 'debit' ? -draft.amountMinor : draft.amountMinor]),
  );
  const truth = world.truth.filter(({ hotel, relation, verdict }) => hotel === key && relation === 'bank_statement' && verdict !== 'duplicate');
  const of = (rows: typeof truth, side: 'bank' | 'statement'): bigint =>
    sumOf(rows.flatMap((row) => row[side].map((label) => (side === 'bank' ? nets : entries).get(label) ?? 0n)));
  const byResult = new Map<string, bigint>();
  for (const { verdict } of truth)
    for (const side of ['bank', 'statement'] as const) {
      const rows = truth.filter((row) => row.verdict === verdict && row[side].length > 0);
      if (verdict !== 'none' && rows.length > 0) byResult.set(`${side} ${verdict}`, of(rows, side));
    }
  const beside = truth.filter(({ verdict }) => verdict === 'none');
  const mismatched = truth.filter(({ verdict }) => verdict === 'amount_mismatch');
  return {
    listed: sumOf(signed),
    net: sumOf([...nets.values()]),
    byResult,
    balance: sumOf([...entries.values()]),
    beside: of(beside, 'statement'),
    feesApart: -of(
      beside.filter(({ trouble }) => trouble === 'credit_gross'),
      'statement',
    ),
    short: of(mismatched, 'bank') - of(mismatched, 'statement'),
  };
}

const LAST = world.hotels.at(-1)!;

describe('over books whose truth is known, in six zones', () => {
  beforeAll(async () => {
    for (const hotel of world.hotels) {
      for (const file of BOOK_FILES) await books.bring(hotel, file);
      await books.run(hotel, LATER, true);
    }
  }, 120_000);

  it('every pair is right, none is missed, and each line is told what happened to it', async () => {
    const { precision, recall, wrong } = await judge(books, world.hotels);
    expect({ precision, recall, wrong }).toEqual({ precision: 1, recall: 1, wrong: {} });
  });

  it('of the payments whose outcome nobody knew, files settle such as the bank lists, and none else', async () => {
    const listed = world.truth.flatMap(({ trouble, payments }) => (trouble === 'unknown_paid' ? payments : []));
    const settled = (await Promise.all(world.hotels.map((hotel) => settledOf(books, hotel)))).flatMap((ids) => [...ids]);
    expect(settled.length).toBeGreaterThan(10);
    expect(listed).toEqual(expect.arrayContaining(settled));
  });

  it('to the kopeck: what the registry lists is what the books say, and so is what the account got for it, missed and got for nothing', async () => {
    for (const hotel of world.hotels) {
      const { listed, net, byResult, balance, beside, feesApart, short } = accountOf(hotel);
      const total = async (relation: string, side: string): Promise<bigint> =>
        sumOf([...(await sums(hotel))].filter(([key]) => key.endsWith(` ${relation} ${side}`)).map(([, minor]) => minor));
      expect(await total('gateway_bank', 'bank')).toBe(listed);
      expect(await total('bank_statement', 'bank')).toBe(net);
      const said = await sums(hotel, BY_RESULT);
      expect(said).toEqual(byResult);
      // Nothing of the account is told twice or left out: its balance is what the books have of it, and what is none of acquiring.
      expect((await total('bank_statement', 'statement')) + beside).toBe(balance);
      expect(said.get('statement matched') ?? 0n).toBe((said.get('bank matched') ?? 0n) + feesApart);
      expect(said.get('statement amount_mismatch') ?? 0n).toBe((said.get('bank amount_mismatch') ?? 0n) - short);
    }
  });
});

describe('over the books of one hotel, file by file', { timeout: 240_000 }, () => {
  beforeEach(() => books.forgetFiles());

  it('a closed day never changes: what comes later is its adjustments, to the kopeck', async () => {
    await books.bring(LAST, 'registry');
    await books.run(LAST, LATER);
    await books.app.query(CLOSE, [idOf(LAST)]);
    const [closed, before] = [(await books.app.query(CLOSED, [idOf(LAST)])).rows, await sums(LAST)];
    for (const file of ['kl_to_1c', 'account-second', 'journal', 'registry-second', 'registry-short'] as const) {
      await books.bring(LAST, file);
      await books.run(LAST, LATER);
    }
    expect((await books.app.query(CLOSED, [idOf(LAST)])).rows).toEqual(closed);
    const [now, adjusted] = [await sums(LAST), await sums(LAST, ADJUSTED)];
    const days = new Set(closed.map(({ business_day }: { business_day: Date }) => business_day.toLocaleDateString('sv-SE')));
    const keys = [...new Set([...now.keys(), ...adjusted.keys()])].filter((key) => days.has(key.slice(0, 10)));
    expect(keys.length).toBeGreaterThan(80);
    for (const key of keys) expect((before.get(key) ?? 0n) + (adjusted.get(key) ?? 0n), key).toBe(now.get(key) ?? 0n);
  });
});
