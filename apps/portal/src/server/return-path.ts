/** Where the portal itself lives; any base will do, it only gives the parser an origin to compare with. */
const BASE = 'http://portal.invalid';

/**
 * The path to go back to after sign-in, or null. Only a path of this very portal: no other host, no scheme, no
 * backslash or control character that a browser would read as one, and not the sign-in page itself.
 */
export function safeReturnPath(candidate: string | string[] | undefined): string | null {
  if (typeof candidate !== 'string' || candidate.length > 2000) return null;
  if (!candidate.startsWith('/') || candidate.startsWith('//') || /[\\\u0000-\u001f\u007f]/.test(candidate)) return null;
  if (!URL.canParse(candidate, BASE)) return null;
  const url = new URL(candidate, BASE);
  if (url.origin !== BASE || url.pathname.startsWith('//') || /^\/(?:ru|en)\/sign-in(?:\/|$)/.test(url.pathname)) return null;
  return url.pathname + url.search;
}
