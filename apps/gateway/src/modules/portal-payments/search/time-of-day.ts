import type { Condition } from './search-terms.ts';

type TimeCondition = Extract<Condition, { readonly on: 'time' }>;

/** `14`, `14:30`, `14.30`, `14ч`. */
const CLOCK = String.raw`(\d{1,2})(?:[:.](\d{2})|(?:ч|h))?`;
const ONE = new RegExp(`^(>=|<=|>|<|=)?${CLOCK}$`, 'iu');
const RANGE = new RegExp(`^${CLOCK}(?:-|–|—|\\.\\.)${CLOCK}$`, 'iu');
const HOUR = 60;
const DAY = 24 * HOUR;

interface Minutes {
  readonly first: number;
  readonly last: number;
}

/** A whole hour where no minutes are told. Null where no clock shows it. */
function minutesOf(hours: string | undefined, minutes: string | undefined): Minutes | null {
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  if (hour > 23 || minute > 59) return null;
  const first = hour * HOUR + minute;
  return { first, last: minutes === undefined ? first + HOUR - 1 : first };
}

/** The last minute before it. "14-16" ends when it is four: nobody who says so means 16:59. Midnight is 0 and 24. */
function endOf(hours: string | undefined, minutes: string | undefined): number | null {
  if (Number(hours) === 24 && Number(minutes ?? 0) === 0) return DAY - 1;
  const at = minutesOf(hours, minutes);
  return at && (minutes === undefined ? (at.first + DAY - 1) % DAY : at.last);
}

/** "14-14" is that hour, and no whole day; "14:30-14" is a slip. */
function between(from: Minutes | null, to: number | null, sameHour: boolean): TimeCondition | null {
  if (from === null || to === null) return null;
  if (!sameHour) return { on: 'time', from: from.first, to };
  return from.last > from.first ? { on: 'time', from: from.first, to: from.last } : null;
}

/**
 * `14` is the hour from 14:00 to 14:59, `14:30` that minute, `14-16` and `22:30-1` from the first to the last of them, over
 * midnight where the second is earlier; `>14:30`, `<=9`. Null for anything else.
 */
export function readTime(text: string): TimeCondition | null {
  const range = RANGE.exec(text);
  if (range) return between(minutesOf(range[1], range[2]), endOf(range[3], range[4]), range[1] === range[3] && range[4] === undefined);
  const one = ONE.exec(text);
  const at = one && minutesOf(one[2], one[3]);
  if (!at) return null;
  switch (one[1]) {
    case '>':
      return at.last === DAY - 1 ? null : { on: 'time', from: at.last + 1, to: DAY - 1 };
    case '>=':
      return { on: 'time', from: at.first, to: DAY - 1 };
    case '<':
      return at.first === 0 ? null : { on: 'time', from: 0, to: at.first - 1 };
    case '<=':
      return { on: 'time', from: 0, to: at.last };
    default:
      return { on: 'time', from: at.first, to: at.last };
  }
}
