import { dayOf, type PaymentRelation } from './ladder-sql.ts';

/** ISO 4217: currencies without decimals, and with three. */
const NONE = "'BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','VND','VUV','XAF','XOF','XPF'";
const THREE = "'BHD','IQD','JOD','KWD','LYD','OMR','TND'";
/** Minor units as people write them. */
export const decimal = (minor: string, currency: string): string =>
  `case when ${currency} in (${NONE}) then (${minor})::bigint::text when ${currency} in (${THREE}) then round((${minor})::numeric / 1000, 3)::text
    else round((${minor})::numeric / 100, 2)::text end`;

const other = (relation: PaymentRelation): string => relation.split('_')[1] ?? '';

/** The last day on which the other side is in time, for every day and term that occurs. */
export const dueDays = (relation: PaymentRelation): string => `
  create temp table rc_due on commit drop as
  select d.day, d.days, recon_due(x.property_id, d.day, d.days) as due
  from (select distinct ${dayOf(relation)} as day, ${daysOf(relation)} as days from rc_left l cross join rc_context c) d cross join rc_context x`;

const daysOf = (relation: PaymentRelation): string => (relation === 'gateway_bank' ? 'l.registry_days' : 'c.posting_days');

/** The tariff that says the most counts, of those that were known: a closed day keeps what was known when it was closed. $1 property. */
const PRICE = `left join recon_day c on c.property_id = $1 and c.business_day = k.day and c.state = 'closed' cross join lateral (
    select f.rate_millionths, f.fixed_minor, f.min_minor, f.max_minor, f.refunds_fee from fee_tariff f
    where f.property_id = $1 and f.acquirer in ('', k.acquirer) and f.product in ('', k.product) and f.method in ('any', k.method)
      and k.day >= f.valid_from and (f.valid_to is null or k.day <= f.valid_to) and fee_tariff_known(f.created_at, f.withdrawn_at, c.closed_at)
    order by f.acquirer = '', f.product = '', f.method = 'any', f.valid_from desc limit 1) t`;
/** What the contract asks for each kind of operation of a day that occurs. */
export const FEES = `
  create temp table rc_tariff on commit drop as
  select k.*, t.* from (select distinct acquirer, product, method, day from rc_right where fee is not null) k ${PRICE}`;
/**
 * The same for whatever may occur from a day on: acquirers and products that no tariff names cost what '' does, so that no line has
 * to be looked at. $1 property, $2 the first day.
 */
export const ANY_FEES = `
  select k.*, t.* from (
    select a.acquirer, p.product, m.method, d.day::date as day
    from (select '' as acquirer union select acquirer from fee_tariff where property_id = $1) a
      cross join (select '' as product union select product from fee_tariff where property_id = $1) p cross join (values ('card'), ('sbp')) m (method)
      cross join generate_series($2::date, (select max(l.operated_on) from registry_line l where l.property_id = $1), interval '1 day') d (day)) k ${PRICE}`;
export const NO_FEES = `create temp table rc_wrong_fee (ri integer, fee bigint, due bigint) on commit drop`;
/** Lines whose fee is not what the contract asks. */
export const WRONG_FEES = [
  'analyze rc_tariff',
  `
  create temp table rc_wrong_fee on commit drop as
  select r.i as ri, r.fee, x.due from rc_right r join rc_tariff t using (acquirer, product, method, day) cross join rc_context c
    cross join lateral (select recon_fee(abs(r.amount), r.amount < 0, t.rate_millionths, t.fixed_minor, t.min_minor, t.max_minor, t.refunds_fee) as due) x
  left join rc_term m on m.tid = r.tid
  where r.fee is not null and r.kind <> 'chargeback' and abs(r.fee - x.due) > coalesce(m.fee_tolerance_minor, c.fee_tolerance)`,
];

/** Pairs that agree in the amount and not in everything: they need a row with words. */
export const NOT_CLEAN = [
  `create temp table rc_unclean on commit drop as
    select p.li, p.ri, p.id from rc_pair p left join rc_due d on d.day = p.day and d.days = p.registry_days
    where p.class = 'open' or p.listed_on > d.due or exists (select from rc_wrong_fee f where f.ri = p.ri)`,
  `insert into rc_ml (li, match, rung) select li, id, 'reference' from rc_unclean`,
  `insert into rc_mr (ri, match, rung) select ri, id, 'reference' from rc_unclean`,
  'delete from rc_pair p using rc_unclean u where u.li = p.li',
];

/** Each match, and what becomes of it. A person has accepted the difference that the lines had then, and no other. */
export const matches = (relation: PaymentRelation): string => `
  create temp table rc_match on commit drop as
  with ours as (select m.match, min(m.rung) as rung, min(l.currency) as currency, sum(l.amount) as sum, count(*) as n, bool_or(l.class = 'open') as open, bool_or(l.class = 'none') as none,
      min(l.status) as status, max(d.due) as due, max(l.amount_tolerance) as tolerance
    from rc_ml m join rc_left l on l.i = m.li left join rc_due d on d.day = ${dayOf(relation)} and d.days = ${relation === 'gateway_bank' ? 'l.registry_days' : '(select posting_days from rc_context)'}
    group by 1),
  theirs as (select m.match, min(m.rung) as rung, min(r.currency) as currency, sum(r.amount) as sum, count(*) as n, max(r.listed_on) as listed, bool_or(r.state = 'declined') as declined,
      sum(f.fee) as fee, sum(f.due) as fee_due from rc_mr m join rc_right r on r.i = m.ri left join rc_wrong_fee f on f.ri = m.ri group by 1)
  select match, coalesce(o.rung, t.rung) as rung, o.due,
    case when o.open then 'expected'
      when coalesce(o.rung, t.rung) like 'status%' or (o.none and t.n > 0) or t.declined then 'status_conflict'
      when coalesce(o.rung, t.rung) = 'netted' then 'matched'
      when o.n is null or t.n is null or abs(o.sum - t.sum) > o.tolerance and o.sum - t.sum is distinct from k.accepted then 'amount_mismatch'
      when t.fee is not null then 'fee_mismatch'
      when t.listed > o.due then 'date_late' else 'matched' end as result,
    (select nullif(jsonb_agg(x.d), '[]') from (values
      (case when o.sum is distinct from t.sum and coalesce(o.rung, t.rung) <> 'netted' then jsonb_build_object('field', 'amount', 'ours', ${decimal('o.sum', 'coalesce(o.currency, t.currency)')}, 'theirs', ${decimal('t.sum', 'coalesce(o.currency, t.currency)')}) end),
      (case when o.none or o.open or t.declined then jsonb_build_object('field', 'status', 'ours', o.status, 'theirs', case when t.declined then 'declined' else 'completed' end) end),
      (case when t.fee is not null then jsonb_build_object('field', 'fee', 'ours', ${decimal('t.fee_due', 't.currency')}, 'theirs', ${decimal('t.fee', 't.currency')}) end),
      (case when t.listed > o.due then jsonb_build_object('field', 'day', 'ours', o.due::text, 'theirs', t.listed::text) end)) x (d)
      where x.d is not null) as differences
  from ours o full join theirs t using (match) left join rc_decided k on k.match_id = match`;

const detail = (what: string): string => `jsonb_strip_nulls(jsonb_build_object(${what}))`;
const MATCH_DETAIL = `case when m.differences is not null then ${detail(`'differences', m.differences`)} end`;

/** Likely pairs that are both still free: nobody picks, a person may. */
export const FREE_LIKELY = [
  'create index on rc_likely (li)',
  `create temp table rc_suggest on commit drop as
    with free as (select k.li, k.ri, max(k.score) as score, (array_agg(k.why::text order by k.score desc, k.why::text))[1]::text[] as why from rc_likely k
        join rc_lf l on l.i = k.li join rc_rf r on r.i = k.ri
        where not exists (select from rc_apart a where a.li = k.li and a.ri = k.ri) group by 1, 2),
    ranked as (select f.*, l.id, r.ref, l.core or r.core as core,
        row_number() over (partition by f.li order by f.score desc, r.ref) as of_left, row_number() over (partition by f.ri order by f.score desc, l.id) as of_right
      from free f join rc_lf l on l.i = f.li join rc_rf r on r.i = f.ri)
    select * from ranked where of_left <= 5 or of_right <= 5`,
];
/** Lines left over that say again what another line says, that undo a payment of ours, and payments that were charged back. */
export const ABOUT_LINES = [
  `create temp table rc_again on commit drop as
    select r.i as ri, min(o.ref) as ref from rc_rf r join rc_right o on o.rrn = r.rrn and o.amount = r.amount and o.currency = r.currency
    where o.i <> r.i and o.state = 'completed' and o.kind = r.kind and abs(o.day - r.day) <= 3 and (o.tid = r.tid or o.tid is null or r.tid is null)
      and ((o.tid is null, o.day, o.ref) < (r.tid is null, r.day, r.ref) or exists (select from rc_pair p where p.ri = o.i)) group by 1`,
  `create temp table rc_undone on commit drop as
    select distinct r.i as ri from rc_rf r join rc_left l on l.rrn = r.rrn where r.kind = 'reversal' and l.class <> 'none'`,
  `create temp table rc_charged on commit drop as
    select r.i as ri, min(l.id::text) as payment from rc_right r join rc_left l on l.rrn = r.rrn where r.kind = 'chargeback' and l.amount > 0 group by 1`,
];
/** Where a certain rung found several. */
const CONTESTED_SCORE = 70;

/** The rows of everything that is no clean pair. $1 property, $2 relation. */
export const lines = (relation: PaymentRelation): readonly string[] => [
  `create temp table rc_line (like recon_line) on commit drop`,
  `insert into rc_line
    select $1::uuid, $2, 'gateway', l.id::text, l.hotel_day, l.kind, l.amount, l.currency, m.result, m.match, m.rung, case m.result when 'expected' then m.due end, ${MATCH_DETAIL}
    from rc_ml x join rc_left l on l.i = x.li join rc_match m using (match) where l.core`,
  `insert into rc_line
    select $1::uuid, $2, '${other(relation)}', r.ref, r.day, r.kind, r.amount, r.currency, m.result, m.match, m.rung, case m.result when 'expected' then m.due end, ${MATCH_DETAIL}
    from rc_mr x join rc_right r on r.i = x.ri join rc_match m using (match) where r.core`,
  `insert into rc_line
    select $1::uuid, $2, 'gateway', l.id::text, l.hotel_day, l.kind, l.amount, l.currency, v.result, case v.result when 'matched' then l.id end,
      case v.result when 'matched' then 'posting_reported' end, case v.result when 'expected' then d.due end,
      case v.result when 'ambiguous' then ${detail(`'candidates', s.n`)} end
    from rc_lf l cross join rc_context c join rc_due d on d.day = ${dayOf(relation)} and d.days = ${daysOf(relation)}
      left join (select li, count(*) as n from rc_suggest where score >= ${CONTESTED_SCORE} group by 1) s on s.li = l.i
      cross join lateral (select case ${relation === 'gateway_pms' ? `when l.posting_number is not null and l.class = 'moved' then 'matched'` : ''}
        when s.n > 0 then 'ambiguous' when l.class = 'open' or d.due >= c.as_of then 'expected' else '${relation === 'gateway_bank' ? 'missing_at_bank' : 'missing_in_pms'}' end as result) v
    where l.core and ${dayOf(relation)} >= ${relation === 'gateway_bank' ? 'c.bank_from' : 'c.pms_from'}`,
  `insert into rc_line
    select $1::uuid, $2, '${other(relation)}', r.ref, r.day, r.kind, r.amount, r.currency, v.result, null, null, null,
      case v.result when 'ambiguous' then ${detail(`'candidates', s.n`)} when 'duplicate' then ${detail(`'of', k.ref`)}
        when 'status_conflict' then ${detail(`'differences', jsonb_build_array(jsonb_build_object('field', 'status', 'ours', 'approved', 'theirs', r.kind))`)} end
    from rc_rf r left join (select ri, count(*) as n from rc_suggest where score >= ${CONTESTED_SCORE} group by 1) s on s.ri = r.i
      left join rc_again k on k.ri = r.i left join rc_undone u on u.ri = r.i
      cross join lateral (select case when s.n > 0 then 'ambiguous' when k.ref is not null then 'duplicate'
        when u.ri is not null then 'status_conflict'
        else 'missing_at_gateway' end as result) v
    where r.core`,
  `insert into rc_line
    select $1::uuid, $2, '${other(relation)}', r.ref, r.day, r.kind, r.amount, r.currency, 'duplicate', null, null, null, ${detail(`'of', d.of_ref`)}
    from rc_repeat d join rc_right r on r.i = d.ri where r.core`,
  `insert into rc_line
    select $1::uuid, $2, '${other(relation)}', r.ref, r.day, r.kind, r.amount, r.currency, 'chargeback', null, null, null,
      ${detail(`'payment', k.payment`)}
    from rc_right r left join rc_charged k on k.ri = r.i where r.kind = 'chargeback' and r.state = 'completed' and r.core and not exists (select from rc_mr m where m.ri = r.i)`,
];

/** Where no pair is known yet. */
export const NO_PAIRS = 'create temp table rc_new_pair (like recon_pair) on commit drop';
/** Pairs that agree in everything. */
export const PAIRS = `
  insert into rc_new_pair (property_id, relation, gateway_id, other_ref, rung, kind, gateway_day, other_day, amount_minor, currency)
  select $1::uuid, $2::text, p.id, p.ref, 'reference', p.kind, p.hotel_day, p.other_day, p.amount, p.currency from rc_pair p where p.core`;
