import type { PaymentSort } from '@payport/contracts';
import {
  ENDED_WITHOUT_MONEY,
  PAYMENT_KINDS,
  PAYMENT_STATUSES,
  outcomeOf,
  type DeclineCode,
  type PaymentId,
  type PaymentKind,
  type PaymentOutcome,
  type PaymentStatus,
  type PropertyId,
} from '@payport/domain';
import { createHash } from 'node:crypto';
import { firstIdAt, ID_MARGIN_MS } from './first-id.ts';
import { mainTerm } from './search/main-term.ts';
import { dateCondition, termCondition, waysOf, type Bind, type Way } from './search/search-sql.ts';
import type { SearchQuery } from './search/search-terms.ts';

export interface PaymentListFilter {
  /** Never empty: what the person may see. */
  readonly propertyIds: readonly PropertyId[];
  readonly statuses?: readonly PaymentStatus[] | undefined;
  readonly outcomes?: readonly PaymentOutcome[] | undefined;
  readonly kinds?: readonly PaymentKind[] | undefined;
  /** Money that went back to guests alone. */
  readonly returned?: boolean | undefined;
  readonly terminalIds?: readonly string[] | undefined;
  readonly reasons?: readonly DeclineCode[] | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** With terminals by their ids. */
  readonly search?: SearchQuery | null | undefined;
  readonly sort?: PaymentSort | undefined;
  /** Id of the last payment of the page before. */
  readonly before?: PaymentId | undefined;
  /** Rows to read. */
  readonly limit: number;
  readonly nowMs: number;
}

export interface NamedStatement {
  /** Absent where the shape depends on what was typed: such statements are not kept prepared. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export const ROW_COLUMNS = `p.id, p.created_at, p.kind, p.amount_minor, p.approved_amount_minor, p.currency, p.status, p.guest_name, p.room, p.confirmation_number,
  p.card_mask, p.card_brand, p.rrn, p.auth_code, p.decline, p.demo, p.property_id, p.terminal_id`;
export const ROW_NAMES = `h.name as property_name, h.time_zone, t.name as terminal_name`;

interface Order {
  /** Of `p`. */
  readonly by: string;
  /** The id alone decides. */
  readonly byId?: 'id desc' | 'id';
  /** Through one property's payments, in the order of an index. */
  readonly within: string;
  readonly after: (cursor: string) => string;
}

/** Payments of one amount are ordered the other way round by their ids: so one index serves both directions. */
const ORDERS: Readonly<Record<PaymentSort, Order>> = {
  newest: { by: 'p.id desc', byId: 'id desc', within: 'p.property_id, p.id desc', after: (cursor) => `p.id < ${cursor}` },
  oldest: { by: 'p.id', byId: 'id', within: 'p.property_id desc, p.id', after: (cursor) => `p.id > ${cursor}` },
  largest: {
    by: 'abs(p.amount_minor) desc, p.id',
    within: 'p.property_id desc, abs(p.amount_minor) desc, p.id',
    after: (cursor) => beyondAmount('<', cursor),
  },
  smallest: {
    by: 'abs(p.amount_minor), p.id desc',
    within: 'p.property_id, abs(p.amount_minor), p.id desc',
    after: (cursor) => beyondAmount('>', cursor),
  },
};

/** A payment's amount never changes, so its id says where a page ended. */
function beyondAmount(sign: '<' | '>', cursor: string): string {
  const last = `(select abs(last.amount_minor) from payment last where last.id = ${cursor})`;
  return `abs(p.amount_minor) ${sign}= ${last} and (abs(p.amount_minor) ${sign} ${last} or p.id ${sign === '<' ? '>' : '<'} ${cursor})`;
}

/** What the filters on status and outcome, chosen and typed, leave together. */
function statusesOf({ statuses, outcomes, search }: PaymentListFilter): readonly PaymentStatus[] | undefined {
  const chosen = [
    ...(statuses ? [(status: PaymentStatus) => statuses.includes(status)] : []),
    ...(outcomes ? [(status: PaymentStatus) => outcomes.includes(outcomeOf(status))] : []),
    ...(search?.conditions ?? []).flatMap(({ condition, not }) => {
      if (condition.on === 'status') return [(status: PaymentStatus) => condition.values.includes(status) !== not];
      if (condition.on === 'outcome') return [(status: PaymentStatus) => condition.values.includes(outcomeOf(status)) !== not];
      return [];
    }),
  ];
  return chosen.length === 0 ? undefined : PAYMENT_STATUSES.filter((status) => chosen.every((fits) => fits(status)));
}

const MONEY_BACK: readonly PaymentKind[] = ['refund', 'void'];
/** A void of a reservation frees money that was never taken. */
const NO_RELEASE = `(p.kind <> 'void' or not exists (select from payment o where o.id = p.original_payment_id and o.kind = 'preauthorization'))`;

/** What the filters on the operation, chosen and typed, leave together. */
function kindsOf({ kinds, returned, search }: PaymentListFilter): readonly PaymentKind[] | undefined {
  const typed = (search?.conditions ?? []).flatMap(({ condition, not }) =>
    condition.on === 'kind' ? [(kind: PaymentKind) => condition.values.includes(kind) !== not] : [],
  );
  const all = returned ? MONEY_BACK.filter((kind) => kinds?.includes(kind) ?? true) : kinds;
  return all === undefined && typed.length === 0 ? undefined : (all ?? PAYMENT_KINDS).filter((kind) => typed.every((fits) => fits(kind)));
}

/** The range on the property, where an equality would do, and the order by it keep the planner on the index of the order. */
const THROUGH_PROPERTY = 'p.property_id >= s.property_id and p.property_id <= s.property_id';
const OF_PROPERTY = 'p.property_id = s.property_id';

/**
 * One page in one statement: for each property and for each way to what is looked for, the first ids from an index; the
 * first of those are the page. Nothing here depends on how many payments there are beside those.
 */
export function paymentListStatement(filter: PaymentListFilter): NamedStatement {
  const { by, byId } = ORDERS[filter.sort ?? 'newest'];
  const values: unknown[] = [filter.propertyIds, filter.limit];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const found = branches(filter, bind)
    .map(({ sql }) => sql)
    .join('\n      union ');
  const page =
    byId === undefined
      ? `select p.id from (${found}) found join payment p on p.id = found.id order by ${by} limit $2`
      : `select id from (${found}) found order by ${byId} limit $2`;
  const text = `
    select ${ROW_COLUMNS}, ${ROW_NAMES}
    from (${page}) page
    join payment p on p.id = page.id
    join property h on h.id = p.property_id
    join terminal t on t.id = p.terminal_id
    order by ${by}`;
  return filter.search ? { text, values } : { name: `portal_list_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`, text, values };
}

export interface Branch {
  readonly field: Way['field'] | null;
  /** Gives ids. */
  readonly sql: string;
}

/** The ways to the payments of a filter; `$1` are the properties, `$2` is how many of each way. */
export function branches(filter: PaymentListFilter, bind: Bind): readonly Branch[] {
  const order = ORDERS[filter.sort ?? 'newest'];
  const scope = scopeOf(filter);
  const main = mainTerm(filter.search);
  const where = [...conditions(filter, bind), ...searchConditions(filter, main, bind)];
  const cursor = filter.before === undefined ? null : `${bind(filter.before)}::uuid`;
  if (cursor !== null) where.push(order.after(cursor));
  const branch = (field: Branch['field'], first: string, last: string): Branch => ({
    field,
    sql: `(select found.id from ${scope} cross join lateral (
        select p.id from payment p where ${[first, ...where].join(' and ')} order by ${last} limit $2
      ) found)`,
  });
  if (main) {
    const ways = main.meanings.flatMap((meaning) => waysOf(meaning, bind));
    if (ways.length === 0) return [branch(null, `${OF_PROPERTY} and false`, order.by)];
    return ways.map(({ field, where: way, guestWord }) => {
      if (!guestWord) return branch(field, `${OF_PROPERTY} and ${way ?? 'true'}`, order.by);
      return { field, sql: guestBranch({ scope, order, cursor, word: guestWord, where: way === null ? where : [`(${way})`, ...where] }) };
    });
  }
  const rare = rareWays(filter);
  if (rare) return rare.map((way) => branch(null, `${OF_PROPERTY} and ${way}`, order.by));
  return [branch(null, THROUGH_PROPERTY, order.within)];
}

interface GuestBranch {
  readonly scope: string;
  readonly order: Order;
  readonly cursor: string | null;
  readonly word: { readonly from: string; readonly to: string };
  readonly where: readonly string[];
}

/**
 * Guests' words that begin so, one after the other by leaps through their index, and the first payments of each: a name
 * that every tenth guest has costs no more than a rare one.
 */
function guestBranch({ scope, order, cursor, word: { from, to }, where }: GuestBranch): string {
  const next = (after: string): string =>
    `(select g.word from payment_guest_word g where g.property_id = s.property_id and g.word ${after} and g.word < ${to} order by g.word limit 1)`;
  const ofWord = 'g.property_id = s.property_id and g.word = w.word';
  const behind = cursor !== null && order.byId !== undefined ? ` and g.payment_id ${order.byId === 'id' ? '>' : '<'} ${cursor}` : '';
  const byWord = order.byId === undefined ? order.by : order.byId === 'id' ? 'g.payment_id' : 'g.payment_id desc';
  // The cursor alone asks nothing of the payment itself.
  const alone = order.byId !== undefined && where.length === (cursor === null ? 0 : 1);
  const payments = alone
    ? `select g.payment_id as id from payment_guest_word g where ${ofWord}${behind}`
    : `select p.id from payment_guest_word g cross join lateral (select * from payment p where p.id = g.payment_id offset 0) p
          where ${[ofWord + behind, ...where].join(' and ')}`;
  return `(select found.id from ${scope} cross join lateral (
        with recursive w (word) as (select ${next(`>= ${from}`)} union all select ${next('> w.word')} from w where w.word is not null)
        select word from w where word is not null
      ) w cross join lateral (${payments} order by ${byWord} limit $2) found)`;
}

/** States and operations that have an index of their own, written out so that the planner sees it. */
function rareWays(filter: PaymentListFilter): readonly string[] | null {
  const statuses = statusesOf(filter);
  const literal = (word: string): string => `'${word.replace(/[^a-z_]/g, '')}'`;
  if (statuses && !statuses.includes('approved'))
    return statuses.length === 0
      ? ['false']
      : [
          ...ENDED_WITHOUT_MONEY.filter((status) => statuses.includes(status)).map((status) => `p.status = ${literal(status)}`),
          ...openStatuses(statuses).map((status) => `p.status = ${literal(status)}`),
        ];
  const kinds = kindsOf(filter);
  if (kinds && kinds.length > 0 && !kinds.includes('sale')) return kinds.map((kind) => `p.kind = ${literal(kind)}`);
  // One terminal: its own index gives its newest.
  if (filter.terminalIds?.length === 1) return ['true'];
  return null;
}

const openStatuses = (statuses: readonly PaymentStatus[]): readonly PaymentStatus[] =>
  statuses.filter((status) => status !== 'approved' && !ENDED_WITHOUT_MONEY.includes(status));

const scopeOf = ({ search }: PaymentListFilter): string => {
  const dated = search?.conditions.some(({ condition }) => condition.on === 'date') ?? false;
  return dated
    ? `(select s.property_id, z.time_zone from unnest($1::uuid[]) as s (property_id) join property z on z.id = s.property_id) s`
    : `unnest($1::uuid[]) as s (property_id)`;
};

function conditions(filter: PaymentListFilter, bind: Bind): readonly string[] {
  const where: string[] = [];
  const statuses = statusesOf(filter);
  const [terminal, ...others] = filter.terminalIds ?? [];
  if (terminal !== undefined && others.length === 0) where.push(`p.terminal_id = ${bind(terminal)}::uuid`);
  else if (filter.terminalIds) where.push(`p.terminal_id = any(${bind(filter.terminalIds)}::uuid[])`);
  if (statuses) where.push(`p.status = any(${bind(statuses)}::text[])`);
  const kinds = kindsOf(filter);
  if (kinds) where.push(`p.kind = any(${bind(kinds)}::text[])`);
  if (filter.returned) where.push(NO_RELEASE);
  if (filter.reasons) where.push(`p.decline ->> 'code' = any(${bind(filter.reasons)}::text[])`);
  if (filter.fromMs !== undefined) {
    where.push(`p.created_at >= ${bind(new Date(filter.fromMs))}`, `p.id >= ${bind(firstIdAt(filter.fromMs - ID_MARGIN_MS))}::uuid`);
  }
  if (filter.toMs !== undefined) {
    where.push(`p.created_at < ${bind(new Date(filter.toMs))}`, `p.id < ${bind(firstIdAt(filter.toMs + ID_MARGIN_MS))}::uuid`);
  }
  return where;
}

/** Every word but the one by which the payments are found, and every condition that was typed. */
function searchConditions({ search, nowMs }: PaymentListFilter, main: ReturnType<typeof mainTerm>, bind: Bind): readonly string[] {
  if (!search) return [];
  return [
    ...search.terms.filter((term) => term !== main).map((term) => termCondition(term, bind)),
    // States and operations are among the list's own conditions by now.
    ...search.conditions.filter(({ condition }) => condition.on === 'date').map((term) => dateCondition(term, bind, 's.time_zone', nowMs)),
  ];
}
