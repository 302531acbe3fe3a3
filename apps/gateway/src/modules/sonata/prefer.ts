/** Longest time an answer is held, in seconds; more is taken as this. */
export const MAX_WAIT_SECONDS = 120;

/** `Prefer: wait=N` (RFC 7240): whole seconds, at most 120; null where it is absent or makes no sense. */
export function waitSecondsOf(header: string | readonly string[] | undefined): number | null {
  const preferences = (typeof header === 'string' ? header : (header ?? []).join(',')).split(/[,;]/);
  for (const preference of preferences) {
    const match = /^\s*wait\s*=\s*"?(\d+)"?\s*$/i.exec(preference);
    if (match) return Math.min(Number(match[1]), MAX_WAIT_SECONDS);
  }
  return null;
}
