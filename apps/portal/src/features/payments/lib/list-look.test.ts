import { PAYMENT_COLUMNS } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { COLUMNS, movedColumn, shownColumns, withColumn } from './list-look.ts';

describe('the columns of the list', () => {
  it('are those that the gateway exports', () => {
    expect(COLUMNS).toEqual(PAYMENT_COLUMNS);
  });

  it('are all where none are chosen, and never without time and state', () => {
    expect(shownColumns(null)).toEqual(COLUMNS);
    expect(shownColumns(['amount'])).toEqual(['time', 'status', 'amount']);
    expect(shownColumns(['status', 'amount', 'amount', 'time'])).toEqual(['status', 'amount', 'time']);
    expect(withColumn(COLUMNS, 'status', false)).toBe(null);
  });

  it('go, and come back to their usual place', () => {
    const without = withColumn(COLUMNS, 'card', false);
    expect(without).toEqual(['time', 'status', 'amount', 'guest', 'reference', 'terminal']);
    expect(withColumn(without!, 'card', true)).toBe(null);
    expect(withColumn(['terminal', 'time', 'status'], 'guest', true)).toEqual(['terminal', 'time', 'status', 'guest']);
  });

  it('move one place, and stay at the ends', () => {
    expect(movedColumn(COLUMNS, 'guest', -1)).toEqual(['time', 'status', 'guest', 'amount', 'card', 'reference', 'terminal']);
    expect(movedColumn(['status', 'time'], 'time', 1)).toEqual(['status', 'time']);
    expect(movedColumn(['status', 'time'], 'time', -1)).toEqual(['time', 'status']);
    expect(movedColumn(COLUMNS, 'time', -1)).toBe(null);
  });
});
