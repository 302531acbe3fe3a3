import { Resolver } from 'node:dns/promises';
import type { ResolveHost } from './target-guard.ts';

const LIMIT_MS = 2_000;
const TRIES = 2;

/**
 * Asks the name servers directly. Not through the system's own call: that one occupies one of the few threads that files
 * are read with, and a name server that hangs would make terminals wait. The hosts file is therefore not looked at.
 */
export function dnsResolver(): ResolveHost {
  const resolver = new Resolver({ timeout: LIMIT_MS, tries: TRIES });
  return async (name) => {
    const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}
