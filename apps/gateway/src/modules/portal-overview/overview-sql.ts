/** Unknown by the states of the index of open payments, so that the planner sees that it fits. */
export const UNKNOWN = {
  name: 'portal_overview_unknown',
  text: `
    select p.currency, count(*)::int as count, count(*) filter (where p.status = 'manual_review')::int as review,
      sum(abs(coalesce(p.approved_amount_minor, p.amount_minor)))::text as minor, min(p.created_at) as oldest_at
    from payment p
    where p.property_id = any($1::uuid[]) and p.status in ('unknown', 'reversal_unknown', 'manual_review')
    group by p.currency order by p.currency`,
};

/**
 * What waits for somebody else than who proposed it. $1 properties, $2 the person. What is decided about a payment is a note of
 * its history: the last one that is not a rejection, nor followed by a change of state.
 */
export const WAITING = {
  name: 'portal_overview_waiting',
  text: `
    select w.property_id, sum(w.refunds)::int as refunds, sum(w.resolutions)::int as resolutions from (
      select a.property_id, count(*) as refunds, 0 as resolutions from refund_approval a
      where a.state = 'open' and a.property_id = any($1::uuid[]) and a.proposer_id <> $2::uuid group by 1
      union all
      select p.property_id, 0, count(*) from payment p
      cross join lateral (
        select e.cause, e.evidence ->> 'byId' as by_id from payment_event e
        where e.payment_id = p.id and (e.type = 'state' or e.cause in ('resolution_proposed', 'resolution_rejected')) order by e.seq desc limit 1
      ) step
      where p.property_id = any($1::uuid[]) and p.status in ('unknown', 'reversal_unknown', 'manual_review') and p.status = 'manual_review'
        and step.cause = 'resolution_proposed' and step.by_id is distinct from $2::text
      group by 1
    ) w group by 1 order by 1`,
};

/** $1 properties, $2 now. A day begins where the property's own clocks say so. */
const DAYS = `
  select h.id, h.name, h.time_zone, to_char(local.day, 'YYYY-MM-DD') as day,
    local.day at time zone h.time_zone as starts_at, (local.day + interval '1 day') at time zone h.time_zone as ends_at
  from property h
  cross join lateral (select date_trunc('day', $2::timestamptz at time zone h.time_zone) as day) local
  where h.id = any($1::uuid[])`;

export const PROPERTIES = {
  name: 'portal_overview_properties',
  text: `
    select d.*, exists (select from terminal t where t.property_id = d.id and t.enabled) as has_terminal,
      exists (select from api_key k where k.property_id = d.id and k.revoked_at is null and k.ends_at is null) as has_key,
      exists (select from payment p where p.property_id = d.id) as has_payment
    from (${DAYS}) d order by d.name, d.id`,
};

/**
 * The day of properties whose clocks agree, in the groups that every figure is made of: at most a few hundred rows, whatever
 * the number of payments. $1 properties, $2 and $3 ids and $4 and $5 moments between which it lies, $6 their zone. The bounds
 * are values, not columns of a join: only then the planner knows how few payments a day has, and takes the index. What tells
 * most of them apart by the cheapest comparison is grouped by first, which makes the sort a third shorter.
 */
export const TODAY = {
  name: 'portal_overview_today',
  text: `
    select p.property_id, p.kind, p.status, p.currency, p.decline ->> 'code' as code,
      case when p.kind = 'void' then (select o.kind from payment o where o.id = p.original_payment_id) end as original_kind,
      date_part('hour', p.created_at at time zone $6)::int as hour,
      count(*)::int as count, sum(abs(coalesce(p.approved_amount_minor, p.amount_minor)))::text as minor
    from payment p
    where p.property_id = any($1::uuid[]) and p.id >= $2::uuid and p.id < $3::uuid
      and p.created_at >= $4::timestamptz and p.created_at < $5::timestamptz
    group by 7, 1, 3, 2, 5, 4, 6`,
};
