import { NextRequest, NextResponse } from 'next/server.js';
import { expect, it } from 'vitest';
import { closeCookies } from './close-cookies.ts';

function cookieOf(url: string, headers: Record<string, string> = {}): string {
  const answer = NextResponse.next();
  answer.cookies.set('NEXT_LOCALE', 'en', { sameSite: 'lax', path: '/' });
  closeCookies(new NextRequest(url, { headers }), answer);
  return answer.headers.getSetCookie().join();
}

it.each([
  ['https://pay.hotel.example/en/sign-in', {}],
  ['http://127.0.0.1:3000/en/sign-in', { 'x-forwarded-proto': 'https' }],
])('behind https no cookie of the portal’s goes anywhere else: %s', (url, headers) => {
  expect(cookieOf(url, headers as Record<string, string>)).toMatch(/^NEXT_LOCALE=en(?=.*; ?Secure)(?=.*; ?HttpOnly)(?=.*; ?SameSite=lax)/i);
});

it('without https a cookie does not ask for it: the browser would throw it away', () => {
  expect(cookieOf('http://localhost:3000/en/sign-in')).toMatch(/^NEXT_LOCALE=en(?=.*; ?HttpOnly)(?!.*; ?Secure)/i);
});
