import { ok, refuse, type Result } from '@payport/domain';
import type { Moment } from '../file-lines.ts';
import { remembered } from './remembered.ts';

export type MomentProblem = 'not_a_date' | 'no_such_day';

const DAY_FIRST = /^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})(?:[ T,]+(.+))?$/;
const YEAR_FIRST = /^([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})(?:[ T]+(.+))?$/;
const COMPACT = /^(20[0-9]{2})([0-9]{2})([0-9]{2})$/;
const TIME = /^([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]{1,9})?)?\s*(Z|МСК|MSK|[+-][0-9]{2}(?::?[0-9]{2})?)?$/i;
/** Moscow: UTC+3 all the year since 2014. */
const MOSCOW_MINUTES = 180;

/** What stands first where the year stands last; American programs write the month first. */
export const DAY_ORDERS = ['day_first', 'month_first'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** Day and time of `31.12.2026 23:59:59`, `2026-12-31T23:59:59+03:00`, `31.12.26`, `20261231`. */
export function readMoment(text: string, order: DayOrder = 'day_first'): Result<Moment, MomentProblem> {
  const usual = order === 'day_first' ? usualMoment(text) : null;
  if (usual !== null) return ok(usual);
  const plain = text.replace(/[\u00a0\u202f]/g, ' ').trim();
  const yearFirst = YEAR_FIRST.exec(plain) ?? COMPACT.exec(plain);
  const dayFirst = yearFirst ? null : DAY_FIRST.exec(plain);
  const parts = yearFirst ?? dayFirst;
  if (!parts) return refuse('not_a_date');
  const [, first = '', second = '', third = '', rest] = parts;
  const year = yearFirst ? first : third;
  const [month, dayOfMonth] = yearFirst ? [second, third] : order === 'month_first' ? [first, second] : [second, first];
  const day = dayOf(`${year.length === 2 ? `20${year}` : year}-${month}-${dayOfMonth}`);
  if (day === null) return refuse('no_such_day');
  if (rest === undefined) return ok({ day, time: null, offsetMinutes: null });
  const time = readTime(rest);
  return time === null ? refuse('not_a_date') : ok({ day, ...time });
}

/** `31.12.2026` and `31.12.2026 23:59:59`, which nearly all rows of Russian files hold; null: it takes a closer look. */
function usualMoment(text: string): Moment | null {
  if (text.length !== 10 && (text.length !== 19 || text[10] !== ' ')) return null;
  const day = usualDay(text.slice(0, 10));
  if (day === null) return null;
  if (text.length === 10) return { day, time: null, offsetMinutes: null };
  const time = text.slice(11);
  return isUsualTime(time) ? { day, time, offsetMinutes: null } : null;
}

const usualDay = remembered((text: string): string | null =>
  /^[0-9]{2}\.[0-9]{2}\.[0-9]{4}$/.test(text) ? dayOf(`${text.slice(6)}-${text.slice(3, 5)}-${text.slice(0, 2)}`) : null,
);
const isUsualTime = (text: string): boolean => /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/.test(text);

/** The time of a day that stands in a column of its own. */
export function readTime(text: string): Pick<Moment, 'time' | 'offsetMinutes'> | null {
  const parts = TIME.exec(text.trim());
  if (!parts) return null;
  const [, hour = '', minute = '', second = '00', zone] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return { time: `${hour.padStart(2, '0')}:${minute}:${second}`, offsetMinutes: zone === undefined ? null : offsetOf(zone) };
}

function offsetOf(zone: string): number {
  if (/^Z$/i.test(zone)) return 0;
  if (/^(?:МСК|MSK)$/i.test(zone)) return MOSCOW_MINUTES;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

/** `2026-1-3` as `2026-01-03`; null for a day that there is not. */
const dayOf = remembered((text: string): string | null => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1990 && year < 2100 ? date.toISOString().slice(0, 10) : null;
});

const SECONDS_PER_DAY = 86_400;
/** 1 January 1970 as a workbook counts days: from 30 December 1899, or from 1 January 1904 where it says so. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
/** 1990 to 2099: outside of them a number is an amount in the wrong column. */
const FIRST_SERIAL = 32_874;
const LAST_SERIAL = 73_050;

/**
 * Day and time of a workbook's serial number, to the second: `46025.2` is 3 January 2026, 04:48.
 * @param from1904 what `date1904` of the workbook says
 */
export function readSerial(text: string, from1904: boolean): Result<Moment, MomentProblem> {
  if (!/^[0-9]{1,6}(?:\.[0-9]+)?$/.test(text)) return refuse('not_a_date');
  const serial = Number(text) + (from1904 ? EPOCH_1900 - EPOCH_1904 : 0);
  if (serial < FIRST_SERIAL || serial >= LAST_SERIAL) return refuse('not_a_date');
  const seconds = Math.round((serial - EPOCH_1900) * SECONDS_PER_DAY);
  const iso = new Date(seconds * 1000).toISOString();
  return ok({ day: iso.slice(0, 10), time: Number.isInteger(serial) ? null : iso.slice(11, 19), offsetMinutes: null });
}
