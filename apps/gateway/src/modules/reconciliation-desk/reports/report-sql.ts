import { BESIDE, CHECKED, COUNTED, REGISTRY_LINES, SUMS } from '../days/day-sql.ts';

/**
 * What days that are not closed say, by terminal, brand and day, in one pass. Closed days are told by what their close has
 * frozen, whatever is known today. $1 hotels, $2 and $3 the days.
 */
export const OPEN_SUMS = `
  select l.property_id, case when grouping(l.business_day) = 0 then 'day' when grouping(l.terminal) = 0 then 'terminal' else 'brand' end as by,
    coalesce(l.business_day::text, l.terminal, l.brand) as name, ${SUMS}
  from (${REGISTRY_LINES}) l
  where not exists (select from recon_day d where (d.property_id, d.business_day) = (l.property_id, l.business_day) and d.state = 'closed')
  group by l.property_id, l.currency, grouping sets ((l.business_day), (l.terminal), (l.brand))`;

/** Groups that closes have frozen, and what came after them. */
export const CLOSED_DAYS = `
  select d.property_id, d.business_day::text as day, d.totals -> 'picture' -> 'groups' as groups,
    (select count(*)::int from recon_adjustment a where (a.property_id, a.business_day) = (d.property_id, d.business_day) and ${BESIDE}) as adjustments
  from recon_day d where d.property_id = any($1::uuid[]) and d.business_day between $2::date and $3::date and d.state = 'closed'
  order by 2, 1`;

export const HOTELS = `
  select h.id, h.name, h.time_zone, (select r.ran_at from recon_run r where r.property_id = h.id) as ran_at, hotel_day($2::timestamptz at time zone h.time_zone, h.night_audit_hour)::text as today
  from property h where h.id = any($1::uuid[]) order by h.name, h.id`;

/** $1 hotels, $2 their business days that run now. */
export const AGEING = `
  select property_id, case when age <= 1 then '0-1' when age <= 3 then '2-3' when age <= 7 then '4-7' when age <= 30 then '8-30' else '31+' end as age,
    currency, count(*)::int as count, sum(abs(amount_minor))::text as minor
  from (select x.property_id, h.today - x.business_day as age, x.currency, x.amount_minor
    from unnest($1::uuid[], $2::date[]) h (id, today) join recon_exception x on x.property_id = h.id and x.ended_at is null) a
  group by 1, 2, 3`;

export const FINDINGS = {
  over: `${CHECKED} and ${COUNTED} and l.fee_minor > l.expected`,
  under: `${CHECKED} and ${COUNTED} and l.fee_minor < l.expected`,
  exact: `${CHECKED} and ${COUNTED} and l.fee_minor = l.expected`,
  unchecked: `not ${CHECKED} and ${COUNTED}`,
} as const;

/** Lines behind a figure; conditions on `l` and the limit are put in. What looks a line up is done for the page only. */
export const LINES = (conditions: readonly string[], limit: string): string => `
  with page as (
    select l.property_id, l.identity, l.business_day, l.operated_on, l.operated_time, l.terminal, l.brand, l.rrn, l.auth_code, l.card_mask, l.currency,
      l.amount_minor, l.fee_minor, case when ${COUNTED} then l.expected end as expected, l.result, l.match_id, l.file_name, l.row_no
    from (${REGISTRY_LINES}) l where ${conditions.join(' and ')}
    order by l.operated_on, l.identity, l.property_id limit ${limit})
  select p.property_id, p.identity, p.operated_on::text as day, to_char(p.operated_time, 'HH24:MI') as time, coalesce(d.state = 'closed', false) as closed,
    p.terminal, p.brand, p.rrn, p.auth_code, p.card_mask, p.currency, p.amount_minor::text, p.fee_minor::text, p.expected::text, p.result, p.file_name,
    p.row_no, ours.ref as payment_id
  from page p left join recon_day d on (d.property_id, d.business_day) = (p.property_id, p.business_day)
  left join lateral (
    select r.ref from recon_result r where r.match_id = p.match_id and r.property_id = p.property_id and r.relation = 'gateway_bank' and r.side = 'gateway'
    order by r.ref collate "C" limit 1) ours on p.match_id is not null
  order by p.operated_on, p.identity, p.property_id`;
