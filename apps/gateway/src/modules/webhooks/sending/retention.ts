import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';

/** How often what is old enough is looked for, ms. */
const EVERY_MS = 60 * 60_000;
/** So many messages are looked at in one statement. */
const PAGE = 1_000;
const DAY_MS = 86_400_000;

export interface RetentionPorts {
  readonly pool: Pick<Pool, 'query'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** Messages are kept for so many days after they came up. */
  readonly days: number;
}

/** Forgets messages that were told long ago, page by page. What somebody has not taken is never old enough. */
export class MessageRetention {
  private stopped = false;
  private cancel = (): void => undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly ports: RetentionPorts) {}

  start(): void {
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(EVERY_MS, () => {
      this.working = this.forget()
        .then((gone) => {
          if (gone > 0) this.ports.log.info({ messages: gone }, 'old_messages_forgotten');
        })
        .catch((error: unknown) => this.ports.log.warn({ err: error }, 'old_messages_not_forgotten'))
        .finally(() => this.start());
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.working;
  }

  /** Everything that is old enough now; returns how many messages that were. */
  async forget(pageSize = PAGE): Promise<number> {
    const { pool, clock, days } = this.ports;
    const olderThan = new Date(clock.now() - days * DAY_MS);
    let [after, gone]: [string, number] = ['0', 0];
    while (!this.stopped) {
      const { rows } = await pool.query<{ last: string | null; gone: number }>('select last, gone from forget_told_messages($1, $2, $3)', [
        olderThan,
        after,
        pageSize,
      ]);
      const [page] = rows;
      if (page?.last == null) break;
      [after, gone] = [page.last, gone + page.gone];
    }
    return gone;
  }
}
