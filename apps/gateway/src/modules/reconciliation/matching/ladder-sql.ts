import type { ReconRelation, ReconRung } from '@payport/domain';

/** The relations in which payments are held against lines. */
export type PaymentRelation = Exclude<ReconRelation, 'bank_statement'>;

const sameOrUnknown = (one: string, other: string): string => `(${one} = ${other} or ${one} is null or ${other} is null)`;
export const SAME_TERMINAL = sameOrUnknown('l.tid', 'r.tid');
/** Nothing that both sides know may differ. */
const NOTHING_AGAINST = `${sameOrUnknown('l.rrn', 'r.rrn')} and ${sameOrUnknown('l.auth', 'r.auth')} and ${sameOrUnknown('l.last4', 'r.last4')} and ${SAME_TERMINAL}`;

/** The day by which a payment is compared: the bank's for the bank, the hotel's for the hotel's own books. */
export const dayOf = (relation: PaymentRelation): string => (relation === 'gateway_bank' ? 'l.day' : 'l.hotel_day');
/** A reference comes again after a while: a line belongs to a payment of the month before it, and no other. */
export const REFERENCE_DAYS = (relation: PaymentRelation): string => `r.day between ${dayOf(relation)} - 1 and ${dayOf(relation)} + 31`;
/** The bank's day is the payment's or the next one, since it ends by another clock. A hotel's own books may also be a day behind. */
const NEAR_DAYS = (relation: PaymentRelation): readonly number[] => (relation === 'gateway_bank' ? [0, 1] : [-1, 0, 1]);

const CANDIDATE = `l.i as li, r.i as ri, l.id, r.ref, l.hotel_day, r.day as other_day, l.kind, l.amount, l.currency, l.class, l.day, l.registry_days,
  r.listed_on, r.fee, r.acquirer, r.product, r.method, l.core or r.core as core, l.tid = r.tid as same_tid`;
const FIRST = `l.class <> 'none' and r.state = 'completed' and r.kind <> 'chargeback'`;

/** ① terminal, reference, amount and direction: the one big join. */
export const byReference = (relation: PaymentRelation): string => `
  create temp table rc_pair on commit drop as
  select ${CANDIDATE} from rc_left l join rc_right r on r.rrn = l.rrn and r.amount = l.amount and r.currency = l.currency
  where ${FIRST} and ${SAME_TERMINAL} and ${REFERENCE_DAYS(relation)}`;

/** What a posting names: the payment itself, the hotel system's number of the payment, or the posting that it reported. */
export const BY_NAME = `
  create temp table rc_named on commit drop as
  select l.i as li, r.i as ri from rc_left l join rc_right r on r.payment_ref = l.id::text where ${FIRST}
  union select l.i, r.i from rc_left l join rc_right r on r.payment_ref = l.pms_number where ${FIRST} and sign(l.amount) = sign(r.amount)
  union select l.i, r.i from rc_left l join rc_right r on r.posting_ref = l.posting_number where ${FIRST}`;

/** Of pairs that share a side: the same operation told twice counts once, then the nearest decides, then nobody. */
export const CONTESTED = [
  `create temp table rc_contested on commit drop as
    select p.* from rc_pair p where p.li in (select li from rc_pair group by li having count(*) > 1)
      or p.ri in (select ri from rc_pair group by ri having count(*) > 1)`,
  'delete from rc_pair p using rc_contested c where c.li = p.li and c.ri = p.ri',
  `insert into rc_repeat (ri, of_ref)
    select distinct on (b.i) b.i, a.ref from rc_contested x join rc_contested y on y.li = x.li and y.ri <> x.ri
      join rc_right a on a.i = x.ri join rc_right b on b.i = y.ri
    where abs(a.day - b.day) <= 3 and ${sameOrUnknown('a.tid', 'b.tid')} and ${sameOrUnknown('a.auth', 'b.auth')}
      and (a.tid is null, a.day, a.ref) < (b.tid is null, b.day, b.ref)
    order by b.i, a.tid is null, a.day, a.ref`,
  'delete from rc_contested c using rc_repeat d where d.ri = c.ri',
  takeSingles('true'),
  'delete from rc_contested c using rc_pair p where p.li = c.li or p.ri = c.ri',
  takeSingles('c.same_tid and c.other_day between c.day and c.day + 1'),
  `insert into rc_likely (li, ri, score, why) select li, ri, 95, '{rrn,amount}' from rc_contested`,
];

function takeSingles(which: string): string {
  return `with near as (select c.* from rc_contested c where ${which})
    insert into rc_pair select n.* from near n
    where (select count(*) from near x where x.li = n.li) = 1 and (select count(*) from near x where x.ri = n.ri) = 1`;
}

/** What is left over. */
export const LEFT_OVER = [
  `create temp table rc_lf on commit drop as select l.* from rc_left l
    where l.class <> 'none' and not exists (select from rc_pair p where p.li = l.i) and not exists (select from rc_ml m where m.li = l.i)`,
  `create temp table rc_rf on commit drop as select r.* from rc_right r
    where r.state = 'completed' and r.kind <> 'chargeback' and not exists (select from rc_pair p where p.ri = r.i)
      and not exists (select from rc_mr m where m.ri = r.i) and not exists (select from rc_repeat d where d.ri = r.i)`,
];

export const TAKE_OUT = ['delete from rc_lf l using rc_ml m where m.li = l.i', 'delete from rc_rf r using rc_mr m where m.ri = r.i'];

/**
 * Several of one side under one reference: of ours, refunds of one payment; of the bank's, parts of one operation. A bank tells
 * several refunds of a payment as one line under the number of the payment, or of one of them.
 */
export const byGroup = (relation: PaymentRelation): readonly string[] => [
  `create temp table rc_family on commit drop as
    select rrn, currency, min(root) as root from rc_lf where amount < 0 and root is not null and rrn is not null group by 1, 2 having min(root) = max(root)`,
  `create temp table rc_of_family on commit drop as
    select r.i, coalesce(f.root, r.rrn) as family, r.currency, sign(r.amount) as way, r.amount, r.day
    from rc_rf r left join rc_family f on f.rrn = r.rrn and f.currency = r.currency and r.amount < 0 where r.rrn is not null`,
  `create temp table rc_group on commit drop as
    with ours as (select case when amount < 0 then coalesce(root, rrn) else rrn end as family, currency, sign(amount) as way, sum(amount) as sum, count(*) as n,
        min(${dayOf(relation).slice(2)}) as first, max(${dayOf(relation).slice(2)}) as last, min(id::text)::uuid as match
      from rc_lf group by 1, 2, 3),
    theirs as (select family, currency, way, sum(amount) as sum, count(*) as n, min(day) as first from rc_of_family group by 1, 2, 3)
    select o.family, o.currency, o.way, o.match, case when o.n = 1 and t.n = 1 then 'reference' else 'reference_group' end as rung
    from ours o join theirs t using (family, currency, way) where o.sum = t.sum and t.first between o.first - 1 and o.last + 31`,
  `delete from rc_group g using rc_apart a, rc_of_family r where r.i = a.ri and r.family = g.family and r.currency = g.currency and r.way = g.way`,
  `insert into rc_ml (li, match, rung) select l.i, g.match, g.rung from rc_group g join rc_lf l
    on l.currency = g.currency and sign(l.amount) = g.way and case when l.amount < 0 then coalesce(l.root, l.rrn) else l.rrn end = g.family`,
  `insert into rc_mr (ri, match, rung) select r.i, g.match, g.rung from rc_group g join rc_of_family r
    on r.currency = g.currency and r.way = g.way and r.family = g.family`,
  ...TAKE_OUT,
];

export interface Rung {
  readonly rung: ReconRung;
  /** Columns li, ri and id, which is the payment's. */
  readonly candidates: string;
  readonly score: number;
  readonly why: string;
}

/** Days are keys of the join: of a hotel with one price for all, a day's lines meet a day's payments and no others. */
const nearDay = (relation: PaymentRelation): string => `${dayOf(relation)} + n.off = r.day`;
const offsets = (days: readonly number[]): string => `cross join (values ${days.map((day) => `(${day})`).join(', ')}) n (off)`;

/** The rungs below, in their order. */
export const RUNGS = (relation: PaymentRelation): readonly Rung[] => [
  {
    rung: 'reference_amount',
    candidates: `select l.i as li, r.i as ri, l.id from rc_lf l join rc_rf r on r.rrn = l.rrn and r.currency = l.currency and sign(r.amount) = sign(l.amount)
      where ${SAME_TERMINAL} and ${REFERENCE_DAYS(relation)}`,
    score: 80,
    why: '{rrn}',
  },
  {
    rung: 'authorization',
    candidates: `select l.i as li, r.i as ri, l.id from rc_lf l ${offsets(NEAR_DAYS(relation))}
      join rc_rf r on r.auth = l.auth and r.last4 = l.last4 and r.amount = l.amount and r.currency = l.currency and ${nearDay(relation)}
      where ${NOTHING_AGAINST}`,
    score: 85,
    why: '{auth_code,card,amount}',
  },
  relation === 'gateway_bank'
    ? {
        rung: 'time',
        candidates: `select l.i as li, r.i as ri, l.id from rc_lf l ${offsets([-1, 0, 1])}
          join rc_rf r on r.tid = l.tid and r.amount = l.amount and r.currency = l.currency and ${nearDay(relation)} where ${NOTHING_AGAINST} and ${TIME}`,
        score: 70,
        why: '{terminal,amount,time}',
      }
    : {
        rung: 'folio',
        candidates: `select l.i as li, r.i as ri, l.id from rc_lf l ${offsets([-1, 0, 1])}
          join rc_rf r on r.folio = l.folio and r.amount = l.amount and r.currency = l.currency and ${nearDay(relation)} where ${NOTHING_AGAINST}`,
        score: 70,
        why: '{folio,amount}',
      },
];

/** Within the window of the two clocks. A line without a time is near to nothing: terminal, amount and day are a likely pair, no more. */
const TIME = `r.at between l.at - make_interval(mins => l.window_minutes) and l.at + make_interval(mins => l.window_minutes)`;

/** Several refunds of a terminal's day in one line that names none of them. */
export const BY_DAY = [
  `create temp table rc_day_group on commit drop as
    with ours as (select tid, day, currency, sum(amount) as sum, min(id::text)::uuid as match from rc_lf
        where amount < 0 and class = 'moved' and tid is not null group by 1, 2, 3 having count(*) > 1),
    theirs as (select tid, day, currency, min(i) as ri, sum(amount) as sum from rc_rf where amount < 0 and rrn is null and auth is null and tid is not null
      group by 1, 2, 3 having count(*) = 1)
    select * from ours join theirs using (tid, day, currency, sum)`,
  `insert into rc_ml (li, match, rung) select l.i, g.match, 'day_group' from rc_day_group g join rc_lf l using (tid, day, currency) where l.amount < 0 and l.class = 'moved'`,
  `insert into rc_mr (ri, match, rung) select ri, match, 'day_group' from rc_day_group`,
  ...TAKE_OUT,
];

/**
 * A sale and what took it back on the same day: acquirers list neither of their day, and nobody posts either of the hotel's. A posting
 * that was reported has been made: then its counterpart is looked for.
 */
export const nettedPayments = (relation: PaymentRelation): readonly string[] => [
  `create temp table rc_netted on commit drop as
    select s.id from rc_lf s join rc_lf v on v.original = s.id and ${relation === 'gateway_bank' ? 'v.day = s.day' : 'v.hotel_day = s.hotel_day'} and v.currency = s.currency
    where s.class = 'moved' and v.class = 'moved' and s.amount > 0 and v.amount < 0
    group by s.id, s.amount having sum(v.amount) = -s.amount${relation === 'gateway_pms' ? ' and count(s.posting_number) = 0 and count(v.posting_number) = 0' : ''}`,
  `insert into rc_ml (li, match, rung) select l.i, n.id, 'netted' from rc_netted n join rc_lf l on l.id = n.id or (l.original = n.id and l.amount < 0)`,
  ...TAKE_OUT,
];

/** An operation and its reversal at the bank, about which we know nothing: no money moved. */
export const NETTED_LINES = [
  `create temp table rc_netted_line on commit drop as
    select rrn, coalesce(tid, '') as tid, currency, md5(min(ref))::uuid as match from rc_rf
    where rrn is not null group by 1, 2, 3 having sum(amount) = 0 and count(*) = 2 and bool_or(kind = 'reversal')`,
  `insert into rc_mr (ri, match, rung) select r.i, n.match, 'netted' from rc_netted_line n join rc_rf r
    on r.rrn = n.rrn and coalesce(r.tid, '') = n.tid and r.currency = n.currency`,
  ...TAKE_OUT,
];

/** What the bank says was paid and we say was not, and the other way round. */
export const STATUS_RUNGS: readonly Rung[] = [
  {
    rung: 'status_reference',
    candidates: `select l.i as li, r.i as ri, l.id from rc_left l join rc_rf r on r.rrn = l.rrn and r.currency = l.currency and r.amount = l.amount
      where l.class = 'none' and ${SAME_TERMINAL} and ${REFERENCE_DAYS('gateway_bank')}
      union all
      select l.i, r.i, l.id from rc_lf l join rc_right r on r.rrn = l.rrn and r.currency = l.currency and r.amount = l.amount
      where l.class = 'moved' and r.state = 'declined' and ${SAME_TERMINAL} and ${REFERENCE_DAYS('gateway_bank')}`,
    score: 80,
    why: '{rrn,amount}',
  },
  {
    rung: 'status_authorization',
    candidates: `select l.i as li, r.i as ri, l.id from rc_rf r ${offsets([0, 1])}
      join rc_left l on l.auth = r.auth and l.last4 = r.last4 and l.amount = r.amount and l.currency = r.currency and ${nearDay('gateway_bank')}
      where l.class = 'none' and ${NOTHING_AGAINST}`,
    score: 70,
    why: '{auth_code,card,amount}',
  },
  {
    rung: 'status_time',
    candidates: `select l.i as li, r.i as ri, l.id from rc_rf r ${offsets([-1, 0, 1])}
      join rc_left l on l.tid = r.tid and l.amount = r.amount and l.currency = r.currency and ${nearDay('gateway_bank')}
      where l.class = 'none' and l.sent and r.at is not null and ${NOTHING_AGAINST} and ${TIME}`,
    score: 50,
    why: '{terminal,amount,time}',
  },
];

/** Pairs that two people would also look at: near in amount, place and day. */
export const SUGGEST = (relation: PaymentRelation): string => `
  insert into rc_likely (li, ri, score, why)
  select l.i, r.i, case when l.tid = r.tid then 50 else 30 end, case when l.tid = r.tid then '{terminal,amount,day}'::text[] else '{amount,day}' end
  from rc_lf l ${offsets([-3, -2, -1, 0, 1, 2, 3])} join rc_rf r on r.amount = l.amount and r.currency = l.currency and ${nearDay(relation)}
  where ${NOTHING_AGAINST}
  union all
  select l.i, r.i, 40, '{terminal,time}' from rc_lf l ${offsets([-1, 0, 1])} join rc_rf r on r.tid = l.tid and r.currency = l.currency and ${nearDay(relation)}
  where l.amount <> r.amount and sign(l.amount) = sign(r.amount) and ${NOTHING_AGAINST} and r.at is not null and ${TIME}`;
