import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReconWorld, type BankSeed, type PostingSeed } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start('Asia/Yekaterinburg', 4);
});
afterAll(() => world.close());

/** The same chance each time: a failure can be looked at again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const two = (n: number): string => String(n).padStart(2, '0');
const AMOUNTS = [50_000, 50_000, 120_000, 75_050] as const;

interface Books {
  readonly payments: string[];
  readonly open: string[];
  readonly files: string[];
}

/** Twenty days of a hotel in which everything goes wrong that can: few amounts, lost numbers, other days, reversals, refunds in parts. */
async function mixedBooks(pick: (below: number) => number): Promise<Books> {
  // The first day is told from the beginning: where lists begin later than before, all is made anew.
  const bank: BankSeed[][] = [[{ day: '2026-01-01', minor: 1 }], [], [], []];
  const postings: PostingSeed[][] = [[], [{ ref: 'S', minor: 1, day: '2026-01-01' }]];
  const books: Books = { payments: [], open: [], files: [] };
  const often = (percent: number): boolean => pick(100) < percent;
  const put = (line: BankSeed): void => void bank[pick(bank.length)]?.push(line);
  for (let n = 0; n < 70; n += 1) {
    const day = 1 + pick(20);
    const at = `2026-01-${two(day)} ${two(pick(24))}:${two(pick(60))}`;
    const minor = AMOUNTS[pick(AMOUNTS.length)] ?? 1;
    const tid = `1000000${1 + pick(3)}`;
    const rrn = often(75) ? `6000000000${two(n)}` : null;
    const auth = often(70) ? `AB${two(n % 5)}` : null;
    const mask = `220070******00${two(pick(3))}`;
    const status = often(70) ? 'approved' : (['declined', 'unknown', 'manual_review', 'failed', 'reversed'][pick(5)] ?? 'approved');
    const id = await world.payment({ at, minor, tid, rrn, auth, mask, status, folio: `F${n % 9}`, ...(often(20) ? { posting: `S${n}` } : {}) });
    books.payments.push(id);
    if (status === 'unknown' || status === 'manual_review') books.open.push(id);
    const line: BankSeed = {
      minor: often(95) ? minor : minor + 1,
      tid: often(95) ? tid : null,
      mid: '900000000001',
      rrn: often(80) ? rrn : null,
      auth: often(60) ? auth : null,
      mask,
      day: `2026-01-${two(often(80) ? day : Math.min(31, day + 1))}`,
      ...(often(60) ? { at } : {}),
    };
    if (often(75)) put(line);
    if (often(10)) put(line);
    if (often(8)) put({ ...line, tid: null });
    if (often(6)) put({ ...line, kind: 'reversal' });
    if (often(3)) put({ ...line, kind: 'chargeback' });
    if (often(4)) put({ ...line, state: 'declined' });
    if (often(70)) {
      const named = often(50) ? { paymentRef: id } : { rrn: rrn ?? 'x' };
      postings[pick(2)]?.push({ ref: `S${n}`, minor, day: `2026-01-${two(day)}`, folio: `F${n % 9}`, ...(often(60) ? named : {}) });
    }
    if (often(20) && status === 'approved') await moneyBack(id, { day, minor, tid, rrn, n }, pick, put);
  }
  for (const lines of bank) books.files.push(await world.file({ bank: lines }));
  for (const lines of postings) books.files.push(await world.file({ postings: lines }));
  return books;
}

async function moneyBack(
  original: string,
  sale: { readonly day: number; readonly minor: number; readonly tid: string; readonly rrn: string | null; readonly n: number },
  pick: (below: number) => number,
  put: (line: BankSeed) => void,
): Promise<void> {
  const day = `2026-01-${two(sale.day + pick(2) * pick(8))}`;
  if (pick(2) === 0) return void (await world.payment({ kind: 'void', at: `${day} 23:40`, minor: sale.minor, tid: sale.tid, original }));
  const parts = [10_000, 15_000];
  for (const minor of parts)
    await world.payment({ kind: 'refund', at: `${day} 23:50`, minor, tid: sale.tid, original, rrn: pick(2) === 0 ? `61${sale.n}${minor}` : null });
  if (pick(3) > 0) put({ kind: 'refund', minor: 25_000, tid: sale.tid, rrn: pick(2) === 0 ? sale.rrn : null, day });
}

/** A run over changes leaves what a full run then leaves; sums of every side stay whole. */
async function agrees(asOf: string): Promise<void> {
  expect(await world.run(asOf)).toMatchObject({ full: false });
  const some = await world.all();
  expect(await world.run(asOf, true)).toMatchObject({ full: true });
  expect(some).toEqual(await world.all());
}

describe('a run over what changed', () => {
  it.each([11, 42])('gives exactly the rows of a full run, in any order and with any files taken back (%i)', { timeout: 120_000 }, async (seed) => {
    await world.clear();
    const pick = chance(seed);
    const books = await mixedBooks(pick);
    const [first, ...others] = books.files;
    await world.take(first ?? '');
    await world.take(others.at(-1) ?? '');
    await world.run('2026-01-20', true);
    const taken = new Set([first, others.at(-1)]);
    for (let step = 0; step < 3; step += 1) {
      for (const file of books.files) if (!taken.has(file) && pick(2) === 0) taken.add(await world.take(file));
      const settled = books.open.splice(0, 2);
      for (const id of settled) await world.setPayment(id, `status = '${pick(2) === 0 ? 'approved' : 'declined'}', final_at = now()`);
      await agrees(`2026-01-${two(20 + step)}`);
    }
    const before = await world.results();
    const again = [...taken].slice(1, 4);
    for (const file of again) await world.takeBack(file ?? '');
    await agrees('2026-01-25');
    for (const file of again.reverse()) await world.take(await world.copy(file ?? ''));
    await agrees('2026-01-25');
    expect(await world.results()).toEqual(before);
  });
});
