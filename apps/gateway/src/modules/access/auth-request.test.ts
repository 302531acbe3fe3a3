import { describe, expect, it } from 'vitest';
import { clientAddress, toAuthRequest } from './auth-request.ts';

const call = { portalUrl: 'https://pay.hotel.example', path: 'sign-in/email', body: { email: 'a@b.example', password: 'x' } };

describe('the call as the library sees it', () => {
  it('is at the portal’s address, whatever host the caller named', () => {
    const request = toAuthRequest({ ip: '203.0.113.7', headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } }, call);
    expect(request.url).toBe('https://pay.hotel.example/portal/v1/auth/sign-in/email');
    expect(request.headers.get('x-forwarded-host')).toBeNull();
  });

  it('carries the caller’s origin, and the portal’s where the guard let a caller in without one', () => {
    expect(toAuthRequest({ ip: '::1', headers: { origin: 'https://evil.example' } }, call).headers.get('origin')).toBe('https://evil.example');
    expect(toAuthRequest({ ip: '::1', headers: {} }, call).headers.get('origin')).toBe('https://pay.hotel.example');
  });

  it('never believes a client address that the caller wrote itself', () => {
    const forged = { 'x-payport-client-address': '198.51.100.1' };
    expect(toAuthRequest({ ip: '203.0.113.7', headers: forged }, call).headers.get('x-payport-client-address')).toBe('203.0.113.7');
    expect(toAuthRequest({ ip: '127.0.0.1', headers: forged }, call).headers.get('x-payport-client-address')).toBeNull();
  });

  it('stores no endless browser name', () => {
    expect(toAuthRequest({ ip: '::1', headers: { 'user-agent': 'x'.repeat(5_000) } }, call).headers.get('user-agent')).toHaveLength(300);
  });
});

describe('a client address', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('of this machine (%s) says nothing about the person', (ip) => {
    expect(clientAddress({ ip })).toBeNull();
  });
  it.each(['203.0.113.7', '10.0.0.5', '2001:db8::1'])('of elsewhere counts: %s', (ip) => {
    expect(clientAddress({ ip })).toBe(ip);
  });
});
