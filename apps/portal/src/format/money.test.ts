import { describe, expect, it } from 'vitest';
import { formatMoney, isZeroAmount, moneyParts } from './money.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it.each([
    ['1500.00', 'RUB', 'ru', '1 500,00 ₽'],
    ['-1500.00', 'RUB', 'ru', '−1 500,00 ₽'],
    ['-0.05', 'RUB', 'ru', '−0,05 ₽'],
    ['1500.00', 'RUB', 'en', '₽1,500.00'],
    ['-12.50', 'EUR', 'en', '−€12.50'],
    ['150', 'JPY', 'en', '¥150'],
    ['1.250', 'KWD', 'en', 'KWD 1.250'],
  ])('shows %s %s in %s as %s', (amount, currency, locale, shown) => {
    expect(plain(formatMoney(amount, currency, locale))).toBe(shown);
  });

  it('keeps every kopeck of an amount that a float cannot hold', () => {
    expect(plain(formatMoney('9007199254740993.07', 'RUB', 'ru'))).toBe('9 007 199 254 740 993,07 ₽');
  });

  it('never breaks between the amount and its currency', () => {
    expect(formatMoney('1500.00', 'RUB', 'ru')).not.toContain(' ');
  });

  it('separates whole and minor units, so that a page can set them apart', () => {
    expect(
      moneyParts('99.90', 'RUB', 'ru')
        .filter((part) => part.kind === 'minor')
        .map((part) => part.text)
        .join(''),
    ).toBe(',90');
  });

  it('shows an amount that it cannot read as it came', () => {
    expect(formatMoney('n/a', 'RUB', 'ru')).toBe('n/a');
  });

  it.each([
    ['0.00', true],
    ['-0.00', true],
    ['0', true],
    ['0.01', false],
    ['10.00', false],
  ])('knows whether %s is nothing', (amount, zero) => {
    expect(isZeroAmount(amount)).toBe(zero);
  });
});
