import { describe, expect, it } from 'vitest';
import { fromPortal, portalOrigins } from './same-origin.ts';

const origins = portalOrigins('https://pay.hotel.example');
const cookie = 'payport.session_token=x';

describe('a changing request', () => {
  it('is taken from the portal’s own origin', () => {
    expect(fromPortal({ origin: 'https://pay.hotel.example', cookie }, origins)).toBe(true);
    expect(fromPortal({ origin: 'https://pay.hotel.example', 'sec-fetch-site': 'same-origin', cookie }, origins)).toBe(true);
  });

  it.each([
    'https://evil.example',
    'http://pay.hotel.example',
    'https://pay.hotel.example:8443',
    'https://pay.hotel.example.evil.example',
    'https://other.hotel.example',
    'null',
    '',
  ])('is refused from "%s"', (origin) => {
    expect(fromPortal({ origin, cookie }, origins)).toBe(false);
    expect(fromPortal({ origin }, origins)).toBe(false);
  });

  it.each(['cross-site', 'same-site', 'none'])('is refused when the browser calls it %s, whatever its origin says', (site) => {
    expect(fromPortal({ origin: 'https://pay.hotel.example', 'sec-fetch-site': site, cookie }, origins)).toBe(false);
    expect(fromPortal({ 'sec-fetch-site': site }, origins)).toBe(false);
  });

  it('is refused with a cookie when nothing says where it comes from', () => {
    expect(fromPortal({ cookie }, origins)).toBe(false);
    expect(fromPortal({ 'sec-fetch-site': 'same-origin', cookie }, origins)).toBe(true);
  });

  it('is taken without a cookie from a caller that is no browser', () => {
    expect(fromPortal({}, origins)).toBe(true);
  });
});

describe('the portal’s origins', () => {
  it('are one, with the port of the address', () => {
    expect([...portalOrigins('https://pay.hotel.example:8443/')]).toEqual(['https://pay.hotel.example:8443']);
  });

  it('are the names of this machine on loopback, on the same port only', () => {
    const local = portalOrigins('http://localhost:3001');
    expect([...local].sort()).toEqual(['http://127.0.0.1:3001', 'http://[::1]:3001', 'http://localhost:3001']);
  });
});
