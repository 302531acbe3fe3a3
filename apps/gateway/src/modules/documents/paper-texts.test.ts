import { expect, it } from 'vitest';
import { amountText, dayText, faceText, momentText, moneyText } from './paper-texts.ts';

it('amounts are grouped as the reader writes them, whatever their length and sign', () => {
  expect(amountText('-1234567.05', 'ru')).toBe('−1\u00a0234\u00a0567,05');
  expect(amountText('-1234567.05', 'en')).toBe('−1,234,567.05');
  expect(amountText('999', 'ru')).toBe('999');
  expect(moneyText('0.50', 'RUB', 'ru')).toBe('0,50\u00a0RUB');
});

it('moments are the hotel’s, with their distance from UTC', () => {
  expect(momentText('2026-11-28T22:05:09Z', 'Asia/Kamchatka', 'ru')).toBe('29.11.2026 10:05:09 (UTC+12:00)');
  expect(momentText(new Date('2026-11-28T22:05:09Z'), 'Europe/Moscow', 'en', 'minutes')).toBe('2026-11-29 01:05 (UTC+03:00)');
  expect([dayText('2026-11-28', 'ru'), faceText('2026-11-28', 'ru'), faceText('2026-11-28T01:02:03', 'en')]).toEqual([
    '28.11.2026',
    '28.11.2026',
    '2026-11-28 01:02:03',
  ]);
});
