/** "26 ноября 2026", or with its weekday where days stand in a row. */
export const readableDay = (day: string, locale: string, weekday = false): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(weekday ? { weekday: 'short' } : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
