import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDecimals, formatAmount, parseAmount } from './money.ts';

const value = (text: string, currency = 'RUB'): bigint | string => {
  const parsed = parseAmount(text, currency);
  return parsed.ok ? parsed.value : parsed.error;
};

describe('parseAmount', () => {
  it.each([
    ['1500.00', 150_000n],
    ['1500', 150_000n],
    ['1500.5', 150_050n],
    ['-0.05', -5n],
    ['0.01', 1n],
    ['9999999999.99', 999_999_999_999n],
  ])('reads %s as minor units', (text, minor) => expect(value(text)).toBe(minor));

  it.each([
    ['+1', 'not_a_decimal'],
    ['01', 'not_a_decimal'],
    ['1e3', 'not_a_decimal'],
    [' 1', 'not_a_decimal'],
    ['1,00', 'not_a_decimal'],
    ['٣', 'not_a_decimal'],
    ['', 'not_a_decimal'],
    ['1\n', 'not_a_decimal'],
    ['-', 'not_a_decimal'],
    ['0', 'zero'],
    ['-0.00', 'zero'],
    ['1.001', 'too_many_decimals'],
    ['10000000000', 'too_large'],
  ])('refuses %j: %s', (text, refusal) => expect(value(text)).toBe(refusal));

  it('follows the decimals of the currency', () => {
    expect(value('100', 'JPY')).toBe(100n);
    expect(value('100.0', 'JPY')).toBe('too_many_decimals');
    expect(value('1.234', 'KWD')).toBe(1234n);
    expect(currencyDecimals('RUB')).toBe(2);
  });

  it('gives back every amount that formatAmount wrote', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }).filter((minor) => minor !== 0n),
        fc.constantFrom('RUB', 'EUR'),
        (minor, currency) => {
          expect(value(formatAmount(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});
