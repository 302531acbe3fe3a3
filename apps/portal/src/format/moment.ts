/** A moment as its property's clocks show it. */
export interface LocalMoment {
  /** "24 ноя 2026" */
  readonly date: string;
  /** "24 ноя", for the current year */
  readonly shortDate: string;
  /** "14:05" */
  readonly time: string;
  /** "14:05:12" */
  readonly seconds: string;
  /** "14:05:12.250" */
  readonly milliseconds: string;
  /** "UTC+3" */
  readonly zone: string;
  /** "24 ноя 2026, 11:05:12 UTC" */
  readonly utc: string;
}

/**
 * Own month names: server and browser carry different editions of Intl's (Sep, Sept, сент.), and a page must read the
 * same on both.
 */
const MONTHS: Readonly<Record<string, readonly string[]>> = {
  ru: ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

/** Formatters are dear to make, and the same few are used for every row. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      timeZoneName: 'shortOffset',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  clocks.set(timeZone, made);
  return made;
}

/** A moment (RFC 3339) in the time zone of the property that it happened in, for this language. */
export function localMoment(iso: string, timeZone: string, locale: string): LocalMoment {
  const at = new Date(iso);
  const local = read(at, timeZone, locale);
  const utc = read(at, 'UTC', locale);
  return {
    date: `${local.day} ${local.year}`,
    shortDate: local.day,
    time: local.clock.slice(0, 5),
    seconds: local.clock,
    milliseconds: `${local.clock}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`,
    zone: local.zone,
    utc: `${utc.day} ${utc.year}, ${utc.clock} UTC`,
  };
}

/** A moment in one line of a list: "24 ноя, 14:05"; `withZone` where clocks of several zones stand side by side: "24 ноя, 14:05 UTC+3". */
export function momentText(iso: string, timeZone: string, locale: string, { withZone }: { readonly withZone: boolean }): string {
  const { shortDate, time, zone } = localMoment(iso, timeZone, locale);
  return withZone ? `${shortDate}, ${time} ${zone}` : `${shortDate}, ${time}`;
}

/** A calendar date without a zone, "2026-11-24" → "24 ноя 2026"; what is none is shown as it came. */
export function calendarDay(day: string, locale: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : localMoment(at.toISOString(), 'UTC', locale).date;
}

/** What a terminal's own clock showed, whatever its zone: "2026-11-24T14:05:21+03:00" → "24 ноя 2026, 14:05:21". */
export function clockFace(face: string, locale: string): string {
  const at = new Date(`${face.replace(/[+-]\d{2}:\d{2}$/, '')}Z`);
  if (Number.isNaN(at.getTime())) return face;
  const moment = localMoment(at.toISOString(), 'UTC', locale);
  return `${moment.date}, ${moment.seconds}`;
}

/** "UTC+3", "UTC−3:30", "UTC": an offset, because abbreviations such as MSK are not known to every browser. */
export const zoneName = (at: Date, timeZone: string): string => read(at, timeZone, 'en').zone;

function read(at: Date, timeZone: string, locale: string): { day: string; year: string; clock: string; zone: string } {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  const month = MONTHS[locale]?.[Number(field('month')) - 1] ?? field('month');
  return {
    day: `${Number(field('day'))}\u00a0${month}`,
    year: field('year'),
    clock: `${field('hour')}:${field('minute')}:${field('second')}`,
    zone: field('timeZoneName').replace('GMT', 'UTC').replace(/\+0$/, '').replace('-', '\u2212'),
  };
}
