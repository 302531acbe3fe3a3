import { PAYMENT_COLUMNS } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { COLUMNS, PAYMENT_LIST } from '@/features/payments/lib/payment-columns.ts';
import { movedColumn, shownColumns, withColumn } from './list-look.ts';

describe('the columns of the list', () => {
  it('are those that the gateway exports', () => {
    expect(COLUMNS).toEqual(PAYMENT_COLUMNS);
  });

  it('are all where none are chosen, and never without time and state', () => {
    expect(shownColumns(PAYMENT_LIST, null)).toEqual(COLUMNS);
    expect(shownColumns(PAYMENT_LIST, ['amount'])).toEqual(['time', 'status', 'amount']);
    expect(shownColumns(PAYMENT_LIST, ['status', 'amount', 'amount', 'time'])).toEqual(['status', 'amount', 'time']);
    expect(withColumn(PAYMENT_LIST, COLUMNS, 'status', false)).toBe(null);
  });

  it('go, and come back to their usual place', () => {
    const without = withColumn(PAYMENT_LIST, COLUMNS, 'card', false);
    expect(without).toEqual(['time', 'status', 'amount', 'guest', 'reference', 'terminal']);
    expect(withColumn(PAYMENT_LIST, without!, 'card', true)).toBe(null);
    expect(withColumn(PAYMENT_LIST, ['terminal', 'time', 'status'], 'guest', true)).toEqual(['terminal', 'time', 'status', 'guest']);
  });

  it('move one place, and stay at the ends', () => {
    expect(movedColumn(PAYMENT_LIST, COLUMNS, 'guest', -1)).toEqual(['time', 'status', 'guest', 'amount', 'card', 'reference', 'terminal']);
    expect(movedColumn(PAYMENT_LIST, ['status', 'time'], 'time', 1)).toEqual(['status', 'time']);
    expect(movedColumn(PAYMENT_LIST, ['status', 'time'], 'time', -1)).toEqual(['time', 'status']);
    expect(movedColumn(PAYMENT_LIST, COLUMNS, 'time', -1)).toBe(null);
  });
});
