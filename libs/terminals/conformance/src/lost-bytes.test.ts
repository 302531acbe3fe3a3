import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf } from './adapter.ts';
import { LIMIT_MS, othersOf, part, plain, range, sweep, type Named } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

const WHOLE = 12;
const SPARSE = 13;

/** What happens to one byte of one direction, and to those behind it. */
const LOSSES = [
  ['the line breaks before it', 'toUs', (at: number) => ({ cutAt: at })],
  ['it is lost with all that follows', 'toUs', (at: number) => ({ lostFrom: at })],
  ['the line breaks before it', 'toDevice', (at: number) => ({ cutAt: at })],
  ['it is lost with all that follows', 'toDevice', (at: number) => ({ lostFrom: at })],
] as const;

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s', (_name, adapter) => {
  it.each(LOSSES)('tells the truth of a sale or asks for it, whichever byte it is where %s (%s)', async (_what, direction, fault) => {
    const traffic = await plain(adapter);
    const count = direction === 'toUs' ? traffic.toUs.length : traffic.toDevice;
    const cases = range(count + 1).map((at): Named => [`byte ${at}`, { arrange: ({ faults }) => void (faults[direction] = fault(at)) }]);
    const { wrong, unknown } = await sweep(adapter, cases);
    expect(wrong).toEqual([]);
    // The terminal has kept all that it did: in the end it has told it.
    expect(unknown).toEqual([]);
  });

  it.each(LOSSES)('is no worse with every other order, where %s (%s)', async (_what, direction, fault) => {
    for (const [index, operation] of othersOf(adapter).entries()) {
      const traffic = await plain(adapter, { operation });
      const count = direction === 'toUs' ? traffic.toUs.length : traffic.toDevice;
      // Each order starts at another byte; the last ones, where the answer ends, are all tried.
      const places = [...part(count - WHOLE, SPARSE, { shift: index }), ...range(count + 1, Math.max(0, count - WHOLE))];
      const cases = places.map((at): Named => {
        return [`${operation}, byte ${at}`, { operation, arrange: ({ faults }) => void (faults[direction] = fault(at)) }];
      });
      const { wrong, unknown } = await sweep(adapter, cases);
      expect(wrong).toEqual([]);
      expect(unknown).toEqual([]);
    }
  });

  it.each(['toUs', 'toDevice'] as const)('does not mind how the stream is split (%s)', async (direction) => {
    const traffic = await plain(adapter);
    const count = direction === 'toUs' ? traffic.toUs.length : traffic.toDevice;
    const splits = range(count).map((at): Named => [
      `before byte ${at}`,
      { arrange: ({ faults }) => void (faults[direction] = { splitAt: at, gapMs: 100 }) },
    ]);
    const slices: Named[] = [1, 2, 3, 7].map((sliceTo) => [
      `by ${sliceTo}`,
      { arrange: ({ faults }) => void (faults[direction] = { sliceTo, gapMs: 1 }) },
    ]);
    const { wrong, played } = await sweep(adapter, [...splits, ...slices]);
    expect(wrong).toEqual([]);
    expect([...played].filter(([, { outcome }]) => outcome?.outcome !== 'approved').map(([name]) => name)).toEqual([]);
  });
});
