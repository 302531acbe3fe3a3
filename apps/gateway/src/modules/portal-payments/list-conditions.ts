import { ENDED_WITHOUT_MONEY, PAYMENT_KINDS, PAYMENT_STATUSES, outcomeOf, type PaymentKind, type PaymentStatus } from '@payport/domain';
import { firstIdAt, ID_MARGIN_MS } from './first-id.ts';
import type { PaymentListFilter } from './payment-list-filter.ts';
import { clockCondition, dateIds, isByClock, type Bind, type IdBound } from './search/search-sql.ts';

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

/** Written out, so that the planner sees which index has it. */
const literal = (word: string): string => `'${word.replace(/[^a-z_]/g, '')}'`;
const literals = (list: readonly string[]): string => `(${list.map(literal).join(', ')})`;

/** Statuses that are rare enough for an index of their own; null where the filter leaves others, too. */
function rareStatuses(filter: PaymentListFilter): { readonly ended: readonly PaymentStatus[]; readonly open: readonly PaymentStatus[] } | null {
  const statuses = statusesOf(filter);
  if (!statuses || statuses.includes('approved')) return null;
  const ended = ENDED_WITHOUT_MONEY.filter((status) => statuses.includes(status));
  return { ended, open: statuses.filter((status) => !ENDED_WITHOUT_MONEY.includes(status)) };
}

/** Operations but for sales; null where the filter leaves sales, too. */
function rareKinds(filter: PaymentListFilter): readonly PaymentKind[] | null {
  const kinds = kindsOf(filter);
  return kinds && kinds.length > 0 && !kinds.includes('sale') ? kinds : null;
}

/** States and operations that have an index of their own: each is one way. Null where there is none. */
export function rareWays(filter: PaymentListFilter): readonly string[] | null {
  const statuses = rareStatuses(filter);
  if (statuses) {
    const all = [...statuses.ended, ...statuses.open];
    return all.length === 0 ? ['false'] : all.map((status) => `p.status = ${literal(status)}`);
  }
  const kinds = rareKinds(filter);
  if (kinds) return kinds.map((kind) => `p.kind = ${literal(kind)}`);
  // One terminal: its own index gives its newest.
  if (filter.terminalIds?.length === 1) return ['true'];
  return null;
}

const BESIDE = (condition: string): string =>
  `exists (select from payment e where e.property_id = s.property_id and e.id = g.payment_id and ${condition})`;

/**
 * The same beside a word `g`: the ids of an index are held against those of the word, and no payment is looked at. Each
 * is one way; where there is nothing to hold against, the only one is without a condition.
 */
export function rareBeside(filter: PaymentListFilter, bind: Bind): readonly (readonly string[])[] {
  const kinds = rareKinds(filter);
  const [terminal, ...others] = filter.terminalIds ?? [];
  const always = [
    ...(kinds ? [BESIDE(`e.kind in ${literals(kinds)}`)] : []),
    ...(terminal !== undefined && others.length === 0 ? [BESIDE(`e.terminal_id = ${bind(terminal)}::uuid`)] : []),
  ];
  const statuses = rareStatuses(filter);
  if (!statuses) return [always];
  const ways = [
    ...statuses.ended.map((status) => [...always, BESIDE(`e.status = ${literal(status)}`)]),
    ...(statuses.open.length === 0 ? [] : [[...always, BESIDE(`e.status in ${literals(statuses.open)}`)]]),
  ];
  return ways.length === 0 ? [['false']] : ways;
}

/** Conditions on `p` that `rareBeside` has not answered. */
export function leftBeside(filter: PaymentListFilter, bind: Bind): readonly string[] {
  const where: string[] = [];
  const [statuses, kinds] = [statusesOf(filter), kindsOf(filter)];
  if (statuses && !rareStatuses(filter)) where.push(`p.status = any(${bind(statuses)}::text[])`);
  if (kinds && !rareKinds(filter)) where.push(`p.kind = any(${bind(kinds)}::text[])`);
  if (filter.terminalIds && filter.terminalIds.length !== 1) where.push(`p.terminal_id = any(${bind(filter.terminalIds)}::uuid[])`);
  return [...where, ...common(filter, bind)];
}

/** Everything but the search's words, on `p`. */
export function listConditions(filter: PaymentListFilter, bind: Bind): readonly string[] {
  const where: string[] = [];
  const statuses = statusesOf(filter);
  const [terminal, ...others] = filter.terminalIds ?? [];
  if (terminal !== undefined && others.length === 0) where.push(`p.terminal_id = ${bind(terminal)}::uuid`);
  else if (filter.terminalIds) where.push(`p.terminal_id = any(${bind(filter.terminalIds)}::uuid[])`);
  if (statuses) where.push(`p.status = any(${bind(statuses)}::text[])`);
  const kinds = kindsOf(filter);
  if (kinds) where.push(`p.kind = any(${bind(kinds)}::text[])`);
  return [...where, ...common(filter, bind), ...idBounds(filter).map(({ sign, id }) => `p.id ${sign} ${bind(id)}::uuid`)];
}

function common(filter: PaymentListFilter, bind: Bind): readonly string[] {
  const where: string[] = [];
  if (filter.returned) where.push(NO_RELEASE);
  if (filter.reasons) where.push(`p.decline ->> 'code' = any(${bind(filter.reasons)}::text[])`);
  if (filter.fromMs !== undefined) where.push(`p.created_at >= ${bind(new Date(filter.fromMs))}`);
  if (filter.toMs !== undefined) where.push(`p.created_at < ${bind(new Date(filter.toMs))}`);
  // States and operations are among the list's own conditions by now.
  const byClock = filter.search?.conditions.filter(isByClock) ?? [];
  return [...where, ...byClock.map((term) => clockCondition(term, bind, 's.time_zone', filter.nowMs))];
}

/** Ids are ordered by time: what lies in the period and on the days lies between these, and an index leads there. */
export function idBounds({ fromMs, toMs, search, nowMs }: PaymentListFilter): readonly IdBound[] {
  return [
    ...(fromMs === undefined ? [] : [{ sign: '>=', id: firstIdAt(fromMs - ID_MARGIN_MS) } as const]),
    ...(toMs === undefined ? [] : [{ sign: '<', id: firstIdAt(toMs + ID_MARGIN_MS) } as const]),
    ...(search?.conditions ?? []).flatMap((term) => dateIds(term, nowMs)),
  ];
}
