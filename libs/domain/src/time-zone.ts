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
  // `15/01/2026, 03:04:05`: taking it apart by place costs a fifth of what asking for its parts does.
  const [, day = '', month = '', year = '', hour = '', minute = '', second = ''] = LOCAL_TIME.exec(wallClockOf(timeZone).format(epochMs)) ?? [];
  return year + month + day + hour + minute + second;
}

const LOCAL_TIME = /^(\d{2})\/(\d{2})\/(\d+), (\d{2}):(\d{2}):(\d{2})$/;

const FACE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** How far a time zone's clocks are ahead of UTC at a moment, whole minutes. */
function offsetMinutes(epochMs: number, timeZone: string): number {
  const face = compactLocalTime(epochMs, timeZone).replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6Z');
  return Math.round((Date.parse(face) - epochMs) / 60_000);
}

/**
 * What a clock of that zone showed (`YYYY-MM-DDThh:mm:ss`), with its distance from UTC: RFC 3339. Null for what is no time.
 * Of an hour that the clocks show twice the later one is meant, as Postgres does.
 */
export function faceWithOffset(face: string, timeZone: string): string | null {
  const asUtc = FACE.test(face) ? Date.parse(`${face}Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  const minutes = offsetMinutes(asUtc - offsetMinutes(asUtc, timeZone) * 60_000, timeZone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${face}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
