/** British order, as everywhere else in the portal: 26 November 2026. */
const FORMATS: Readonly<Record<string, string>> = { en: 'en-GB' };

/** "26 ноября 2026 г.", or with its weekday and without its year where days stand in a row. `day`: `YYYY-MM-DD`. */
export const readableDay = (day: string, locale: string, weekday = false): string =>
  new Intl.DateTimeFormat(FORMATS[locale] ?? locale, {
    day: 'numeric',
    month: 'long',
    ...(weekday ? { weekday: 'short' } : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
