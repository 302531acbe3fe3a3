const KEEP = 'payport-link:';

/**
 * The token of the link that was opened. It stands in the fragment (an older link: in the query) and is taken out of the
 * address bar at once, so that no bookmark, history entry, screenshot or referrer carries it. The tab remembers it until it
 * is used, for a reload and for the other language.
 */
export function takeToken(
  page: string,
  { location, history, sessionStorage }: Pick<Window, 'location' | 'history' | 'sessionStorage'>,
): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token') ?? new URLSearchParams(location.search).get('token');
  if (given !== null) {
    sessionStorage.setItem(KEEP + page, given);
    history.replaceState(history.state, '', location.pathname);
  }
  return sessionStorage.getItem(KEEP + page);
}

/** Used, or worth nothing: the tab forgets it. */
export const forgetToken = (page: string, { sessionStorage }: Pick<Window, 'sessionStorage'>): void => sessionStorage.removeItem(KEEP + page);
