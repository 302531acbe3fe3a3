import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { FRESH, type LiveStore } from './live-store.ts';
import { TimedLook } from '../../timed-look.ts';

/** How often old changes are forgotten, ms. Several gateways on one database may all do it. */
const EVERY_MS = 5 * 60_000;

/** Keeps the table of changes as short as the time for which somebody may come back and go on. */
export class LiveForgetting extends TimedLook {
  constructor(private readonly ports: { readonly store: Pick<LiveStore, 'forget'>; readonly clock: Clock; readonly log: Pick<Logger, 'warn'> }) {
    super({ clock: ports.clock, everyMs: EVERY_MS, failed: (error) => ports.log.warn({ err: error }, 'live_changes_not_forgotten') });
  }

  look(): Promise<void> {
    return this.ports.store.forget(FRESH);
  }
}
