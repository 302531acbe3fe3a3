import { addDays, dayIn, isCalendarDay, startOfDay, type CalendarDay } from '@/format/zoned-day.ts';

export const PERIODS = ['today', 'yesterday', 'last7', 'last30'] as const;
export type Period = (typeof PERIODS)[number];

export interface DayRange {
  /** First day, included. */
  readonly from: CalendarDay | null;
  /** Last day, included. */
  readonly to: CalendarDay | null;
}

/** The days that a preset means on the hotel's calendar. "7 days" are today and the six before. */
export function daysOf(period: Period, timeZone: string, now: Date): DayRange {
  const today = dayIn(timeZone, now);
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'last7':
      return { from: addDays(today, -6), to: today };
    case 'last30':
      return { from: addDays(today, -29), to: today };
  }
}

/** The moments that bound these days by the hotel's clocks: the first one belongs, the second one does not. */
export function momentsOf({ from, to }: DayRange, timeZone: string): { from: string | null; to: string | null } {
  return {
    from: from !== null && isCalendarDay(from) ? startOfDay(from, timeZone).toISOString() : null,
    to: to !== null && isCalendarDay(to) ? startOfDay(addDays(to, 1), timeZone).toISOString() : null,
  };
}
