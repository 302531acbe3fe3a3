import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { FRESH, type LiveStore } from './live-store.ts';

/** How often old changes are forgotten, ms. Several gateways on one database may all do it. */
const EVERY_MS = 5 * 60_000;

/** Keeps the table of changes as short as the time for which somebody may come back and go on. */
export class LiveForgetting {
  private cancel = (): void => undefined;
  private stopped = false;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly ports: { readonly store: Pick<LiveStore, 'forget'>; readonly clock: Clock; readonly log: Pick<Logger, 'warn'> }) {}

  start(): void {
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(EVERY_MS, () => {
      this.working = this.ports.store
        .forget(FRESH)
        .catch((error: unknown) => this.ports.log.warn({ err: error }, 'live_changes_not_forgotten'))
        .finally(() => this.start());
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.working;
  }
}
