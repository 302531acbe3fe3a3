import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { TimedLook } from '../../../timed-look.ts';

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
export class MessageRetention extends TimedLook {
  constructor(private readonly ports: RetentionPorts) {
    super({ clock: ports.clock, everyMs: EVERY_MS, failed: (error) => ports.log.warn({ err: error }, 'old_messages_not_forgotten') });
  }

  async look(): Promise<void> {
    const gone = await this.forget();
    if (gone > 0) this.ports.log.info({ messages: gone }, 'old_messages_forgotten');
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
