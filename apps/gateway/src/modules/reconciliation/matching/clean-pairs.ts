import type { PoolClient } from 'pg';
import { REFERENCE_DAYS, SAME_TERMINAL } from './ladder-sql.ts';
import { BANK_ROWS } from './line-load.ts';
import { PAYMENT_ROWS } from './payment-load.ts';
import { ANY_FEES } from './results-sql.ts';

/**
 * The last day on which a line is in time, for every day and term that a pair may have; a pair of another is left over. $1 property,
 * $2 the first day. A term may be a working day longer, after the cut-off.
 */
const DUE = `
  with term as (select distinct n + more as days from (select registry_days from rc_context union select registry_days from rc_term) r (n)
      cross join (values (0), (1)) m (more) where n is not null),
    last as (select l.operated_on as day from registry_line l where l.property_id = $1 order by l.operated_on desc limit 1),
    due as (select d.day::date, t.days, recon_due($1, d.day::date, t.days) as due
      from last cross join generate_series($2::date - 3, last.day + 1, interval '1 day') d (day) cross join term t)
  select array_agg(day)::text as day, array_agg(days)::text as days, array_agg(due)::text as due,
    (select fee_tolerance::text from rc_context) as fee_tolerance, (select array_agg(tid)::text from rc_term) as tids,
    (select array_agg(fee_tolerance_minor)::text from rc_term) as fee_tolerances from due`;
const TARIFFS = `
  select array_agg(acquirer)::text as acquirer, array_agg(product)::text as product, array_agg(method)::text as method, array_agg(day)::text as day,
    array_agg(rate_millionths)::text as rate, array_agg(fixed_minor)::text as fixed, array_agg(min_minor)::text as least, array_agg(max_minor)::text as most,
    array_agg(refunds_fee)::text as back, array_agg(distinct acquirer)::text as acquirers, array_agg(distinct product)::text as products from (${ANY_FEES}) t`;
const TARIFF_VALUES = ['acquirer', 'product', 'method', 'day', 'rate', 'fixed', 'least', 'most', 'back'] as const;
interface Due {
  readonly day: string | null;
  readonly days: string | null;
  readonly due: string | null;
  readonly fee_tolerance: string;
  /** Of terminals whose acquirer has a rule of its own. */
  readonly tids: string | null;
  readonly fee_tolerances: string | null;
}
type Tariffs = Readonly<Record<(typeof TARIFF_VALUES)[number] | 'acquirers' | 'products', string | null>>;
/** What a line has, or '' where no tariff names it. */
const named = (value: string, names: string): string => `case when ${value} = any (${names}::text[]) then ${value} else '' end`;

/** Whom a working set is gathered for: here, all that is no clean pair. */
const TOUCHED = [
  'create temp table rc_touched_left (id uuid primary key, core boolean not null) on commit drop',
  'create temp table rc_touched_right (ref text primary key, core boolean not null) on commit drop',
];

/** Nothing says that the two are anything but the same operation, in time and at the contract's price. */
const CLEAN = `l.class = 'moved' and r.state = 'completed' and r.kind <> 'chargeback' and ${SAME_TERMINAL} and ${REFERENCE_DAYS('gateway_bank')}
  and (r.listed_on is null or r.listed_on <= d.due)
  and (r.fee is null or t.rate is null
    or abs(r.fee - recon_fee(abs(r.amount), r.amount < 0, t.rate, t.fixed, t.least, t.most, t.back)) <= coalesce(m.fee_tolerance, $18::bigint))`;

/**
 * Every payment and every line once, together where number, amount and direction agree. What has no number has one that nothing
 * else has, since a join meets all that have none with each other. Tables of this session are not read, so that several
 * processes can do it at once; days and tariffs come as values.
 */
const BOOK = `
  create temp table rc_new_pair on commit drop as
  select $1::uuid as property_id, 'gateway_bank'::text as relation, l.id as gateway_id, r.ref as other_ref, 'reference'::text as rung, l.kind,
    l.hotel_day as gateway_day, r.day as other_day, l.amount as amount_minor, l.currency, hashtext(coalesce(l.number, r.number)) as number, (${CLEAN}) as clean
  from (select x.*, coalesce(x.rrn, x.id::text) as number from (${PAYMENT_ROWS}) x) l
    full join (select x.*, coalesce(x.rrn, '?' || x.ref) as number from (${BANK_ROWS}) x) r
      on r.number = l.number and r.amount = l.amount and r.currency = l.currency
    left join unnest($6::date[], $7::integer[], $8::date[]) d (day, days, due) on d.day = l.day and d.days = l.registry_days
    left join unnest($9::text[], $10::text[], $11::text[], $12::date[], $13::integer[], $14::bigint[], $15::bigint[], $16::bigint[], $17::boolean[])
      t (acquirer, product, method, day, rate, fixed, least, most, back)
      on t.acquirer = ${named('r.acquirer', '$21')} and t.product = ${named('r.product', '$22')} and t.method = r.method and t.day = r.day
    left join unnest($19::text[], $20::bigint[]) m (tid, fee_tolerance) on m.tid = r.tid`;

/** Two sets of this size meet by hash, and what several processes find is handed over by memory. */
export const AT_ONCE = ['set local enable_mergejoin = off', 'set local parallel_tuple_cost = 0.01', 'set local parallel_setup_cost = 100'];
const AS_BEFORE = AT_ONCE.map((text) => text.replace(/ = .*/, ' to default'));

/**
 * Where a number stands more than once, on whichever side, all that carry it are left over: so whatever the rungs do with these,
 * no clean pair has to do with it. Numbers are compared by their hash; two that share one are left over, and lose nothing.
 */
const TWICE = 'create temp table rc_twice on commit drop as select number from rc_new_pair group by 1 having count(*) > 1';
const DECIDED = `or p.gateway_id in (select m.ref::uuid from recon_match_member m where m.property_id = $1 and m.relation = 'gateway_bank' and m.live and m.side = 'gateway')
  or p.other_ref in (select m.ref from recon_match_member m where m.property_id = $1 and m.relation = 'gateway_bank' and m.live and m.side <> 'gateway')`;
const REPEATED = 'or p.other_ref in (select ref from rc_repeated)';
const leaveOver = (decided: boolean, repeated: boolean): string => `
  with gone as (delete from rc_new_pair p where $1::uuid is not null and (p.clean is not true or p.number in (select number from rc_twice)
      ${decided ? DECIDED : ''} ${repeated ? REPEATED : ''}) returning p.gateway_id, p.other_ref),
    payments as (insert into rc_touched_left select distinct gateway_id, true from gone where gateway_id is not null)
  insert into rc_touched_right select distinct other_ref, true from gone where other_ref is not null`;

export interface Book {
  readonly propertyId: string;
  readonly asOf: string;
  readonly begins: { readonly bank: string; readonly pms: string | null; readonly statement: string | null };
  /** People have decided about lines of this relation. */
  readonly decided: boolean;
  /** `rc_repeated` names lines that stand in more than one file. */
  readonly repeated: boolean;
  /** The hotel has tariffs. */
  readonly tariffs: boolean;
}

/**
 * Clean pairs of a whole hotel, straight from where payments and lines stand: most of all that there is, so that only the rest
 * is loaded for the ladder, which would pair them as well. They are in `rc_new_pair`, the rest is named by `rc_touched_left` and
 * `rc_touched_right`. Reads `rc_context` and `rc_term`.
 * @returns how many payments and lines they are
 */
export async function pairCleanly(db: PoolClient, { propertyId, asOf, begins, decided, repeated, tariffs }: Book): Promise<number> {
  for (const text of TOUCHED) await db.query(text);
  const due = (await db.query<Due>(DUE, [propertyId, begins.bank])).rows[0];
  const prices = tariffs ? (await db.query<Tariffs>(TARIFFS, [propertyId, begins.bank])).rows[0] : undefined;
  const values = [due?.day, due?.days, due?.due, ...TARIFF_VALUES.map((name) => prices?.[name])].map((value) => value ?? '{}');
  await db.query(BOOK, [
    propertyId,
    asOf,
    begins.bank,
    begins.pms,
    begins.statement,
    ...values,
    due?.fee_tolerance ?? '0',
    due?.tids ?? '{}',
    due?.fee_tolerances ?? '{}',
    prices?.acquirers ?? '{}',
    prices?.products ?? '{}',
  ]);
  for (const text of [...AS_BEFORE, TWICE, 'analyze rc_twice']) await db.query(text);
  await db.query(leaveOver(decided, repeated), [propertyId]);
  for (const table of ['rc_touched_left', 'rc_touched_right']) await db.query(`analyze ${table}`);
  const { rows } = await db.query<{ pairs: number }>('select count(*)::integer as pairs from rc_new_pair');
  return 2 * (rows[0]?.pairs ?? 0);
}
