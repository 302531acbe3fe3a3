import { expect, it } from 'vitest';
import { centsOf, textOf } from './cents.ts';

it.each([
  ['0.00', 0n],
  ['-0.05', -5n],
  ['1500.00', 150_000n],
  ['-33200.10', -3_320_010n],
  ['100', 100n],
  ['-1.234', -1_234n],
])('%s is so many minor units, and back', (text, cents) => {
  expect(centsOf(text)).toBe(cents);
  expect(textOf(cents, text)).toBe(text);
});
