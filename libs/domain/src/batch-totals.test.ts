import { describe, expect, it } from 'vitest';
import { groupAgrees, NO_TOTAL, totalsMatch, type BatchTotals } from './batch-totals.ts';

const total = (count: number | null, amountMinor: bigint | null) => ({ count, amountMinor });
const OURS: BatchTotals = { sales: total(2, 30_000n), refunds: total(1, 5_000n), voids: total(0, 0n) };

describe('the comparison of a batch', () => {
  it('agrees when every group does, to the kopeck', () => {
    expect(totalsMatch(OURS, OURS)).toBe(true);
    expect(totalsMatch({ ...OURS, sales: total(2, 30_001n) }, OURS)).toBe(false);
    expect(totalsMatch({ ...OURS, refunds: total(2, 5_000n) }, OURS)).toBe(false);
  });

  it('takes silence about an empty group for agreement, since terminals print no section for it', () => {
    expect(totalsMatch({ ...OURS, voids: NO_TOTAL }, OURS)).toBe(true);
  });

  it('takes silence about a group of ours for no answer', () => {
    expect(totalsMatch({ ...OURS, refunds: NO_TOTAL }, OURS)).toBeNull();
    expect(
      totalsMatch({ sales: NO_TOTAL, refunds: NO_TOTAL, voids: NO_TOTAL }, { sales: total(0, 0n), refunds: total(0, 0n), voids: total(0, 0n) }),
    ).toBeNull();
  });

  it('sees a difference even where the rest is not known', () => {
    expect(totalsMatch({ ...OURS, sales: total(3, null), refunds: NO_TOTAL }, OURS)).toBe(false);
    expect(groupAgrees({ ...OURS, sales: total(2, null) }, OURS, 'sales')).toBeNull();
  });

  it('says nothing without totals of both sides', () => {
    expect(totalsMatch(null, OURS)).toBeNull();
    expect(totalsMatch(OURS, null)).toBeNull();
  });
});
