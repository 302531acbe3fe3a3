import type { BatchTotals } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { compareTotals } from './totals-difference.ts';

const totals = (count: number | null, amount: string | null): BatchTotals => {
  const total = { count, amount };
  return { sales: total, refunds: { count: 0, amount: '0.00' }, voids: { count: null, amount: null } };
};
const sales = (terminal: BatchTotals | null, gateway: BatchTotals | null) => compareTotals({ terminal, gateway })[0]?.agrees;

describe('the terminal’s totals and ours', () => {
  it('agree where all that both know is the same', () => {
    expect(sales(totals(3, '100.00'), totals(3, '100.00'))).toBe(true);
    expect(sales(totals(null, '100.00'), totals(3, '100.00'))).toBe(true);
  });

  it('differ by count or by amount', () => {
    expect(sales(totals(2, '100.00'), totals(3, '100.00'))).toBe(false);
    expect(sales(totals(3, '99.00'), totals(3, '100.00'))).toBe(false);
  });

  it('say nothing where one side is not known', () => {
    expect(sales(null, totals(3, '100.00'))).toBeNull();
    expect(compareTotals({ terminal: totals(1, '1.00'), gateway: totals(1, '1.00') })[2]?.agrees).toBeNull();
  });
});
