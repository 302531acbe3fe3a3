import type { Chance } from './chance.ts';
import { daysMs } from './local-time.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

/** Authorisation code: six letters or digits. */
export const newAuthCode = (chance: Chance): string => Array.from({ length: 6 }, () => chance.pick(LETTERS)).join('');

/** Retrieval reference number as hosts make it (ISO 8583 field 37): year's last digit, day of the year, hour, a number. */
export function newRrn(atMs: number, chance: Chance): string {
  const at = new Date(atMs);
  const year = at.getUTCFullYear();
  const day = Math.floor((atMs - Date.UTC(year, 0, 1)) / daysMs(1)) + 1;
  return [year % 10, pad(day, 3), pad(at.getUTCHours(), 2), pad(chance.below(1_000_000), 6)].join('');
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');
