import type { PropertyId } from '@payport/domain';
import type { Pool } from 'pg';

/** Where one terminal's day stands, as the database sees it. */
export interface EndOfDayRow {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly quarantined: boolean;
  readonly driver: string;
  readonly property_id: string;
  readonly property_name: string;
  readonly time_zone: string;
  readonly settle_at: string | null;
  /** The last scheduled moment, if the schedule is that old; and the next one. */
  readonly due_at: Date | null;
  readonly next_due_at: Date | null;
  readonly running: boolean;
  readonly last_done_at: Date | null;
  readonly done_for_due: boolean;
  readonly open_payments: readonly string[];
}

/** $1 properties, $2 now, $3 how long before its moment a close counts for it, ms. */
const END_OF_DAY = `
  select t.id, t.name, t.enabled, t.quarantine_since is not null as quarantined, t.driver, t.property_id, h.name as property_name, h.time_zone, t.settle_at,
    case when m.due_at >= t.settle_since then m.due_at end as due_at,
    m.next_due_at,
    exists (select from device_claim d where d.terminal_id = t.id and d.holder = 'settlement') as running,
    last.at as last_done_at,
    coalesce(last.created_at >= m.due_at - $3 * interval '1 millisecond', false) as done_for_due,
    array(select p.id from payment p where p.terminal_id = t.id and p.status in ('unknown', 'reversal_unknown') order by p.id) as open_payments
  from terminal t
  join property h on h.id = t.property_id
  left join lateral (
    select (day - case when day > here then interval '1 day' else interval '0' end) at time zone h.time_zone as due_at,
      (day + case when day > here then interval '0' else interval '1 day' end) at time zone h.time_zone as next_due_at
    from (select $2::timestamptz at time zone h.time_zone as here,
      date_trunc('day', $2::timestamptz at time zone h.time_zone) + t.settle_at::time as day) today
    where t.settle_at is not null
  ) m on true
  left join lateral (
    select c.final_at as at, c.created_at from terminal_command c
    where c.terminal_id = t.id and c.kind = 'settlement' and c.status = 'done' order by c.id desc limit 1
  ) last on true
  where t.property_id = any($1::uuid[])
  order by h.name, t.name, t.id`;

export class EndOfDayRepository {
  constructor(private readonly pool: Pool) {}

  async list(propertyIds: readonly PropertyId[], nowMs: number, earlyMs: number): Promise<readonly EndOfDayRow[]> {
    const values = [propertyIds, new Date(nowMs), earlyMs];
    return (await this.pool.query<EndOfDayRow>({ name: 'portal_end_of_day', text: END_OF_DAY, values })).rows;
  }

  async payments(ids: readonly string[]): Promise<readonly OpenPaymentRow[]> {
    const text = 'select id, kind, amount_minor, currency, status, created_at from payment where id = any($1::uuid[]) order by id';
    return (await this.pool.query<OpenPaymentRow>({ name: 'portal_settlement_payments', text, values: [ids] })).rows;
  }
}

export interface OpenPaymentRow {
  readonly id: string;
  readonly kind: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly status: string;
  readonly created_at: Date;
}
