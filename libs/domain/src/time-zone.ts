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
