import { MERGED_KIND } from './line-load.ts';
import { decimal, NO_PAIRS } from './results-sql.ts';

/** A credit comes at most so long after what it pays, days: over New Year the account's three working days are as many. */
const LONGEST_DAYS = 16;
/** One that names its registry may be later: no other registry has that name, as no other payment of a month has a reference. */
const NAMED_DAYS = 31;
/** Days of one credit: after a weekend, or a long one, several are paid together. */
const MOST_DAYS = 4;

/** Money that the bank took back for a day on which more went back than came: it names its registry, as a credit does. */
const TAKEN_BACK = `l.direction = 'debit' and l.acquiring ->> 'mid' is not null and l.acquiring ->> 'registryOn' is not null`;

/** The credits that an entry may be the fee of. Each condition stands for its own, so that no credit meets every entry of its account. */
const feeOf = (which: string): string => `
  select x.i as ci, e.ref as fee, e.amount from rc_credit x join rc_fee e on e.account = x.account and e.currency = x.currency and ${which}
    where x.amount > 0 and coalesce(e.mid, x.mid) is not distinct from x.mid`;

/**
 * What the bank took for acquiring in entries of their own, as a bank's order does, and of which credits each may be the fee: of that
 * day, or of the registry that both name. Such a credit is gross. Only days of credits are read, and the text of an entry last. $1 property.
 */
const FEES_APART = [
  'analyze rc_credit',
  `create temp table rc_fee on commit drop as
    select l.identity as ref, min(l.account) as account, min(l.currency) as currency, min(l.amount_minor) as amount, min(l.booked_on) as day,
      max(l.acquiring ->> 'mid') as mid, max(l.acquiring ->> 'registryOn')::date as registry_on
    from statement_entry l join bank_file f on f.id = l.file_id and f.state = 'taken'
    where l.property_id = $1 and l.direction = 'debit' and (l.acquiring is not null
      or (l.account, l.currency, l.booked_on) in (select account, currency, day from rc_credit where amount > 0) and l.purpose ~* 'комисси') group by 1`,
  'analyze rc_fee',
  `create temp table rc_fee_for on commit drop as ${feeOf('e.registry_on is null and e.day = x.day')}
    union all ${feeOf(`e.registry_on = x.registry_on and e.day between x.day and x.day + ${LONGEST_DAYS}`)}`,
  'create index on rc_fee_for (ci)',
  'create index on rc_fee_for (fee)',
  'analyze rc_fee_for',
];

/** $1 property. */
export const STATEMENT_LOAD = [
  `create temp table rc_credit on commit drop as
    select row_number() over ()::integer as i, x.* from (
      select l.identity as ref, min(l.account) as account, min(case l.direction when 'debit' then -l.amount_minor else l.amount_minor end) as amount, min(l.currency) as currency, min(l.booked_on) as day, max(l.acquiring ->> 'mid') as mid,
        max(l.acquiring ->> 'registryOn')::date as registry_on, max((l.acquiring ->> 'feeMinor')::bigint) as fee
      from statement_entry l join bank_file f on f.id = l.file_id and f.state = 'taken'
      where l.property_id = $1 and l.acquiring is not null and (l.direction = 'credit' or ${TAKEN_BACK}) group by 1) x`,
  ...FEES_APART,
  'create temp table rc_fee_claim (ci integer primary key, amount bigint not null) on commit drop',
  // A terminal that is not registered, such as a replacement, is the merchant's whom all others of the file belong to.
  `create temp table rc_merchant on commit drop as
    select k.file_id, min(k.mid) as mid from (
      select l.file_id, coalesce(l.mid, (select min(t.mid) from terminal t where t.property_id = $1 and t.tid = l.tid)) as mid
      from (select distinct l.file_id, l.mid, l.tid from registry_line l join bank_file f on f.id = l.file_id and f.state = 'taken' where l.property_id = $1) l) k
    where k.mid is not null group by 1 having min(k.mid) = max(k.mid)`,
  // What the bank tells again it pays once.
  `create temp table rc_told_again on commit drop as
    select l.ref collate "default" as ref from recon_line l where l.property_id = $1 and l.relation = 'gateway_bank' and l.side = 'bank' and l.result = 'duplicate'`,
  `create temp table rc_paid on commit drop as
    select row_number() over ()::integer as i, x.ref, x.line_kind as kind, x.currency, x.day, x.registry_on, x.posted_on, x.settled_on, x.files,
      coalesce(x.mid, (select min(t.mid) from terminal t where t.property_id = $1 and t.tid = x.tid), x.file_mid) as mid,
      case when x.line_kind in ('purchase', 'sbp_purchase', 'completion', 'representment') then x.gross else -x.gross end as gross, x.net, x.fee,
      coalesce((select t.statement_days from rc_term t where t.tid = x.tid), (select statement_days from rc_context)) as statement_days
    from (select l.identity as ref, ${MERGED_KIND} as line_kind, min(l.currency) as currency, min(l.operated_on) as day, min(l.registry_on) as registry_on,
        min(l.posted_on) as posted_on, min(l.settled_on) as settled_on, max(l.mid) as mid, max(l.tid) as tid, min(m.mid) as file_mid, min(l.gross_minor) as gross, array_agg(l.file_id) as files,
        max(l.net_minor) as net, max(l.fee_minor) as fee
      from registry_line l join bank_file f on f.id = l.file_id and f.state = 'taken' left join rc_merchant m on m.file_id = l.file_id cross join rc_context c
      where l.property_id = $1 and l.state = 'completed' and l.kind <> 'preauth' and l.gross_minor > 0 and l.operated_on >= c.statement_from - ${NAMED_DAYS}
        and not exists (select from rc_told_again a where a.ref = l.identity) group by 1) x`,
  `update rc_paid set net = gross - case when kind = 'fee' then 0 else coalesce(fee, 0) end where net is null`,
  'create temp table rc_credited (ri integer primary key, ci integer not null, rung text not null) on commit drop',
  'create temp table rc_put (ci integer primary key, match uuid not null) on commit drop',
];

/**
 * Of credits of the gross sum under `set`, those that have an entry to be their fee. An entry is the fee of one credit: of so many that
 * share entries of a sum, none is paid where there are fewer of these, since nobody can say whose they are.
 */
const feesOf = (set: string): string => `
  wanting as (select y.i, g.fee from (select i, needs from ${set} where needs is not null union all select ci, amount from rc_fee_claim) y
    join rc_fee_for g on g.ci = y.i and g.amount = y.needs),
  paid_apart as (select x.i from wanting x join wanting y on y.fee = x.fee group by 1 having count(distinct x.fee) >= count(distinct y.i))`;

/** What people put together, and pairs that they keep apart. A match of which a line is gone binds nothing until it is back. $1 property. */
export const STATEMENT_DECISIONS = [
  `create temp table rc_settled on commit drop as
    select m.match_id, sum(case m.side when 'statement' then m.amount_minor else -m.amount_minor end) as accepted
    from recon_match_member m left join rc_credit c on m.side = 'statement' and c.ref = m.ref left join rc_paid r on m.side = 'bank' and r.ref = m.ref
    where m.property_id = $1 and m.relation = 'bank_statement' and m.live and m.verdict = 'together' group by 1 having bool_and(coalesce(c.i, r.i) is not null)`,
  `insert into rc_put select c.i, m.match_id from recon_match_member m join rc_settled using (match_id) join rc_credit c on c.ref = m.ref
    where m.property_id = $1 and m.relation = 'bank_statement' and m.live and m.verdict = 'together' and m.side = 'statement'`,
  // Of several credits the first stands for all: what they pay is summed by the match.
  `insert into rc_credited select r.i, (select min(p.ci) from rc_put p where p.match = m.match_id), 'person' from recon_match_member m
      join rc_settled using (match_id) join rc_paid r on r.ref = m.ref
    where m.property_id = $1 and m.relation = 'bank_statement' and m.live and m.verdict = 'together' and m.side = 'bank'`,
  `with once as (select c.i, s.gross - s.net as needs from rc_credit c join (select x.ci, sum(r.net) as net, sum(r.gross) as gross
        from rc_credited x join rc_paid r on r.i = x.ri group by 1) s on s.ci = c.i where c.amount = s.gross and s.gross <> s.net),${feesOf('once')}
    insert into rc_fee_claim select x.i, x.needs from once x join paid_apart using (i)`,
  `create temp table rc_kept_apart on commit drop as
    select c.i as ci, r.i as ri from recon_match_member s join recon_match_member b on b.match_id = s.match_id and b.side = 'bank'
      join rc_credit c on c.ref = s.ref join rc_paid r on r.ref = b.ref
    where s.property_id = $1 and s.relation = 'bank_statement' and s.live and s.verdict = 'apart' and s.side = 'statement'`,
];

const FREE_LINES = `select p.* from rc_paid p where not exists (select from rc_credited x where x.ri = p.i)`;
/** One that a person has parted from lines is for a person, and stands in no other's way. */
const FREE_CREDITS = `select c.*, array(select f.amount from rc_fee_for f where f.ci = c.i) as apart from rc_credit c where not exists (select from rc_put x where x.ci = c.i)
  and not exists (select from rc_credited x where x.ci = c.i) and not exists (select from rc_kept_apart x where x.ci = c.i)`;
/** Net; or gross less the fee that its purpose names; or gross, where an entry of its own has taken the fees. */
const PAYS = '(c.amount = g.net or c.amount = g.gross - c.fee or (c.amount = g.gross and g.gross - g.net = any (c.apart)))';
/** The fee of which an entry has to be there. */
const NEEDS = 'case when c.amount = g.net or c.amount = g.gross - c.fee then null else g.gross - g.net end as needs';
/** Those of `once` that count, with the entries that they lay claim to. */
const SURE = `${feesOf('once')},
  sure as (select x.* from once x where x.needs is null or x.i in (select i from paid_apart)),
  claimed as (insert into rc_fee_claim select i, needs from sure where needs is not null)`;

/** Lines under one key are paid by one credit, where both are the only ones for each other. */
const pass = (rung: string, key: string, wanted: string, merchant: boolean, pays = PAYS): string => `
  with line as (${FREE_LINES}), credit as (${FREE_CREDITS}),
  grouped as (select ${merchant ? 'mid' : `''`} as mid, ${key} as key, currency, sum(net) as net, sum(gross) as gross from line
    where ${key} is not null ${merchant ? 'and mid is not null' : ''} group by 1, 2, 3),
  candidate as (select c.i, g.mid, g.key, g.currency, ${pays === PAYS ? NEEDS : 'null::bigint as needs'} from credit c join grouped g
      on g.currency = c.currency and g.key = ${wanted} and ${merchant ? 'g.mid = c.mid' : 'c.mid is null'} and g.key between c.day - ${NAMED_DAYS} and c.day + 1
    where ${pays}),
  counted as (select *, count(*) over (partition by i) as fits, count(*) over (partition by mid, key, currency) as rivals from candidate),
  once as (select * from counted where fits = 1 and rivals = 1),${SURE}
  insert into rc_credited select l.i, o.i, '${rung}' from sure o join line l on ${key.replace(/\b(day|registry_on|posted_on|settled_on)\b/g, 'l.$1')} = o.key
    and l.currency = o.currency ${merchant ? 'and l.mid = o.mid' : ''}`;

/** Days in a row that one credit pays. What lies between two days is spelled out, day by day: then both meet by it and not each with each. */
const row = (merchant: boolean): string => `
  with line as (${FREE_LINES}), credit as (${FREE_CREDITS}),
  daily as (select ${merchant ? 'mid' : `''`} as mid, day, currency, sum(net) as net, sum(gross) as gross from line ${merchant ? 'where mid is not null' : ''} group by 1, 2, 3),
  upto as (select *, sum(net) over (theirs) as net_upto, sum(gross) over (theirs) as gross_upto from daily window theirs as (partition by mid, currency order by day)),
  grouped as (select a.mid, a.currency, a.day as first, b.day as last, b.net_upto - a.net_upto + a.net as net, b.gross_upto - a.gross_upto + a.gross as gross
    from (select upto.*, day + more as last from upto cross join generate_series(0, ${MOST_DAYS - 1}) more offset 0) a
      join upto b on b.mid = a.mid and b.currency = a.currency and b.day = a.last),
  candidate as (select c.i, g.*, ${NEEDS} from (select credit.*, day - late as last from credit cross join generate_series(0, ${LONGEST_DAYS}) late offset 0) c
    join grouped g on g.last = c.last and g.currency = c.currency and ${merchant ? 'g.mid = c.mid' : 'c.mid is null'} where ${PAYS}),
  counted as (select *, count(*) over (partition by i) as fits, max(last) over (their rows between unbounded preceding and 1 preceding) as before, lead(first) over their as after
    from candidate window their as (partition by mid, currency order by first, i)),
  once as (select * from counted where fits = 1 and coalesce(before < first, true) and coalesce(after > last, true)),${SURE}
  insert into rc_credited select l.i, o.i, 'merchant_day'
    from (select sure.*, first + more as day from sure cross join generate_series(0, ${MOST_DAYS - 1}) more where first + more <= last offset 0) o
      join line l on l.day = o.day and l.currency = o.currency
    ${merchant ? 'and l.mid = o.mid' : ''}`;

/**
 * Of the lines under a key that a credit names, those that one file tells of: what another file adds to that day, another credit pays.
 * The same lines in two files are one set.
 */
const ofFile = (key: string): string => `
  with line as (${FREE_LINES}), credit as (${FREE_CREDITS}),
  told as (select distinct c.i as ci, file, p.i as ri, p.net, p.gross from credit c
      join line p on p.mid = c.mid and p.currency = c.currency and ${key} = c.registry_on and ${key} between c.day - ${NAMED_DAYS} and c.day + 1
      cross join unnest(p.files) file),
  summed as (select ci, file, array_agg(ri order by ri) as lines, sum(net) as net, sum(gross) as gross from told group by 1, 2),
  candidate as (select distinct c.i, g.lines, ${NEEDS} from credit c join summed g on g.ci = c.i where ${PAYS}),
  one as (select c.i, ri from candidate c cross join unnest(c.lines) ri),
  wanted_twice as (select i from one where ri in (select ri from one group by 1 having count(distinct i) > 1)),
  counted as (select *, count(*) over (partition by i) as fits from candidate),
  once as (select * from counted where fits = 1 and i not in (select i from wanted_twice)),${SURE}
  insert into rc_credited select unnest(o.lines), o.i, 'registry_named' from sure o`;

/** Of a right sum, the strongest first: the registry that the purpose names, the day that the registry promised, then sums of days. */
const exact = (merchant: boolean): readonly string[] => [
  pass('registry_named', 'registry_on', 'c.registry_on', merchant),
  pass('registry_named', 'day', 'c.registry_on', merchant),
  pass('registry_named', 'day + 1', 'c.registry_on', merchant),
  pass('registry_named', 'posted_on', 'c.registry_on', merchant),
  pass('settled_on', 'settled_on', 'c.day', merchant),
  row(merchant),
];
/**
 * Only when every credit of a right sum has its lines, one of another sum gets those that it names: that is a difference and no riddle.
 * What is left then may be just what a credit pays that names no merchant.
 */
const PASSES: readonly string[] = [
  ...exact(true),
  ...['p.registry_on', 'p.day', 'p.day + 1', 'p.posted_on'].map(ofFile),
  ...exact(false),
  pass('registry_named', 'registry_on', 'c.registry_on', true, 'c.amount >= 0'),
  pass('registry_named', 'day', 'c.registry_on', true, 'c.amount >= 0'),
  ...exact(false),
];

/** Sets of which the planner knows no sizes are hashed: it would take them for small, and meet them row by row. */
export const STATEMENT_PASSES = ['set local enable_nestloop = off', ...PASSES, 'set local enable_nestloop to default', 'analyze rc_credited'];

/** A debit that is no registry's sum is something else, such as a fee of its own. */
export const STATEMENT_FORGET = 'delete from rc_credit c where c.amount < 0 and not exists (select from rc_credited x where x.ci = c.i)';

/** $1 property. */
export const STATEMENT_LINES = [
  'create temp table rc_line (like recon_line) on commit drop',
  `create temp table rc_match_of on commit drop as select c.i as ci, coalesce(p.match, md5(c.ref)::uuid) as match from rc_credit c left join rc_put p on p.ci = c.i`,
  // A person has accepted the difference that the lines had then, and no other.
  `create temp table rc_credit_sum on commit drop as
    with theirs as (select m.match, sum(c.amount) as amount, sum(c.fee) as named_fee, max(f.amount) as claimed from rc_match_of m join rc_credit c on c.i = m.ci
        left join rc_fee_claim f on f.ci = m.ci group by 1),
    ours as (select m.match, min(x.rung) as rung, sum(r.net) as net, sum(r.gross) as gross, sum(r.fee) as fee, count(*) as n
      from rc_credited x join rc_match_of m on m.ci = x.ci join rc_paid r on r.i = x.ri group by 1)
    select o.*, t.amount, t.named_fee, case when t.amount = o.net or t.amount = o.gross - t.named_fee or (t.amount = o.gross and o.gross - o.net = t.claimed)
      or t.amount - o.net = k.accepted then 'matched' else 'amount_mismatch' end as result
    from ours o join theirs t using (match) left join rc_settled k on k.match_id = o.match`,
  `insert into rc_line
    select $1::uuid, 'bank_statement', 'statement', c.ref, c.day, 'credit', c.amount, c.currency, coalesce(s.result, 'missing_in_registry'), s.match, s.rung, null,
      case when s.result = 'amount_mismatch' then jsonb_build_object('differences', jsonb_build_array(
          jsonb_build_object('field', 'amount', 'ours', ${decimal('s.net', 'c.currency')}, 'theirs', ${decimal('s.amount', 'c.currency')})))
        when s.result is not null then jsonb_build_object('lines', s.n, 'grossMinor', s.gross::text, 'feeMinor', coalesce(s.named_fee, s.fee)::text) end
    from rc_credit c join rc_match_of m on m.ci = c.i left join rc_credit_sum s on s.match = m.match`,
  `create temp table rc_paid_due on commit drop as
    select d.day, d.statement_days, recon_due(c.property_id, d.day, d.statement_days) as due
    from (select distinct day, statement_days from rc_paid where settled_on is null) d cross join rc_context c`,
  `insert into rc_line
    select $1::uuid, 'bank_statement', 'bank', r.ref, r.day, r.kind, r.net, r.currency,
      case when s.result is not null then s.result when d.due >= c.as_of then 'expected' else 'missing_in_statement' end, s.match, s.rung,
      case when s.result is null and d.due >= c.as_of then d.due end, null
    from rc_paid r cross join rc_context c left join rc_paid_due p on p.day = r.day and p.statement_days = r.statement_days
      cross join lateral (select coalesce(greatest(r.settled_on, case when r.settled_on is not null then r.day end), p.due) as due) d
      left join rc_credited x on x.ri = r.i left join rc_match_of m on m.ci = x.ci left join rc_credit_sum s on s.match = m.match
    where r.day >= c.statement_from or x.ri is not null`,
  NO_PAIRS,
];
