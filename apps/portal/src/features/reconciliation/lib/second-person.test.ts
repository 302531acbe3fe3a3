import { expect, it } from 'vitest';
import { differenceAbove, isAbove, stakeSums } from './second-person.ts';

const of = (stake: string, over: object = {}) => ({ stake, currency: 'RUB', endedAt: null, proposal: null, ...over });

it.each([
  ['1000.00', false],
  ['1000.01', true],
  ['-1000.01', true],
  ['1000', false],
  ['1001', true],
  ['1000.001', true],
])('%s is above a thousand: %s', (amount, above) => {
  expect(isAbove(amount, 1_000)).toBe(above);
});

it('adds up what one act writes off, each currency by itself', () => {
  expect(stakeSums([of('600.00'), of('400.01'), of('999.00', { currency: 'USD' })], 1_000)).toEqual([
    { currency: 'RUB', amount: '1000.01', second: true },
    { currency: 'USD', amount: '999.00', second: false },
  ]);
});

it('leaves out what has ended and what waits for a second person already', () => {
  const proposal = { id: 'p' } as never;
  expect(stakeSums([of('600.00'), of('600.00', { endedAt: '2026-01-01T00:00:00Z' }), of('600.00', { proposal })], 1_000)).toEqual([
    { currency: 'RUB', amount: '600.00', second: false },
  ]);
});

it('says how far a likely pair is apart only where that is for two', () => {
  expect(differenceAbove('2500.00', '1499.99', 1_000)).toBe('1000.01');
  expect(differenceAbove('1499.99', '2500.00', 1_000)).toBe('1000.01');
  expect(differenceAbove('2500.00', '1500.00', 1_000)).toBeNull();
});
