import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount, readWorkbookAmount, type DecimalSign } from './amount.ts';

const read = (text: string, decimal: DecimalSign = 'either', currency = 'RUB'): bigint | string => {
  const result = readAmount(text, currency, decimal);
  return result.ok ? result.value : result.error;
};

describe('an amount of a bank file', () => {
  it.each([
    ['1234,56', 123456n],
    ['1 234,56', 123456n],
    ['1\u00a0234,56', 123456n],
    ['1\u202f234\u202f567,8', 123456780n],
    ['1,234.56', 123456n],
    ['1.234,56', 123456n],
    ["1'234.56", 123456n],
    ['1,234,567.00', 123456700n],
    ['1.234.567', 123456700n],
    ['-12.3', -1230n],
    ['−12,30', -1230n],
    ['+5', 500n],
    ['0,41', 41n],
    ['0.410', 41n],
    ['12,00 руб.', 1200n],
    ['12,00₽', 1200n],
    ['7 000.00', 700000n],
    ['99999999999999', 9999999999999900n],
  ])('reads %j', (text, minor) => expect(read(text)).toBe(minor));

  it.each(['', '-', 'abc', '12-34', '1,23,4', '12,345,6', '1.2.3', '1..2', ',5', '1e5', '٣', '12.30.45', '1 234,56,78', '$', '=1+1', '(5,00)'])(
    'refuses %j',
    (text) => expect(read(text)).toBe('not_an_amount'),
  );

  it('says that one sign before three digits means two amounts, unless the layout knows the sign', () => {
    expect(read('1,234')).toBe('ambiguous_amount');
    expect(read('1.234')).toBe('ambiguous_amount');
    expect(read('1.234', ',')).toBe(123400n);
    expect(read('1,234', '.')).toBe(123400n);
    expect(read('0,234')).toBe('too_precise');
  });

  it('never rounds', () => {
    expect(read('1,005', ',')).toBe('too_precise');
    expect(read('1,050', ',')).toBe(105n);
    expect(read('100,5', ',', 'JPY')).toBe('too_precise');
    expect(read('1,234', ',', 'KWD')).toBe(1234n);
  });

  it('reads back every amount that a Russian or an English program writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (minor) => {
        const sign = minor < 0n ? '-' : '';
        const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
        const [whole, fraction] = [digits.slice(0, -2), digits.slice(-2)];
        const grouped = (separator: string) => whole.replace(/\B(?=(\d{3})+$)/g, separator);
        expect(read(`${sign}${grouped('\u00a0')},${fraction}`, ',')).toBe(minor);
        expect(read(`${sign}${grouped(',')}.${fraction}`, '.')).toBe(minor);
        expect(read(`${sign}${whole}.${fraction}`)).toBe(minor);
      }),
    );
  });
});

const workbook = (text: string, currency = 'RUB'): bigint | string => {
  const result = readWorkbookAmount(text, currency);
  return result.ok ? result.value : result.error;
};

describe('a number of a workbook', () => {
  it.each([
    ['1234.56', 123456n],
    ['1234.5599999999999', 123456n],
    ['0.28999999999999998', 29n],
    ['-0.1', -10n],
    ['1.2345E+4', 1234500n],
    ['5E-2', 5n],
    ['1e3', 100000n],
    ['0', 0n],
    ['0.0', 0n],
    ['999999999999.99', 99999999999999n],
  ])('reads %s', (text, minor) => expect(workbook(text)).toBe(minor));

  it.each(['1.005', '0.001', '1234.567'])('never rounds %s', (text) => expect(workbook(text)).toBe('too_precise'));

  it.each(['', 'NaN', '1,5', '1e400', '1E99', '--1', '0x10'])('refuses %j', (text) => expect(workbook(text)).toBe('not_an_amount'));

  it('reads every amount that a double keeps in a workbook', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (minor) => {
        // As Excel writes it: 17 significant digits of the nearest double.
        expect(workbook(Number((minor / 100).toPrecision(17)).toString())).toBe(BigInt(minor));
        const long = (Math.abs(minor) / 100).toPrecision(17).replace(/\.?0+$/, '');
        expect(workbook(long === '' ? '0' : long)).toBe(BigInt(Math.abs(minor)));
      }),
    );
  });
});
