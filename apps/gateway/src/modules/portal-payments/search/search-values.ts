import type { DayRef, Meaning } from './search-terms.ts';

type AmountMeaning = Extract<Meaning, { readonly field: 'amount' }>;

const NUMBER = String.raw`\d{1,10}(?:[.,]\d{1,2})?`;
const AMOUNT = new RegExp(`^(>=|<=|>|<|=)?(${NUMBER})(?:₽|р\\.?|руб\\.?)?$`, 'iu');
const AMOUNT_RANGE = new RegExp(`^(${NUMBER})(?:-|–|—|\\.\\.)(${NUMBER})$`, 'u');

function minor(text: string): bigint {
  const [whole = '0', part = ''] = text.replace(',', '.').split('.');
  return BigInt(whole + part.padEnd(2, '0'));
}

/** `1500`, `1500,50`, `>1000`, `<=99.90`, `1000-2000`. Null for anything else. */
export function readAmount(text: string): AmountMeaning | null {
  const range = AMOUNT_RANGE.exec(text);
  if (range) {
    const [low, high] = [minor(range[1] ?? ''), minor(range[2] ?? '')];
    return { field: 'amount', min: low < high ? low : high, max: low < high ? high : low };
  }
  const one = AMOUNT.exec(text);
  if (!one) return null;
  const value = minor(one[2] ?? '');
  switch (one[1]) {
    case '>':
      return { field: 'amount', min: value + 1n, max: null };
    case '>=':
      return { field: 'amount', min: value, max: null };
    case '<':
      return { field: 'amount', min: null, max: value - 1n };
    case '<=':
      return { field: 'amount', min: null, max: value };
    default:
      return { field: 'amount', min: value, max: value };
  }
}

const DAY_MS = 86_400_000;
/** Somewhere on earth it is already tomorrow: a day without its year is not taken for last year's too early, ms. */
const EARLIEST_CLOCK_MS = 14 * 3_600_000;

interface Days {
  readonly from: DayRef | null;
  readonly to: DayRef | null;
}

const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `2026-11-25`, `25.11.2026`, `25.11.26`, `25.11`: the last such day. Null for a day that does not exist. */
function readDay(text: string, nowMs: number): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const dotted = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : dotted ? [dotted[3], dotted[2], dotted[1]] : [];
  if (month === undefined || day === undefined) return null;
  const latest = dayText(nowMs + EARLIEST_CLOCK_MS);
  const on = (fullYear: string): string => `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = latest.slice(0, 4);
  const full = year === undefined ? (on(thisYear) > latest ? String(Number(thisYear) - 1) : thisYear) : year.length === 2 ? `20${year}` : year;
  const read = on(full);
  const ms = Date.parse(`${read}T00:00:00Z`);
  return !Number.isNaN(ms) && dayText(ms) === read ? read : null;
}

const WORDS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  сегодня: [0, 0],
  today: [0, 0],
  вчера: [1, 1],
  yesterday: [1, 1],
  позавчера: [2, 2],
  неделя: [6, 0],
  week: [6, 0],
  месяц: [29, 0],
  month: [29, 0],
};

/** Days in words, which need no operator. */
export function readDayWord(folded: string): Days | null {
  const days = WORDS[folded];
  return days ? { from: { daysAgo: days[0] }, to: { daysAgo: days[1] } } : null;
}

/** A day, `>day`, `<=day`, or `day..day`. Null for anything else. */
export function readDays(text: string, nowMs: number): Days | null {
  // A hyphen stands between two days only where they are written with dots: "2026-11-01" has its own.
  const range = /^(.+?)(?:\.\.|—|–)(.+)$/u.exec(text) ?? /^([\d./]+)-([\d./]+)$/u.exec(text);
  if (range) {
    const [first, last] = [readDay(range[1] ?? '', nowMs), readDay(range[2] ?? '', nowMs)];
    if (first === null || last === null) return null;
    return first <= last ? { from: { day: first }, to: { day: last } } : { from: { day: last }, to: { day: first } };
  }
  const one = /^(>=|<=|>|<|=)?(.+)$/u.exec(text);
  const day = readDay(one?.[2] ?? '', nowMs);
  if (day === null) return null;
  const beside = (days: number): string => dayText(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
  switch (one?.[1]) {
    case '>':
      return { from: { day: beside(1) }, to: null };
    case '>=':
      return { from: { day }, to: null };
    case '<':
      return { from: null, to: { day: beside(-1) } };
    case '<=':
      return { from: null, to: { day } };
    default:
      return { from: { day }, to: { day } };
  }
}

const LOWEST = '00000000000000000000000000000000';
const HIGHEST = 'ffffffffffffffffffffffffffffffff';
const asUuid = (hex: string): string => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** A payment's id, or its beginning of eight digits and more. */
export function readId(text: string): Extract<Meaning, { readonly field: 'id' }> | null {
  if (!/^[0-9a-f-]{8,36}$/i.test(text)) return null;
  const hex = text.replaceAll('-', '').toLowerCase();
  if (hex.length < 8 || hex.length > 32) return null;
  return { field: 'id', min: asUuid((hex + LOWEST).slice(0, 32)), max: asUuid((hex + HIGHEST).slice(0, 32)) };
}
