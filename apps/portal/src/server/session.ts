import type { PortalSession } from '@payport/contracts';
import { headers } from 'next/headers';
import { getLocale } from 'next-intl/server';
import { cache } from 'react';
import { redirect } from '@/i18n/navigation.ts';
import { GatewayRefusal } from './gateway-errors.ts';
import { gateway } from './gateway.ts';
import { safeReturnPath } from './return-path.ts';

/** Set by the proxy: path and query of the page that is being rendered. */
export const VISITED_PATH_HEADER = 'x-payport-path';

/** The gateway's; behind https it has a prefix. */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?payport\.session_token=./;

/** Who is signed in, or null. Asked once per rendered page. */
export const currentSession = cache(async (): Promise<PortalSession | null> => {
  try {
    return await gateway.session();
  } catch (error) {
    if (error instanceof GatewayRefusal && error.status === 401) return null;
    throw error;
  }
});

/**
 * The session; without one the visitor is sent to sign in and comes back to this page afterwards. Who lacks a second factor
 * that a hotel asks for is sent to set it up, but for pages that open `withoutFactor`.
 */
export async function requireSession({ withoutFactor = false } = {}): Promise<PortalSession> {
  const session = await currentSession();
  if (session?.secondFactorNeeded && !withoutFactor) return redirect({ href: '/account', locale: await getLocale() });
  if (session) return session;
  const visitor = await headers();
  const next = safeReturnPath(visitor.get(VISITED_PATH_HEADER) ?? undefined);
  // Who signs out loses the cookie with the session; whose session has ended still brings it along.
  const ended = SESSION_COOKIE.test(visitor.get('cookie') ?? '');
  return redirect({ href: { pathname: '/sign-in', query: { ...(next && { next }), ...(ended && { ended: '' }) } }, locale: await getLocale() });
}
