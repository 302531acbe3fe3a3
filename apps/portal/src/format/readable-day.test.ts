import { expect, it } from 'vitest';
import { readableDay } from './readable-day.ts';

/** Which blank Intl puts where differs between versions of its data. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

it('writes a day with the day first, in both languages', () => {
  expect(plain(readableDay('2026-11-06', 'ru'))).toBe('6 ноября 2026 г.');
  expect(plain(readableDay('2026-11-06', 'en'))).toBe('6 November 2026');
  expect(plain(readableDay('2026-11-06', 'ru', true))).toBe('пт, 6 ноября');
  expect(plain(readableDay('2026-11-06', 'en', true))).toMatch(/^Fri,? 6 November$/);
});
