import type { Settlement } from '@payport/bank-files';

const DAY_MS = 86_400_000;
/** The bank's day is Moscow's: UTC+3 all the year. */
const MOSCOW_MS = 3 * 3_600_000;

/** Day and time by the bank's clock: `2026-11-28`, `14:05:12`. */
export function bankTime(atMs: number): { readonly day: string; readonly time: string } {
  const iso = new Date(atMs + MOSCOW_MS).toISOString();
  return { day: iso.slice(0, 10), time: iso.slice(11, 19) };
}

/** The day that many days later, or earlier. */
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The bank pays on the next working day; holidays are working days here. */
export function payDay({ day }: Pick<Settlement, 'day'>): string {
  const next = dayAfter(day, 1);
  const weekday = new Date(`${next}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? dayAfter(next, 2) : weekday === 0 ? dayAfter(next, 1) : next;
}
