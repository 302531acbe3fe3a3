import type { FastifyRequest } from 'fastify';
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from './auth-paths.ts';

/** Longer ones say nothing more about the browser, and would be stored. */
const USER_AGENT_LIMIT = 300;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

export interface AuthCall {
  readonly portalUrl: string;
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

/**
 * Whose address counts. The server believes X-Forwarded-For from this machine only, which is where the portal sits;
 * an address of this machine itself says nothing about the person, so it is null.
 */
export function clientAddress(request: Pick<FastifyRequest, 'ip'>): string | null {
  return LOOPBACK.test(request.ip) ? null : request.ip;
}

/**
 * The call as better-auth's fetch handler takes it: at the portal's own address whatever `Host` said, and with checked
 * fields only, so that nobody can order a redirect. The guard has already judged where the call comes from.
 */
export function toAuthRequest(request: Pick<FastifyRequest, 'headers' | 'ip'>, { portalUrl, path, body }: AuthCall): Request {
  const { cookie, origin, 'user-agent': userAgent } = request.headers;
  const address = clientAddress(request);
  const url = new URL(`${AUTH_PATH}/${path}`, portalUrl);
  const headers = new Headers({ 'content-type': 'application/json', origin: origin ?? url.origin });
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, USER_AGENT_LIMIT));
  if (address !== null) headers.set(CLIENT_ADDRESS_HEADER, address);
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
