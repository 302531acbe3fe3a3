import { hotelTime } from '@payport/table-files';

const DAY_MS = 86_400_000;
/** Days of a zone that are kept: a registry has some hundred. */
const MAX_KEPT = 4096;
const kept = new Map<string, Map<string, string | null>>();

/**
 * How far the clocks of a zone are from UTC all through a day, such as `+03:00`; null where they change on it or beside it.
 * @param day `YYYY-MM-DD`
 * @throws RangeError for a zone that there is not
 */
export function offsetOn(day: string, timeZone: string): string | null {
  let days = kept.get(timeZone);
  if (days === undefined) kept.set(timeZone, (days = new Map()));
  const before = days.get(day);
  if (before !== undefined) return before;
  if (days.size >= MAX_KEPT) days.clear();
  const offset = reckoned(Date.parse(`${day}T00:00:00Z`), timeZone);
  days.set(day, offset);
  return offset;
}

/** No zone is a day away from UTC, so that the day lies within these two; none changes its clocks twice in three days. */
function reckoned(midnightMs: number, timeZone: string): string | null {
  const [before, after] = [-DAY_MS, 2 * DAY_MS].map((ms) => hotelTime(new Date(midnightMs + ms), timeZone).offset);
  return before === after ? (before ?? null) : null;
}
