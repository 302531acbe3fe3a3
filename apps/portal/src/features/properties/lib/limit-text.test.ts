import { expect, it } from 'vitest';
import { limitText } from './limit-text.ts';

it.each([
  ['', null],
  ['  ', null],
  ['100000', '100000'],
  ['100 000,50', '100000.50'],
  ['100\u00a0000.50', '100000.50'],
  ['сто', 'сто'],
  ['1,000,000', '1.000,000'],
])('"%s" is sent as %j', (typed, sent) => {
  expect(limitText(typed)).toBe(sent);
});
