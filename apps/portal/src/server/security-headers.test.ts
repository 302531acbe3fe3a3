import { expect, it } from 'vitest';
import { contentSecurityPolicy, makeNonce, pageHeaders } from './security-headers.ts';

const directives = (development: boolean): Map<string, string> =>
  new Map(
    contentSecurityPolicy('abc', development)
      .split('; ')
      .map((directive) => [directive.slice(0, directive.indexOf(' ')), directive.slice(directive.indexOf(' ') + 1)]),
  );

it('in production nothing inline runs without the nonce, and nothing is eval’ed', () => {
  const policy = contentSecurityPolicy('abc', false);
  expect(policy).not.toContain('unsafe');
  expect(directives(false).get('script-src')).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(directives(false).get('style-src')).toBe("'self' 'nonce-abc'");
});

it('nobody may frame the portal, and it talks to nobody else', () => {
  expect(Object.fromEntries(directives(false))).toMatchObject({
    'frame-ancestors': "'none'",
    'connect-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'object-src': "'none'",
  });
});

it('nonces are 128 bits, and never the same', () => {
  const nonces = Array.from({ length: 200 }, makeNonce);
  expect(new Set(nonces).size).toBe(200);
  expect(nonces.every((nonce) => Buffer.from(nonce, 'base64').length === 16)).toBe(true);
});

it.each(['/setup', '/ru/setup', '/en/invitation', '/ru/reset-password/'])('%s, which takes a one-time link, tells nobody where it was', (path) => {
  expect(pageHeaders(path)['referrer-policy']).toBe('no-referrer');
  expect(pageHeaders(path)['x-frame-options']).toBe('DENY');
});

it('other pages tell their own server only', () => {
  expect(pageHeaders('/ru/payments')['referrer-policy']).toBe('same-origin');
});
