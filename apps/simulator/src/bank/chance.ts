import { invariant, type Random } from '@payport/domain';

/** A whole number from 0 to `limit` − 1. The bias of the remainder does not matter for made-up data. */
export function below(limit: number, random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % limit;
}

/** One of the items. */
export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[below(items.length, random)];
  invariant(item !== undefined, 'nothing to pick from');
  return item;
}

/** A whole number from `from` to `to`, both included. */
export const between = (from: number, to: number, random: Random): number => from + below(to - from + 1, random);
