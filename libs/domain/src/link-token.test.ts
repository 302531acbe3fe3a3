import { describe, expect, it } from 'vitest';
import { createLinkToken, isLinkToken, linkUrl } from './link-token.ts';

const bytes = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(value);

describe('a link', () => {
  it('carries all 32 random bytes, in letters that an address may hold', () => {
    const token = createLinkToken({ bytes: () => bytes(0xfb) });
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toEqual(Buffer.from(bytes(0xfb)));
    expect(isLinkToken(token)).toBe(true);
  });

  it('is not made of fewer', () => {
    expect(() => createLinkToken({ bytes: () => new Uint8Array(16) })).toThrow(/32 random bytes/);
  });

  it('keeps its token out of what browsers send', () => {
    const url = new URL(linkUrl('https://pay.hotel.example/', 'invitation', 'abc'));
    expect([url.pathname, url.search, url.hash]).toEqual(['/invitation', '', '#token=abc']);
  });

  it.each(['', 'short', 'x'.repeat(42), `${'x'.repeat(42)}=`, `${'x'.repeat(42)}/`, 'x'.repeat(44)])('is not %s', (text) => {
    expect(isLinkToken(text)).toBe(false);
  });
});
