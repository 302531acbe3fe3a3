import { watchVisitors } from './server/client-address.ts';
import { portalConfig } from './server/env.ts';

/** Runs once when the server starts: checks the configuration, so that a wrong one stops the start, not a visit. */
export function register(): void {
  watchVisitors(portalConfig().trustProxy);
}
