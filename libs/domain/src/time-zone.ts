/** Whether a name is a time zone of the IANA database, e.g. `Europe/Moscow`. Offsets such as `+03:00` are none: they know no history. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || name.length > 64) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // the system's way to say that it does not know the name
  }
}

/** Making a format costs a hundred times what using it does. */
const WALL_CLOCKS = new Map<string, Intl.DateTimeFormat>();

function wallClockOf(timeZone: string): Intl.DateTimeFormat {
  const known = WALL_CLOCKS.get(timeZone);
  if (known) return known;
  const two = '2-digit';
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  WALL_CLOCKS.set(timeZone, made);
  return made;
}

/** The wall clock of a time zone as terminals write it: `YYYYMMDDhhmmss`. */
export function compactLocalTime(epochMs: number, timeZone: string): string {
  const parts = new Map(
    wallClockOf(timeZone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type as string, value]),
  );
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => parts.get(type) ?? '').join('');
}
