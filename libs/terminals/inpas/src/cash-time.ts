/** Our clock as the protocol writes it, `YYYYMMDDhhmmss`, in the time zone of the cash desk. */
export function cashTime(nowMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(nowMs);
  const digits = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => digits(type as Intl.DateTimeFormatPartTypes)).join('');
}
