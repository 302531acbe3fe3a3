import { expect, it } from 'vitest';
import { amountText, moneyText, moneyTexts } from './money-text.ts';

it('amounts are grouped as the reader writes them, whatever their length and sign', () => {
  expect(amountText('-1234567.05', 'ru')).toBe('−1\u00a0234\u00a0567,05');
  expect(amountText('-1234567.05', 'en')).toBe('−1,234,567.05');
  expect(amountText('999', 'ru')).toBe('999');
  expect(moneyText('0.50', 'RUB', 'ru')).toBe('0,50\u00a0RUB');
});

it('an amount in a sentence is written as the reader of each language writes it', () => {
  expect(moneyTexts(-2_071_50n, 'RUB')).toEqual({ ru: '−2\u00a0071,50\u00a0₽', en: '−2,071.50\u00a0RUB' });
  expect(moneyTexts(100n, 'EUR')).toEqual({ ru: '1,00\u00a0EUR', en: '1.00\u00a0EUR' });
});
