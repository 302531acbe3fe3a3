import { describe, expect, it } from 'vitest';
import { isUuid, OrderedIds, uuidV7 } from './ids.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(0xff) };

describe('uuidV7', () => {
  it('carries the time in its first 48 bits, version and variant where RFC 9562 wants them', () => {
    const id = uuidV7({ now: () => 0x0192_3456_789a }, random);
    expect(id).toBe('01923456-789a-7fff-bfff-ffffffffffff');
    expect(isUuid(id)).toBe(true);
  });

  it('orders by time', () => {
    expect(uuidV7({ now: () => 1_000 }, random) < uuidV7({ now: () => 1_001 }, { bytes: (count) => new Uint8Array(count) })).toBe(true);
  });
});

describe('OrderedIds', () => {
  /** As many ids as said, at the times told one after the other; the last time stays. */
  const made = (count: number, times: readonly number[], bytes = random): readonly string[] => {
    let asked = 0;
    const ids = new OrderedIds({ now: () => times[Math.min(asked++, times.length - 1)] ?? 0 }, bytes);
    return Array.from({ length: count }, () => ids.next());
  };
  const inOrder = (ids: readonly string[]): void => {
    expect(ids.every((id) => isUuid(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  };

  it('sort as they were made, within one millisecond, whatever chance says', () => {
    inOrder(made(4_000, [1_000], { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) }));
  });

  it('go on into the next millisecond when one is full, also from the highest start', () => {
    inOrder(made(10_000, [1_000]));
  });

  it('keep their order when the clock is set back', () => {
    inOrder(made(6, [5_000, 5_001, 3_000, 3_001, 5_001, 5_002]));
  });
});
