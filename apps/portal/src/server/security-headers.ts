/**
 * Scripts only by this answer's nonce (and what they load), styles only from our own files, nothing in frames, no
 * requests to anybody else. Style attributes are refused too: positions are set through the DOM, which is allowed.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  // React's development build compares stacks with eval, and the development server injects styles.
  const script = development ? `'self' 'nonce-${nonce}' 'strict-dynamic' 'unsafe-eval'` : `'self' 'nonce-${nonce}' 'strict-dynamic'`;
  const style = development ? `'self' 'unsafe-inline'` : `'self' 'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src ${script}`,
    `style-src ${style}`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
};

/** Of answers that run nothing and show nothing of their own: data, files, refusals. Pages say their own policy. */
export const CLOSED_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What the portal's own doors answer with, beside what they say. */
export const DOOR_HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  'content-security-policy': CLOSED_POLICY,
  'cache-control': 'no-store',
};

/** Pages that take a one-time link: nothing that follows may learn where it came from. */
const LINK_PAGES = /^(?:\/(?:ru|en))?\/(?:setup|invitation|reset-password)\/?$/;

/** The headers of a page. What it shows is somebody's, and so is where it sends one: nobody keeps either. */
export const pageHeaders = (pathname: string): Readonly<Record<string, string>> => ({
  ...SECURITY_HEADERS,
  'cache-control': 'no-store',
  ...(LINK_PAGES.test(pathname) ? { 'referrer-policy': 'no-referrer' } : {}),
});

/** 128 random bits, base64: unguessable, and made anew for every answer. */
export function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes));
}
