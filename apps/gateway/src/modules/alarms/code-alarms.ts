import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { TimedLook } from '../../timed-look.ts';

const EVERY_MS = 10 * 60_000;
/** A week has every kind of day in it: a code that stayed away for so long is over, or the tables know it by now, ms. */
const QUIET_MS = 7 * 86_400_000;

/** $1 now, $2 from when on the terminal must have been silent about it. */
const CLEAR = `update alarm set cleared_at = $1 where kind = 'unmapped_code' and cleared_at is null and seen_at < $2`;

export interface CodeAlarmsPorts {
  readonly pool: Pick<Pool, 'query'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Ends alarms about codes that no table explains, once the terminal has not said the code for a week. Acknowledging is no end:
 * else each further guest would raise it anew. Any number of gateways may look.
 */
export class CodeAlarms extends TimedLook {
  constructor(private readonly ports: CodeAlarmsPorts) {
    super({ clock: ports.clock, everyMs: EVERY_MS, failed: (error) => ports.log.warn({ err: error }, 'code_alarms_not_looked_at') });
  }

  async look(): Promise<void> {
    const now = this.ports.clock.now();
    await this.ports.pool.query(CLEAR, [new Date(now), new Date(now - QUIET_MS)]);
  }
}
