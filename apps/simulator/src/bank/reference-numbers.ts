import type { Random } from '@payport/domain';
import { below, pick } from './chance.ts';

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
const MS_PER_DAY = 86_400_000;

/**
 * Retrieval reference number as hosts make it (ISO 8583 field 37): last digit of the year, day of the year, hour, then a
 * number. `taken` keeps it unique over the whole bank.
 */
export function newRrn(nowMs: number, random: Random, taken: (rrn: string) => boolean): string {
  const now = new Date(nowMs);
  const year = now.getUTCFullYear();
  const dayOfYear = Math.floor((nowMs - Date.UTC(year, 0, 1)) / MS_PER_DAY) + 1;
  const prefix = `${year % 10}${String(dayOfYear).padStart(3, '0')}${String(now.getUTCHours()).padStart(2, '0')}`;
  let number = below(1_000_000, random);
  while (taken(prefix + String(number).padStart(6, '0'))) number = (number + 1) % 1_000_000;
  return prefix + String(number).padStart(6, '0');
}

/** Authorisation code: six letters or digits. */
export const newAuthCode = (random: Random): string => Array.from({ length: 6 }, () => pick(LETTERS, random)).join('');
