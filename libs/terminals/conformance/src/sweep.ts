import type { Adapter } from './adapter.ts';
import type { OrderKind } from './device/ledger.ts';
import { play, type Case, type Played } from './play.ts';

/** A case with its name. */
export type Named = readonly [name: string, one: Case];

export interface Swept {
  /** Everything that broke the rule, with the name of its case. */
  readonly wrong: readonly string[];
  /** Cases after which the hotel does not know whether money moved, though the terminal could be asked in the end. */
  readonly unknown: readonly string[];
  readonly played: ReadonlyMap<string, Played>;
}

/** Every order but the sale. */
export const othersOf = ({ operations }: Adapter): readonly OrderKind[] => operations.filter((one) => one !== 'sale');

/** Plays many cases one after the other. */
export async function sweep(adapter: Adapter, cases: Iterable<Named>): Promise<Swept> {
  const wrong: string[] = [];
  const unknown: string[] = [];
  const played = new Map<string, Played>();
  for (const [name, one] of cases) {
    const result = await play(adapter, one);
    wrong.push(...result.wrong.map((what) => `${name}: ${what}`));
    if (!result.known) unknown.push(name);
    played.set(name, result);
  }
  return { wrong, unknown, played };
}

/** The sale without faults: what passes in either direction, and at how many moments something could go wrong. */
export async function plain(
  adapter: Adapter,
  one: Case = {},
): Promise<{ readonly toUs: Uint8Array; readonly toDevice: number; readonly steps: number }> {
  const { world, steps } = await play(adapter, one);
  return { ...world.traffic(), steps };
}

/** Every place is tried, also where each so many-th one stands for its neighbours: an hour instead of minutes (`npm run conformance`). */
const WHOLE = process.env['CONFORMANCE_WHOLE'] === '1';

/** How long one test may take, ms: it plays many cases. */
export const LIMIT_MS = WHOLE ? 3 * 3_600_000 : 120_000;

/** Every place from the first one up to `count`. */
export const range = (count: number, from = 0): readonly number[] => Array.from({ length: Math.max(0, count - from) }, (_, index) => from + index);

/** Each so many-th place up to `count`, begun `shift` places behind `from`, where its neighbours are alike. */
export const part = (count: number, every: number, { shift = 0, from = 0 } = {}): readonly number[] =>
  range(count, from).filter((at) => WHOLE || (at - from) % every === shift % every);
