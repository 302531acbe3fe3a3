import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { TimedLook } from '../../../timed-look.ts';

const EVERY_MS = 3_600_000;
/** Nobody describes a file that came so long ago: its rows are forgotten. */
const KEPT_MS = 30 * 24 * EVERY_MS;
const FORGET = `
  with old as (
    update bank_file set kept = '[]' where uploaded_at < $1 and kept <> '[]' and state in ('read', 'refused') returning id)
  delete from bank_file_kept k using old where k.file_id = old.id`;

export interface KeptForgettingPorts {
  readonly pool: Pick<Pool, 'query'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

/** Forgets rows of tables that nobody has described in time, whether or not the hotel brings another file. Any number of gateways may. */
export class KeptForgetting extends TimedLook {
  constructor(private readonly ports: KeptForgettingPorts) {
    super({ clock: ports.clock, everyMs: EVERY_MS, failed: (error) => ports.log.warn({ err: error }, 'kept_tables_not_forgotten') });
  }

  async look(): Promise<void> {
    const { pool, clock } = this.ports;
    await pool.query(FORGET, [new Date(clock.now() - KEPT_MS)]);
  }
}
