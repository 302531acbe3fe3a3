import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../../../tools/recon-generator/generate.ts';
import type { GeneratedHotel } from '../../../../tools/recon-generator/world.ts';
import { BOOK_FILES, idOf, type LabelledBooks } from './labelled-books.ts';
import { labelledGateway } from './labelled-gateway.ts';
import { judge } from './labelled-judge.ts';

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
  moved_terminal: 30,
  late: 20,
  dirty_row: 10,
  not_posted: 20,
  posted_wrong: 20,
};
const world = generate({ seed: 20_260_302, sales: 1_800, from: '2026-03-02', days: 28, perMille: OFTEN });

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

  it('to the kopeck: what the registry lists is what the books say, and what the account got', async () => {
    for (const hotel of world.hotels) {
      const clean = world.lines.filter((line) => line.hotel === hotel.key && line.file === 'main' && line.dirtyAmount === null);
      const signed = clean.map(({ draft }) => (draft.kind.endsWith('purchase') ? draft.grossMinor : -draft.grossMinor));
      const net = signed.reduce((sum, minor) => sum + minor, 0n) - clean.reduce((sum, { draft }) => sum + (draft.feeMinor ?? 0n), 0n);
      const total = async (relation: string, side: string): Promise<bigint> =>
        [...(await sums(hotel))].filter(([key]) => key.endsWith(` ${relation} ${side}`)).reduce((sum, [, minor]) => sum + minor, 0n);
      expect(await total('gateway_bank', 'bank')).toBe(signed.reduce((sum, minor) => sum + minor, 0n));
      expect(await total('bank_statement', 'bank')).toBe(net);
      const paid = await books.app.query<{ result: string; side: string; minor: string }>(
        `select side, result, sum(amount_minor)::text as minor from recon_result where property_id = $1 and relation = 'bank_statement' group by 1, 2 order by 1`,
        [idOf(hotel)],
      );
      expect(paid.rows.map(({ side, result }) => [side, result])).toEqual([
        ['bank', 'matched'],
        ['statement', 'matched'],
      ]);
      expect(paid.rows[0]?.minor).toBe(paid.rows[1]?.minor);
    }
  });
});

describe('over the books of one hotel, file by file', { timeout: 120_000 }, () => {
  beforeEach(() => books.forgetFiles());

  it('a closed day never changes: what comes later is its adjustments, to the kopeck', async () => {
    await books.bring(LAST, 'registry');
    await books.run(LAST, LATER);
    await books.app.query(CLOSE, [idOf(LAST)]);
    const [closed, before] = [(await books.app.query(CLOSED, [idOf(LAST)])).rows, await sums(LAST)];
    for (const file of ['kl_to_1c', 'journal', 'registry-second', 'registry-short'] as const) {
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
