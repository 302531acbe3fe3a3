import { expect, it } from 'vitest';
import { dayText, faceText, momentText } from './paper-texts.ts';

it('moments are the hotel’s, with their distance from UTC', () => {
  expect(momentText('2026-11-28T22:05:09Z', 'Asia/Kamchatka', 'ru')).toBe('29.11.2026 10:05:09 (UTC+12:00)');
  expect(momentText(new Date('2026-11-28T22:05:09Z'), 'Europe/Moscow', 'en', 'minutes')).toBe('2026-11-29 01:05 (UTC+03:00)');
  expect([dayText('2026-11-28', 'ru'), faceText('2026-11-28', 'ru'), faceText('2026-11-28T01:02:03', 'en')]).toEqual([
    '28.11.2026',
    '28.11.2026',
    '2026-11-28 01:02:03',
  ]);
});
