const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** Making a format costs a hundred times what using it does. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  FORMATS.set(timeZone, made);
  return made;
}

/** Wall clock of a time zone: `2026-03-09T14:05:07`. */
export function localTime(epochMs: number, timeZone: string): string {
  const parts = formatOf(timeZone).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

export const localDate = (epochMs: number, timeZone: string): string => localTime(epochMs, timeZone).slice(0, 10);

/** `YYYYMMDDhhmmss`, as terminals write it. */
export const terminalTime = (epochMs: number, timeZone: string): string => localTime(epochMs, timeZone).replace(/[^0-9]/g, '');

/** Zero hours of the day that lies `daysBack` days before today, in ms since the epoch. */
export function localMidnight(nowMs: number, daysBack: number, timeZone: string): number {
  const noonUtc = Date.parse(`${localDate(nowMs, timeZone)}T12:00:00Z`) - daysBack * MS_PER_DAY;
  const shownAs = Date.parse(`${localTime(noonUtc, timeZone)}Z`);
  const midnight = Date.parse(`${new Date(noonUtc).toISOString().slice(0, 10)}T00:00:00Z`);
  return midnight - (shownAs - noonUtc);
}

export const minutesMs = (minutes: number): number => minutes * MS_PER_MINUTE;
export const daysMs = (days: number): number => days * MS_PER_DAY;
