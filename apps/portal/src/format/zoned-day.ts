/** A calendar date without a time, "2026-11-24". What day it is depends on whose clocks are asked. */
export type CalendarDay = string;

const DAY_MS = 86_400_000;

export const isCalendarDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayOf(Date.parse(`${text}T00:00:00Z`)) === text;

const dayOf = (utcMs: number): CalendarDay => new Date(utcMs).toISOString().slice(0, 10);

export const addDays = (day: CalendarDay, days: number): CalendarDay => dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);

/** The calendar date at this moment on the clocks of a time zone. */
export function dayIn(timeZone: string, at: Date): CalendarDay {
  return dayOf(at.getTime() + offsetMs(timeZone, at.getTime()));
}

/** The first moment of a day in a time zone. Where clocks jump over midnight, the day begins when they land. */
export function startOfDay(day: CalendarDay, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Either offset around the day's start may be the one in force at it; the earlier moment that is in the day wins.
  const candidates = [midnight - DAY_MS, midnight + DAY_MS].map((near) => midnight - offsetMs(timeZone, near));
  const inside = candidates.filter((at) => dayIn(timeZone, new Date(at)) === day);
  return new Date(inside.length > 0 ? Math.min(...inside) : Math.max(...candidates));
}

/** Formatters are dear to make; there are as many as there are zones in use. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  clocks.set(timeZone, made);
  return made;
}

/** How far a zone's clocks are ahead of UTC at a moment, ms. */
function offsetMs(timeZone: string, atMs: number): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(atMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const shown = Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second'));
  return shown - Math.floor(atMs / 1000) * 1000;
}
