import { describe, expect, it } from 'vitest';
import { readAmount, typedAmount, withKopecks } from './amount-text.ts';

describe('what a cashier types', () => {
  it.each([
    ['1500', '1500.00'],
    ['1500,5', '1500.50'],
    ['1500.05', '1500.05'],
    ['1 500,05', '1500.05'],
    ['1\u00a0500,00 ₽', '1500.00'],
    ['0,71', '0.71'],
    ['007', '7.00'],
    ['1500,', '1500.00'],
    ['-1500', '-1500.00'],
    ['\u22121 500,00', '-1500.00'],
    ['– 20', '-20.00'],
    ['9999999999.99', '9999999999.99'],
  ])('%j is %s', (text, amount) => {
    expect(readAmount(text)).toEqual({ ok: true, amount });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['сто', 'notAnAmount'],
    ['1,500.00', 'notAnAmount'],
    ['+1', 'notAnAmount'],
    ['1e3', 'notAnAmount'],
    ['--1', 'notAnAmount'],
    ['١', 'notAnAmount'],
    ['1.500', 'decimals'],
    ['0,00', 'zero'],
    ['-0', 'zero'],
    ['10000000000', 'large'],
  ])('%j is refused as %s, never guessed', (text, fault) => {
    expect(readAmount(text)).toEqual({ ok: false, fault });
  });
});

describe('a scenario', () => {
  it('changes the kopecks and keeps the rest, its sign too', () => {
    expect(withKopecks('2 300,00', '71')).toBe('2300.71');
    expect(withKopecks('-2300', '05')).toBe('-2300.05');
  });

  it('makes an amount where there is none', () => {
    expect(withKopecks('', '88')).toBe('1500.88');
    expect(withKopecks('сто', '88')).toBe('1500.88');
  });

  it('stands in the field as the language writes it', () => {
    expect([typedAmount('1500.05', 'ru'), typedAmount('1500.05', 'en')]).toEqual(['1500,05', '1500.05']);
  });
});
