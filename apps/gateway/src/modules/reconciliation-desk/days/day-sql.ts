import { MERGED_KIND } from '../../reconciliation/index.ts';
import { lineLook } from '../line-look-sql.ts';
import { DISAGREEING } from './batch-sql.ts';

/**
 * Lines that are no money: what the bank tells again, a registry's line of an operation that was declined, and a payment of ours that
 * has ended without money. Only where the sides disagree about the outcome can a line of either be such a one.
 */
const IS_MONEY = `case when (r.relation, r.side) not in (('gateway_bank', 'bank'), ('gateway_bank', 'gateway')) then true
  when r.side = 'bank' and r.result = 'duplicate' then false when r.result not in ('status_conflict', 'expected') then true
  when r.side = 'bank' then not exists (
    select from registry_line d where d.property_id = r.property_id and d.identity = r.ref collate "default" and d.state = 'declined')
  else not exists (select from payment p where p.id = r.ref::uuid and p.status in ('declined', 'cancelled', 'failed', 'reversed')) end`;

/** The side that speaks for itself in each relation: every line of the day is counted once. */
const OWN = `(r.relation, r.side) in (('gateway_bank', 'gateway'), ('gateway_bank', 'bank'), ('gateway_pms', 'pms'), ('bank_statement', 'statement'))`;

export const SIDES = `
  select r.business_day::text as day, r.side, r.currency, count(*)::int as count, sum(r.amount_minor)::text as minor
  from recon_result r where r.property_id = $1 and r.business_day between $2::date and $3::date and ${OWN} and ${IS_MONEY}
  group by 1, 2, 3 order by 1, array_position(array['gateway', 'bank', 'pms', 'statement'], r.side), 3`;

export const RESULTS = `
  select r.relation, r.side, r.result, r.currency, count(*)::int as count, sum(r.amount_minor)::text as minor
  from recon_result r where r.property_id = $1 and r.business_day = $2::date
  group by 1, 2, 3, 4 order by 1, 2, array_position(array['matched'], r.result), 3, 4`;

/** A line as its files tell it together: what one layout leaves out, another may say. It is shown by the file that came first. */
const OF_FILES = `select l.identity, l.property_id, ${MERGED_KIND} as kind, min(l.gross_minor) as gross_minor, max(l.fee_minor) as fee_minor,
    max(l.net_minor) as net_minor, min(l.currency) as currency, max(l.acquirer) as acquirer, max(l.tid) as tid, max(l.mid) as mid, max(l.rrn) as rrn,
    max(l.auth_code) as auth_code, max(l.card_mask) as card_mask, max(l.card_product) as card_product, max(l.payment_system) as payment_system,
    min(l.operated_on) as operated_on, min(l.operated_time) as operated_time, max(l.settled_on) as settled_on,
    (array_agg(b.name order by b.id, l.line_no))[1] as file_name, (array_agg(l.row_no order by b.id, l.line_no))[1] as row_no
  from registry_line l join bank_file b on b.id = l.file_id`;

/**
 * What the acquirers' registries say of the days, with what the contract asks: one row of each line that counts.
 * $1 hotels, $2 and $3 the days.
 */
const registryLines = (results = 'recon_result', more = ''): string => `
  select l.*${more}, r.amount_minor, r.business_day, r.result, r.match_id, coalesce(t.name, l.tid, '') as terminal, coalesce(l.payment_system, l.card_product, '') as brand,
    case when f.id is not null then recon_fee(l.gross_minor, r.amount_minor < 0, f.rate_millionths, f.fixed_minor, f.min_minor, f.max_minor, f.refunds_fee) end as expected
  from ${results} r
  join lateral (
    ${OF_FILES}
    where l.property_id = r.property_id and l.identity = r.ref collate "default" and b.state in ('taken', 'taken_back') and l.state = 'completed'
    group by l.property_id, l.identity, b.state order by b.state limit 1
  ) l on true
  left join lateral (
    select t.name from terminal t where t.property_id = r.property_id and t.tid = l.tid order by t.enabled desc, t.id limit 1) t on true
  left join recon_day d on d.property_id = r.property_id and d.business_day = r.business_day and d.state = 'closed'
  left join lateral (
    select t.* from fee_tariff t
    where t.property_id = r.property_id and t.acquirer in ('', l.acquirer) and t.product in ('', coalesce(l.card_product, ''))
      and t.method in ('any', case when l.kind like 'sbp%' then 'sbp' else 'card' end)
      and l.operated_on >= t.valid_from and (t.valid_to is null or l.operated_on <= t.valid_to) and fee_tariff_known(t.created_at, t.withdrawn_at, d.closed_at)
    order by (t.acquirer <> '') desc, (t.product <> '') desc, (t.method <> 'any') desc, t.valid_from desc limit 1
  ) f on true
  where r.property_id = any($1::uuid[]) and r.relation = 'gateway_bank' and r.side = 'bank' and r.result <> 'duplicate' and r.business_day between $2::date and $3::date`;
export const REGISTRY_LINES = registryLines();

/** Whether the contract has something to say to the fee: a chargeback's price is another contract's matter. */
export const COUNTED = `l.kind not in ('chargeback', 'representment')`;
export const CHECKED = `(l.expected is not null and l.fee_minor is not null)`;
/** Sums of lines, refunds and fees positive. */
export const SUMS = `l.currency, count(*) filter (where l.amount_minor >= 0)::int as sales,
    coalesce(sum(l.amount_minor) filter (where l.amount_minor >= 0), 0)::text as sales_minor,
    count(*) filter (where l.amount_minor < 0)::int as refunds, coalesce(-sum(l.amount_minor) filter (where l.amount_minor < 0), 0)::text as refunds_minor,
    coalesce(sum(l.fee_minor), 0)::text as fee_minor,
    coalesce(sum(l.expected) filter (where ${CHECKED} and ${COUNTED}), 0)::text as expected_minor,
    coalesce(sum(l.fee_minor - l.expected) filter (where ${CHECKED} and ${COUNTED}), 0)::text as over_minor,
    count(*) filter (where not ${CHECKED} and ${COUNTED})::int as unchecked`;

const grouped = (name: string): string => `select ${name} as name, ${SUMS} from (${REGISTRY_LINES}) l group by 1, 2 order by 1, 2`;
export const GROUPS = { terminal: grouped('terminal'), brand: grouped('brand') } as const;

/** Exceptions that somebody had to look at; one that the matching itself has ended is none any more. */
export const DAY_EXCEPTIONS = `
  select x.relation, x.side, x.ref, x.code, x.amount_minor::text, x.currency, x.state, x.owner_name, x.ended_at, r.detail, looked.look,
    said.by_name as signed_name, said.comment, said.detail ->> 'proposedBy' as proposed_by
  from recon_exception x
  left join lateral recon_result_at(x.property_id, x.relation, x.side, x.ref) r on true
  left join lateral (
    select e.by_name, e.comment, e.detail from recon_event e
    where e.exception_id = x.id and e.kind in ('signed_off', 'write_off_confirmed', 'matched') order by e.id desc limit 1) said on x.ended_at is not null
  ${lineLook('x')}
  where x.property_id = $1 and x.business_day = $2::date and x.ended_as is distinct from 'run'
  order by x.relation, x.side, x.ref limit $3`;

/** Of a closed day what came since this close: what an earlier one had beside it is in the totals by now. Of an open day all. */
export const BESIDE = '(d.closed_at is null or a.arrived_at > d.closed_at)';

/** Days of the span with their state, and what keeps each open. */
export const DAYS = `
  with days as (
    select distinct r.business_day as day from recon_result r where r.property_id = $1 and r.business_day between $2::date and $3::date
    union select d.business_day from recon_day d where d.property_id = $1 and d.business_day between $2::date and $3::date
  ), waits as (
    select r.business_day as day, count(*) filter (where r.relation = 'gateway_bank')::int as registry,
      count(*) filter (where r.relation = 'gateway_pms')::int as postings
    from recon_result r where r.property_id = $1 and r.business_day between $2::date and $3::date and r.result = 'expected' group by 1
  ), troubles as (
    select x.business_day as day, count(*)::int as exceptions from recon_exception x
    where x.property_id = $1 and x.business_day between $2::date and $3::date and x.ended_at is null group by 1
  ), unknowns as (
    select hotel_day(coalesce(p.dispatched_at, p.created_at) at time zone h.time_zone, h.night_audit_hour) as day, count(*)::int as unknown
    from payment p join property h on h.id = p.property_id
    where p.property_id = $1 and p.status in ('unknown', 'reversal_unknown', 'manual_review') group by 1
  ), batches as (${DISAGREEING})
  select days.day::text, coalesce(d.state, 'open') as state, d.closed_at, d.closed_name, d.totals, encode(d.sha256, 'hex') as sha256,
    coalesce(troubles.exceptions, 0) as exceptions, coalesce(waits.registry, 0) as registry, coalesce(waits.postings, 0) as postings,
    coalesce(unknowns.unknown, 0) as unknown, coalesce(batches.batches, 0) as batches,
    (select count(*)::int from recon_adjustment a where a.property_id = $1 and a.business_day = days.day and ${BESIDE}) as adjustments
  from days left join recon_day d on d.property_id = $1 and d.business_day = days.day
  left join waits using (day) left join troubles using (day) left join unknowns using (day) left join batches using (day)
  order by days.day desc`;

/** Files, rules and decisions that no run has seen yet. A payment of today says nothing about a day that is over. */
export const PENDING = `select count(*)::int as pending from recon_change c where c.property_id = $1 and c.side not in ('gateway', 'clock')`;
export const RAN = 'select ran_at from recon_run where property_id = $1';

export const IN_TRANSIT = `
  select r.currency, count(*)::int as count, sum(r.amount_minor)::text as minor from recon_result r
  where r.property_id = $1 and r.business_day = $2::date and r.relation = 'bank_statement' and r.side = 'bank' and r.result = 'expected'
  group by 1 order by 2 desc limit 1`;

export const DAY_EVENTS = `
  select at, kind, by_name, reason from recon_day_event where property_id = $1 and business_day = $2::date order by id`;
/** An earlier close of a day and what ended it. $3 its moment. */
export const EARLIER_CLOSE = `
  select e.at, e.by_name, e.totals, encode(e.sha256, 'hex') as sha256, r.at as reopened_at, r.by_name as reopened_by, r.reason
  from recon_day_event e cross join lateral (
    select * from recon_day_event r where r.property_id = e.property_id and r.business_day = e.business_day and r.id > e.id order by r.id limit 1) r
  where e.property_id = $1 and e.business_day = $2::date and e.kind = 'closed' and e.at = $3::timestamptz and r.kind = 'reopened'`;

/** $3 and $4: an earlier close and what ended it, else null. */
const BETWEEN = `case when $3::timestamptz is null then ${BESIDE} else a.arrived_at > $3::timestamptz and a.arrived_at <= $4::timestamptz end`;
const OF_DAY = `recon_adjustment a left join recon_day d on (d.property_id, d.business_day) = (a.property_id, a.business_day)`;
export const ADJUSTMENTS = `
  select a.arrived_at, a.relation, a.side, a.ref, a.from_result, a.to_result, a.change_minor::text, a.fee_minor::text, a.currency, looked.look
  from ${OF_DAY} ${lineLook('a')} where a.property_id = $1 and a.business_day = $2::date and ${BETWEEN} order by a.id limit 1000`;

/** Of how many an act shows the first. */
export const COUNT_EXCEPTIONS = `
  select count(*)::int as count from recon_exception x where x.property_id = $1 and x.business_day = $2::date and x.ended_as is distinct from 'run'`;
export const COUNT_ADJUSTMENTS = `select count(*)::int as count from ${OF_DAY} where a.property_id = $1 and a.business_day = $2::date and ${BETWEEN}`;

/** Changes of a closed day's lines since its close. */
const SINCE_CLOSE = `recon_adjustment a join recon_day d on (d.property_id, d.business_day) = (a.property_id, a.business_day) and d.state = 'closed' and a.arrived_at > d.closed_at`;
/** Lines that stand now, and those that a closed day was closed with and that are gone since. */
const WITH_GONE = `(
    select property_id, relation, side, ref, business_day, amount_minor, result, match_id, null::timestamptz as gone_at from recon_result
    union all
    select a.property_id, a.relation, a.side, a.ref, a.business_day, -a.change_minor, 'gone', null, a.arrived_at from ${SINCE_CLOSE}
    where a.to_result is null and a.from_result <> 'duplicate' and not exists (
      select from recon_adjustment n where (n.property_id, n.business_day, n.relation, n.side, n.ref) = (a.property_id, a.business_day, a.relation, a.side, a.ref) and n.id > a.id))`;

/** Operations for bookkeeping: of a closed day what it was closed with, and what came or went since with its date. */
export const REGISTRY_OPERATIONS = `
  select l.operated_on::text as day, to_char(l.operated_time, 'HH24:MI:SS') as time, l.settled_on::text as settled_on, l.kind,
    l.tid, l.mid, l.card_mask, coalesce(l.payment_system, l.card_product) as brand, l.rrn, l.auth_code, l.currency, l.amount_minor::text,
    coalesce(l.fee_minor, 0)::text as fee_minor, l.net_minor::text, l.identity,
    (select coalesce(sum(a.fee_minor), 0)::text from ${SINCE_CLOSE} where a.property_id = l.property_id and a.business_day = l.business_day
      and a.relation = 'gateway_bank' and a.side = 'bank' and a.ref = l.identity and a.from_result is not null and a.to_result is not null) as fee_later,
    (select min(a.arrived_at at time zone h.time_zone)::date::text from ${SINCE_CLOSE} where a.property_id = l.property_id and a.business_day = l.business_day
      and a.relation = 'gateway_bank' and a.side = 'bank' and a.ref = l.identity and a.from_result is null) as came_on,
    (l.gone_at at time zone h.time_zone)::date::text as gone_on
  from (${registryLines(WITH_GONE, ', r.gone_at')}) l join property h on h.id = l.property_id where ($4::date is null or (l.operated_on, l.identity) > ($4::date, $5::text))
  order by l.operated_on, l.identity limit $6`;
