import type { Random } from './ports.ts';
import { invariant } from './result.ts';

/** One-time links carry 32 random bytes, base64url: nothing to guess, so a plain digest of it may be stored. */
const TOKEN_BYTES = 32;
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The secret part of a one-time link. `random` must be unpredictable. */
export function createLinkToken(random: Random): string {
  const bytes = random.bytes(TOKEN_BYTES);
  invariant(bytes.length === TOKEN_BYTES, 'a link is made of 32 random bytes');
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Whether a text is a token as we make them. Says nothing about whether it is known. */
export const isLinkToken = (text: string): boolean => SHAPE.test(text);

/** Pages of the portal that take a one-time link. */
export type LinkPage = 'setup' | 'invitation' | 'reset-password';

/**
 * The address to open. The token stands in the fragment, which browsers send to nobody: no server or proxy logs it, and
 * no other site learns it.
 */
export const linkUrl = (portalUrl: string, page: LinkPage, token: string): string => `${portalUrl.replace(/\/$/, '')}/${page}#token=${token}`;
