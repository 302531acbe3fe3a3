import {
  PAYMENT_STATUSES,
  outcomeOf,
  type PaymentId,
  type PaymentKind,
  type PaymentOutcome,
  type PaymentStatus,
  type PropertyId,
} from '@payport/domain';
import { createHash } from 'node:crypto';
import { FOLD_FROM, FOLD_TO, type SearchTerm } from './payment-search.ts';

export interface PaymentListFilter {
  /** Never empty: what the person may see. */
  readonly propertyIds: readonly PropertyId[];
  readonly statuses?: readonly PaymentStatus[] | undefined;
  readonly outcomes?: readonly PaymentOutcome[] | undefined;
  readonly kinds?: readonly PaymentKind[] | undefined;
  readonly terminalIds?: readonly string[] | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly search?: SearchTerm | null | undefined;
  /** Id of the last payment of the page before. */
  readonly before?: PaymentId | undefined;
  /** Rows to read. */
  readonly limit: number;
}

export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export const ROW_COLUMNS = `p.id, p.created_at, p.kind, p.amount_minor, p.currency, p.status, p.guest_name, p.room, p.confirmation_number,
  p.card_mask, p.card_brand, p.rrn, p.auth_code, p.decline, p.demo, p.property_id, p.terminal_id`;
export const ROW_NAMES = `h.name as property_name, h.time_zone, t.name as terminal_name`;

/**
 * Ids are ordered by time, so a day is also a range of ids, which the index knows. The id is made a moment apart from
 * `created_at`; the margin covers that generously, and `created_at` itself decides.
 */
const ID_MARGIN_MS = 3_600_000;

const firstIdAt = (ms: number): string => {
  const hex = Math.min(Math.max(ms, 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** What the filters on status and outcome leave together. */
const statusesOf = ({ statuses, outcomes }: PaymentListFilter): readonly PaymentStatus[] | undefined =>
  outcomes === undefined ? statuses : (statuses ?? PAYMENT_STATUSES).filter((status) => outcomes.includes(outcomeOf(status)));

/**
 * One page, newest first, in one statement: each property gives its newest ids from its own index, and the newest of
 * those are the page. The range on the property, where an equality would do, and the order by it keep the planner on
 * that index: else it may walk through everybody's payments to find the few of a small hotel.
 * The same filters make the same text, so it is prepared once in a connection.
 */
export function paymentListStatement(filter: PaymentListFilter): NamedStatement {
  const values: unknown[] = [filter.propertyIds, filter.limit];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['p.property_id >= scope.property_id', 'p.property_id <= scope.property_id', ...conditions(filter, bind)];
  const text = `
    select ${ROW_COLUMNS}, ${ROW_NAMES}
    from unnest($1::uuid[]) as scope (property_id)
    cross join lateral (
      select p.id from payment p where ${where.join(' and ')} order by p.property_id, p.id desc limit $2
    ) newest
    join payment p on p.id = newest.id
    join property h on h.id = p.property_id
    join terminal t on t.id = p.terminal_id
    order by p.id desc limit $2`;
  return { name: `portal_list_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`, text, values };
}

type Bind = (value: unknown) => string;

function conditions(filter: PaymentListFilter, bind: Bind): readonly string[] {
  const where: string[] = [];
  const statuses = statusesOf(filter);
  if (statuses) where.push(`p.status = any(${bind(statuses)}::text[])`);
  if (filter.kinds) where.push(`p.kind = any(${bind(filter.kinds)}::text[])`);
  if (filter.terminalIds) where.push(`p.terminal_id = any(${bind(filter.terminalIds)}::uuid[])`);
  if (filter.fromMs !== undefined) {
    where.push(`p.created_at >= ${bind(new Date(filter.fromMs))}`, `p.id >= ${bind(firstIdAt(filter.fromMs - ID_MARGIN_MS))}::uuid`);
  }
  if (filter.toMs !== undefined) {
    where.push(`p.created_at < ${bind(new Date(filter.toMs))}`, `p.id < ${bind(firstIdAt(filter.toMs + ID_MARGIN_MS))}::uuid`);
  }
  if (filter.before !== undefined) where.push(`p.id < ${bind(filter.before)}::uuid`);
  if (filter.search) where.push(searchCondition(filter.search, bind));
  return where;
}

const folded = (column: string): string => `lower(translate(${column}, '${FOLD_FROM}', '${FOLD_TO}'))`;
const asPattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

function searchCondition(search: SearchTerm, bind: Bind): string {
  const whole = bind(search.whole);
  // Both have an index: the guest is on the phone, and the bank's reference is what stands on the slip.
  if (search.rrn !== null) return `(p.rrn = ${whole} or p.confirmation_number = ${whole})`;
  const either = [`${folded('p.room')} = ${whole}`, `${folded('p.confirmation_number')} = ${whole}`];
  if (search.words.length > 0) either.push(`${folded('p.guest_name')} like all(${bind(search.words.map(asPattern))}::text[])`);
  if (search.authCode !== null) either.push(`upper(p.auth_code) = ${bind(search.authCode)}`);
  if (search.lastFour !== null) either.push(`right(p.card_mask, 4) = ${bind(search.lastFour)}`);
  return `(${either.join(' or ')})`;
}
