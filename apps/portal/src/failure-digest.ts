/** What the framework carries over to the error page beside its own text: one word, in which it says whether the gateway answered. */
const AWAY = 'away:';

/** Of a failure because the gateway did not answer. */
export const awayDigest = (requestId: string): string => `${AWAY}${requestId}`;

/** Was the gateway away, and the number that stands in the logs. */
export function readDigest(error: unknown): { readonly away: boolean; readonly id: string | null } {
  const digest: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'digest') : null;
  if (typeof digest !== 'string') return { away: false, id: null };
  return digest.startsWith(AWAY) ? { away: true, id: digest.slice(AWAY.length) } : { away: false, id: digest };
}
