import { expect, it } from 'vitest';
import { needsSecond } from './second-person.ts';

it.each([
  ['500.00', null, false],
  ['500.00', '500.00', false],
  ['500.01', '500.00', true],
  ['500', '500.00', false],
  ['0.01', '0.00', true],
  ['много', '0.00', false],
  [null, '0.00', false],
] as const)('a refund of %s where one gives back %s alone: a second person is needed: %s', (typed, alone, needed) => {
  expect(needsSecond(typed, alone, 'RUB')).toBe(needed);
});
