import { PAYMENT_SORTS } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { directionOf, pressed, ROW_ORDERS, SORTS, type Sort } from './payment-sort.ts';

it('the orders are the gateway’s', () => {
  expect(SORTS).toEqual(PAYMENT_SORTS);
});

describe('a column’s head', () => {
  it.each([
    ['time', 'newest', 'descending', 'oldest'],
    ['time', 'oldest', 'ascending', 'newest'],
    ['time', 'largest', 'none', 'newest'],
    ['amount', 'newest', 'none', 'largest'],
    ['amount', 'largest', 'descending', 'smallest'],
    ['amount', 'smallest', 'ascending', 'largest'],
  ] as const)('%s in the order %s stands %s, and a press gives %s', (column, sort, direction, next) => {
    expect([directionOf(column, sort), pressed(column, sort)]).toEqual([direction, next]);
  });

  it('that orders nothing has no direction', () => {
    expect([directionOf('guest', 'newest'), pressed('guest', 'newest')]).toEqual([null, null]);
  });
});

describe('a page that is read again ends where it ended', () => {
  const row = (id: string, amount: string) => ({ id, amount });
  const rows = [row('a', '5.00'), row('b', '-1500.00'), row('c', '1500.00'), row('d', '100000.00')];
  /** Ids of what still belongs to a page whose last row is that one. */
  const kept = (sort: Sort, last: string): string => {
    const { placeOf, upTo } = ROW_ORDERS[sort];
    const end = placeOf(rows.find(({ id }) => id === last)!);
    return rows.flatMap((one) => (upTo(placeOf(one), end) ? [one.id] : [])).join('');
  };
  it.each([
    ['newest', 'c', 'cd'],
    ['oldest', 'b', 'ab'],
    ['largest', 'b', 'bd'],
    ['largest', 'c', 'bcd'],
    ['smallest', 'c', 'ac'],
    ['smallest', 'b', 'abc'],
  ] as const)('%s, after %s', (sort, last, ids) => {
    expect(kept(sort, last)).toBe(ids);
  });
});
