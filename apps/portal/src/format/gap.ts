/** A pause between two steps, in the two largest units that say something. */
export interface Gap {
  readonly unit: 'millisecond' | 'second' | 'minute' | 'hour' | 'day';
  readonly whole: number;
  /** Of the next smaller unit; zero is not shown. */
  readonly rest: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Splits a pause. Under 10 s the tenths matter (`rest`), above they are noise. */
export function splitGap(ms: number): Gap {
  if (ms < SECOND) return { unit: 'millisecond', whole: Math.max(0, Math.round(ms)), rest: 0 };
  if (ms < 10 * SECOND) return { unit: 'second', whole: Math.floor(ms / SECOND), rest: Math.floor((ms % SECOND) / 100) };
  if (ms < MINUTE) return { unit: 'second', whole: Math.floor(ms / SECOND), rest: 0 };
  if (ms < HOUR) return { unit: 'minute', whole: Math.floor(ms / MINUTE), rest: Math.floor((ms % MINUTE) / SECOND) };
  if (ms < DAY) return { unit: 'hour', whole: Math.floor(ms / HOUR), rest: Math.floor((ms % HOUR) / MINUTE) };
  return { unit: 'day', whole: Math.floor(ms / DAY), rest: Math.floor((ms % DAY) / HOUR) };
}

const SMALLER = { minute: 'second', hour: 'minute', day: 'hour' } as const;

/** "0,4 с", "12 с", "2 мин 5 с", "3 ч 10 мин", "2 дн. 4 ч". */
export function formatGap(ms: number, locale: string): string {
  const { unit, whole, rest } = splitGap(ms);
  if (unit === 'millisecond') return say(whole, unit, locale);
  if (unit === 'second') return say(whole + rest / 10, unit, locale);
  return rest === 0 ? say(whole, unit, locale) : `${say(whole, unit, locale)} ${say(rest, SMALLER[unit], locale)}`;
}

const say = (value: number, unit: Gap['unit'], locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
