import { describe, expect, it } from 'vitest';
import { expectedFeeMinor, type FeeTariff } from './fee-tariff.ts';

const tariff = (over: Partial<FeeTariff> = {}): FeeTariff => ({
  rateMillionths: 15_000n,
  fixedMinor: 0n,
  minMinor: null,
  maxMinor: null,
  refundsFee: false,
  ...over,
});

describe('the fee that the contract asks', () => {
  it.each([
    ['a rate', 150_000n, {}, 2_250n],
    ['half a kopeck goes up', 100n, {}, 2n],
    ['less than half goes down', 99n, {}, 1n],
    ['a fixed part on top', 150_000n, { fixedMinor: 300n }, 2_550n],
    ['never less than the least', 100n, { minMinor: 350n }, 350n],
    ['never more than the most', 10_000_000n, { maxMinor: 150_000n }, 150_000n],
    ['no float on the way: 90 trillion', 9_000_000_000_000_001n, { rateMillionths: 999_999n }, 8_999_991_000_000_001n],
  ] as const)('%s', (_, gross, over, fee) => expect(expectedFeeMinor(gross, 1, tariff(over))).toBe(fee));

  it('of money back is nothing, or the same given back', () => {
    expect(expectedFeeMinor(150_000n, -1, tariff())).toBe(0n);
    expect(expectedFeeMinor(150_000n, -1, tariff({ refundsFee: true }))).toBe(-2_250n);
  });
});
