import type { NextRequest, NextResponse } from 'next/server';

/**
 * Takes an answer's cookies out of scripts' reach (the server alone reads them) and, where the visitor came by https, off
 * anything else. Without https the browser would throw away a cookie that asks for it.
 */
export function closeCookies(request: Pick<NextRequest, 'nextUrl' | 'headers'>, { cookies }: Pick<NextResponse, 'cookies'>): void {
  const secure = request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https';
  for (const cookie of cookies.getAll()) cookies.set({ ...cookie, httpOnly: true, secure });
}
