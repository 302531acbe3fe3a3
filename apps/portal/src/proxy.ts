import createMiddleware from 'next-intl/middleware';
import { NextRequest, NextResponse } from 'next/server';
import { routing } from './i18n/routing.ts';
import { closeCookies } from './server/close-cookies.ts';
import { portalConfig } from './server/env.ts';
import { contentSecurityPolicy, DOOR_HEADERS, makeNonce, pageHeaders } from './server/security-headers.ts';

const chooseLanguage = createMiddleware(routing);

const READS = new Set(['GET', 'HEAD']);

/** Runs before every page: the language's address, the content security policy with a fresh nonce, and the path for sign-in. */
export default function proxy(request: NextRequest): NextResponse {
  // Pages take nothing: what is changed goes through the doors below `/api/`. The framework would answer with the page.
  if (!READS.has(request.method)) return new NextResponse(null, { status: 405, headers: { ...DOOR_HEADERS, allow: 'GET, HEAD' } });
  const policy = contentSecurityPolicy(makeNonce(), portalConfig().development);
  const headers = new Headers(request.headers);
  // The framework takes the nonce for its own scripts from this request header.
  headers.set('content-security-policy', policy);
  headers.set('x-payport-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = chooseLanguage(new NextRequest(request, { headers }));
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(pageHeaders(request.nextUrl.pathname))) response.headers.set(name, value);
  closeCookies(request, response);
  return response;
}

export const config = { matcher: '/((?!api/|_next/|.*\\..*).*)' };
