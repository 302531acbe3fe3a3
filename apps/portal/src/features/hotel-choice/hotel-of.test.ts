import { expect, it } from 'vitest';
import { hotelOf } from './hotel-of.ts';

const A = { id: 'a' };
const B = { id: 'b' };

it('takes the hotel that is named, the only one, and of several none by chance', () => {
  expect(hotelOf([A, B], 'b')).toBe(B);
  expect(hotelOf([A], null)).toBe(A);
  expect(hotelOf([A], 'elsewhere')).toBe(A);
  expect([hotelOf([A, B], null), hotelOf([A, B], 'elsewhere'), hotelOf([], 'a')]).toEqual([undefined, undefined, undefined]);
});
