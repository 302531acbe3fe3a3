/** The wall clock of a time zone as `YYYYMMDDhhmmss`: line 8 of `e`. */
export function compactTime(epochMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = new Map(format.formatToParts(epochMs).map(({ type, value }) => [type as string, value]));
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => parts.get(type) ?? '').join('');
}
