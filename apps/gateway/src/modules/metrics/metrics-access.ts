import { createHash, timingSafeEqual } from 'node:crypto';

/** What decides who may look; from the connection itself, not from what a proxy says of it. */
export interface Visitor {
  readonly peer: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const BEARER = /^Bearer +(\S{1,512})$/i;
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
/** A page of the internet that resolves its own name to this machine must not read what is here. */
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
/** Whoever sends one of these asks for somebody else. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Denied unless the token is shown, or the question comes straight from this machine. */
export function mayScrape(visitor: Visitor, token: string | null): boolean {
  const { authorization, host } = visitor.headers;
  if (typeof authorization === 'string') {
    const shown = BEARER.exec(authorization)?.[1];
    // Digests have one length, so that the comparison tells nothing about the token.
    return token !== null && shown !== undefined && timingSafeEqual(digest(shown), digest(token));
  }
  if (FORWARDED.some((name) => visitor.headers[name] !== undefined)) return false;
  return LOOPBACK.test(visitor.peer ?? '') && typeof host === 'string' && LOCAL_HOST.test(host);
}
