import { uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { alarmText } from '../alarms/index.ts';
import { TimedLook } from '../../timed-look.ts';

/** How often keys that end are looked at, ms. */
const EVERY_MS = 60_000;
/** A system that has moved to the new key may still finish with the old one for so long, ms. */
const AFTERGLOW_MS = 60 * 60_000;
/** The alarm comes in the last quarter of the overlap, but not in its last minutes only, and not more than a day before. */
const LEAST_WARNING_MS = 60 * 60_000;
const MOST_WARNING_MS = 24 * 60 * 60_000;

interface EndingRow {
  readonly id: string;
  readonly property_id: PropertyId;
  readonly name: string;
  readonly last_four: string;
  readonly new_last_four: string;
  readonly ends_at: Date;
  readonly replaced_at: Date;
  readonly last_used_at: Date | null;
  readonly new_used_at: Date | null;
  readonly time_zone: string;
}

/** A day after its end a key that somebody misses has been missed. */
const ENDING = `
  select k.id, k.property_id, k.name, k.last_four, n.last_four as new_last_four, k.ends_at, n.created_at as replaced_at, k.last_used_at,
    n.last_used_at as new_used_at, h.time_zone
  from api_key k join api_key n on n.id = k.replaced_by join property h on h.id = k.property_id
  where k.ends_at is not null and k.revoked_at is null and k.ends_at > $1`;
const RAISE = `
  insert into alarm (id, property_id, api_key_id, kind, severity, since, text) values ($1, $2, $3, 'key_ending', $4, $5, $6)
  on conflict (api_key_id, kind) where cleared_at is null and api_key_id is not null do nothing`;
/** Whose cause is gone: the systems use the new key, or a person has ended the old one. */
const CLEAR = `update alarm set cleared_at = $2 where kind = 'key_ending' and cleared_at is null and api_key_id <> all ($1::uuid[])`;

export interface KeyEndsPorts {
  readonly pool: Pick<Pool, 'query'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Watches keys that are being replaced. They end by themselves; here people are told in time where a system still uses the
 * old one. Any number of gateways may watch: an alarm is raised once.
 */
export class KeyEnds extends TimedLook {
  constructor(private readonly ports: KeyEndsPorts) {
    super({ clock: ports.clock, everyMs: EVERY_MS, failed: (error) => ports.log.warn({ err: error }, 'ending_keys_not_looked_at') });
  }

  /** Raises what is to be raised now, and clears the rest. */
  async look(): Promise<void> {
    const { pool, clock } = this.ports;
    const now = clock.now();
    const { rows } = await pool.query<EndingRow>(ENDING, [new Date(now - MOST_WARNING_MS)]);
    const missed = rows.filter((row) => stillNeeded(row, now));
    for (const row of missed.filter((one) => now >= warnsFrom(one))) await this.raise(row, now);
    await pool.query(CLEAR, [missed.map(({ id }) => id), new Date(now)]);
  }

  private async raise(row: EndingRow, now: number): Promise<void> {
    const { name, last_four: last, new_last_four: newLast } = row;
    const { severity, text } = alarmText('key_ending', {
      key: `${name} …${last}`,
      new: `…${newLast}`,
      when: { ru: endIn('ru-RU', row), en: endIn('en-GB', row) },
    });
    await this.ports.pool.query(RAISE, [uuidV7(this.ports.clock, this.ports.random), row.property_id, row.id, severity, new Date(now), text]);
  }
}

/** Whether a system would lose its way in: the old key is in use, and the new one is not, or not alone. */
function stillNeeded({ last_used_at: used, new_used_at: newUsed, replaced_at: replacedAt, ends_at: endsAt }: EndingRow, now: number): boolean {
  if (used === null || used < replacedAt) return false;
  return newUsed === null || used.getTime() > Math.min(now, endsAt.getTime()) - AFTERGLOW_MS;
}

const warnsFrom = ({ ends_at: endsAt, replaced_at: replacedAt }: EndingRow): number => {
  const quarter = (endsAt.getTime() - replacedAt.getTime()) / 4;
  return endsAt.getTime() - Math.min(MOST_WARNING_MS, Math.max(LEAST_WARNING_MS, quarter));
};

const endIn = (locale: string, { ends_at: endsAt, time_zone: timeZone }: EndingRow): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone }).format(endsAt);
