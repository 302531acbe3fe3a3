import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where the portal's pages come from. On loopback its names are the same place, and people type either. */
export function portalOrigins(portalUrl: string): ReadonlySet<string> {
  const url = new URL(portalUrl);
  if (!LOOPBACK.includes(url.hostname)) return new Set([url.origin]);
  const port = url.port === '' ? '' : `:${url.port}`;
  return new Set([url.origin, ...LOOPBACK.map((host) => `${url.protocol}//${host}${port}`)]);
}

/**
 * Whether a changing request comes from the portal's own pages. Every browser says so in `Origin` or, where that is
 * missing, in `Sec-Fetch-Site`. A caller that sends neither is no browser: it may go on only without a cookie, since only
 * a browser can be made to send somebody's cookie.
 */
export function fromPortal(headers: IncomingHttpHeaders, origins: ReadonlySet<string>): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin !== undefined) return origins.has(origin);
  return site === 'same-origin' || headers.cookie === undefined;
}
