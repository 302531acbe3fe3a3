import type { BatchTotal } from '../pack/day-picture.ts';

/** The hotel's day on which a batch was closed, by the terminal's clock where it gave one. `s`, `c` and `h` are its rows. */
const BATCH_DAY = `hotel_day(coalesce(s.closed_at, c.final_at) at time zone h.time_zone, h.night_audit_hour)`;
const CLOSED = `from settlement s join terminal_command c on c.id = s.id join property h on h.id = s.property_id`;
const DONE = `c.status = 'done' and coalesce(s.closed_at, c.final_at) is not null`;
const net = (of: 's' | 'c', what: 'count' | 'minor'): string => {
  const [sales, refunds, voids] = ['sales', 'refunds', 'voids'].map((group) => `${of}.${group}_${what}`);
  const sign = what === 'count' ? '+' : '-';
  // What a terminal prints no section for did not happen, provided that it spoke at all.
  return `case when num_nonnulls(${sales}, ${refunds}, ${voids}) > 0 then coalesce(${sales}, 0) ${sign} coalesce(${refunds}, 0) ${sign} coalesce(${voids}, 0) end`;
};

/** Batches of the days. $1 hotel, $2 and $3 the days. */
export const BATCHES = `
  select s.id, t.name as terminal, coalesce(s.closed_at, c.final_at) as closed_at, h.currency, ${net('c', 'count')}::int as count,
    (${net('c', 'minor')})::text as minor, ${net('s', 'count')}::int as our_count, (${net('s', 'minor')})::text as our_minor, s.matches
  ${CLOSED} join terminal t on t.id = s.terminal_id
  where s.property_id = $1 and ${DONE} and ${BATCH_DAY} between $2::date and $3::date order by closed_at, s.id`;

/** Days with how many batches of each disagree. $1 hotel, $2 and $3 the days. */
export const DISAGREEING = `
  select ${BATCH_DAY} as day, count(*)::int as batches ${CLOSED}
  where s.property_id = $1 and ${DONE} and s.matches is false and ${BATCH_DAY} between $2::date and $3::date group by 1`;

export interface BatchRow {
  readonly id: string;
  readonly terminal: string;
  readonly closed_at: Date;
  readonly currency: string;
  readonly count: number | null;
  readonly minor: string | null;
  readonly our_count: number | null;
  readonly our_minor: string | null;
  readonly matches: boolean | null;
}

export const toBatch = (row: BatchRow): BatchTotal => ({
  settlementId: row.id,
  terminal: row.terminal,
  closedAt: row.closed_at.toISOString(),
  currency: row.currency,
  count: row.count,
  minor: row.minor === null ? null : BigInt(row.minor),
  ourCount: row.our_count,
  ourMinor: row.our_minor === null ? null : BigInt(row.our_minor),
  matches: row.matches,
});
