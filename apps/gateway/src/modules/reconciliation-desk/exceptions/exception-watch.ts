import { uuidV7, type Clock, type Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { alarmText } from '../../alarms/index.ts';
import { TimedLook } from '../../../timed-look.ts';

const EVERY_MS = 60_000;
/** So many days without an explanation: then nothing is a trifle any more, and then it is looked at first. */
const MEDIUM_DAYS = 7;
const HIGH_DAYS = 14;

/** $1 now. Days of the hotel's calendar since it opened. */
const GROW_OLD = `
  update recon_exception x set age_severity = a.severity
  from (select x.id, case when d.days >= ${HIGH_DAYS} then 'high' when d.days >= ${MEDIUM_DAYS} then 'medium' end as severity
    from recon_exception x join property h on h.id = x.property_id
    cross join lateral (select ($1::timestamptz at time zone h.time_zone)::date - (x.opened_at at time zone h.time_zone)::date as days) d
    where x.state in ('open', 'assigned')) a
  where a.id = x.id and a.severity is distinct from x.age_severity`;
/** $1 now. Days of hotels of which something is overdue, as the list of exceptions says it. */
const OVERDUE = `
  select x.property_id, x.business_day::text as day from recon_exception x join property h on h.id = x.property_id
  where x.ended_at is null and x.due_on < hotel_day($1::timestamptz at time zone h.time_zone, h.night_audit_hour)
  group by 1, 2`;
const RAISE = `
  insert into alarm (id, property_id, business_day, kind, severity, since, text) values ($1, $2, $3, 'exceptions_overdue', $4, $5, $6)
  on conflict (property_id, business_day) where cleared_at is null and kind = 'exceptions_overdue' do nothing`;
const CLEAR = `
  update alarm a set cleared_at = $1 where a.kind = 'exceptions_overdue' and a.cleared_at is null
    and not exists (select from unnest($2::uuid[], $3::date[]) o (property_id, day) where o.property_id = a.property_id and o.day = a.business_day)`;

interface OverdueRow {
  readonly property_id: string;
  readonly day: string;
}

export interface ExceptionWatchPorts {
  readonly pool: Pick<Pool, 'query'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Exceptions that nobody explains weigh more with each week, and those beyond their due date are told: one alarm for a hotel and a
 * day, which ends when none of that day is overdue. Any number of gateways may watch.
 */
export class ExceptionWatch extends TimedLook {
  constructor(private readonly ports: ExceptionWatchPorts) {
    super({ clock: ports.clock, everyMs: EVERY_MS, failed: (error) => ports.log.warn({ err: error }, 'exceptions_not_watched') });
  }

  async look(): Promise<void> {
    const { pool, clock, random } = this.ports;
    const at = new Date(clock.now());
    await pool.query(GROW_OLD, [at]);
    const { rows } = await pool.query<OverdueRow>(OVERDUE, [at]);
    await pool.query(CLEAR, [at, rows.map(({ property_id: id }) => id), rows.map(({ day }) => day)]);
    for (const { property_id: propertyId, day } of rows) {
      const { severity, text } = alarmText('exceptions_overdue', { day: { ru: dayIn(day, 'ru-RU'), en: dayIn(day, 'en-GB') } });
      await pool.query(RAISE, [uuidV7(clock, random), propertyId, day, severity, at, text]);
    }
  }
}

const dayIn = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
