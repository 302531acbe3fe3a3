import { createHash } from 'node:crypto';
import type { Payment } from '@payport/contracts';

/** A strong tag over the whole resource in its language: two different answers never share one. */
export const etagOf = (resource: Payment): string => `"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 27)}"`;

/** `If-None-Match`: a list of tags or `*`. Weak tags compare by their value, as RFC 9110 wants it here. */
export function tagMatches(header: string | readonly string[] | undefined, tag: string): boolean {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text.split(',').some((part) => {
    const given = part.trim();
    return given === '*' || given.replace(/^W\//, '') === tag;
  });
}
