/**
 * Is this request made by the portal's own page? Browsers send Origin with every POST; a foreign page cannot forge it.
 * `Sec-Fetch-Site` decides where a browser (or a privacy add-on) leaves Origin out.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin';
  return host !== null && URL.canParse(origin) && new URL(origin).host === host;
}
