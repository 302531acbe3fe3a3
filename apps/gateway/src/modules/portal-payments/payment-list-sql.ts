import { createHash } from 'node:crypto';
import { idBounds, leftBeside, listConditions, rareBeside, rareWays } from './list-conditions.ts';
import { BESIDE_WORD, IN_PAYMENT, ORDERS } from './list-order.ts';
import type { PaymentListFilter } from './payment-list-filter.ts';
import { mainTerm } from './search/main-term.ts';
import { BESIDE_WORD_FACTS, isBesideWord, isByClock, meaningCondition, termCondition, waysOf, type Bind, type Way } from './search/search-sql.ts';
import type { Meaning, Term } from './search/search-terms.ts';
import { wordBranch } from './search/word-branch.ts';

export interface NamedStatement {
  /** Absent where the shape depends on what was typed: such statements are not kept prepared. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export const ROW_COLUMNS = `p.id, p.created_at, p.kind, p.amount_minor, p.approved_amount_minor, p.currency, p.status, p.guest_name, p.room, p.confirmation_number,
  p.card_mask, p.card_brand, p.rrn, p.auth_code, p.decline, p.demo, p.property_id, p.terminal_id`;
export const ROW_NAMES = `h.name as property_name, h.time_zone, t.name as terminal_name`;

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
      ? `select p.id from (${found}) found cross join lateral (select * from payment p where p.id = found.id offset 0) p order by ${by(IN_PAYMENT)} limit $2`
      : `select id from (${found}) found order by ${byId} limit $2`;
  const text = `
    select ${ROW_COLUMNS}, ${ROW_NAMES}
    from (${page}) page
    join payment p on p.id = page.id
    join property h on h.id = p.property_id
    join terminal t on t.id = p.terminal_id
    order by ${by(IN_PAYMENT)}`;
  return filter.search ? { text, values } : { name: `portal_list_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`, text, values };
}

export interface Branch {
  readonly field: Way['field'] | null;
  /** Gives ids. */
  readonly sql: string;
}

/** The ways to the payments of a filter; `$1` are the properties, `$2` is how many of each way. */
export function branches(filter: PaymentListFilter, bind: Bind): readonly Branch[] {
  const main = mainTerm(filter.search);
  const others = filter.search?.terms.filter((term) => term !== main) ?? [];
  if (main) {
    const found = main.meanings.flatMap((meaning) => branchesOf(filter, bind, meaning, others));
    return found.length > 0 ? found : [paymentBranch(filter, bind, { field: null, first: `${OF_PROPERTY} and false`, others })];
  }
  const rare = rareWays(filter);
  if (rare) return rare.map((way) => paymentBranch(filter, bind, { field: null, first: `${OF_PROPERTY} and ${way}`, others }));
  return [paymentBranch(filter, bind, { field: null, first: THROUGH_PROPERTY, others, within: true })];
}

interface PaymentBranch {
  readonly field: Branch['field'];
  readonly first: string;
  readonly others: readonly Term[];
  /** In the order of the property's own index. */
  readonly within?: boolean;
}

/** Through an index of the payments themselves. */
function paymentBranch(filter: PaymentListFilter, bind: Bind, { field, first, others, within = false }: PaymentBranch): Branch {
  const order = ORDERS[filter.sort ?? 'newest'];
  const where = [
    first,
    ...listConditions(filter, bind),
    ...others.map((term) => termCondition(term, bind)),
    ...(filter.before === undefined ? [] : [order.after(`${bind(filter.before)}::uuid`, IN_PAYMENT)]),
  ];
  const sql = `(select found.id from ${scopeOf(filter)} cross join lateral (
        select p.id from payment p where ${where.join(' and ')} order by ${within ? order.within : order.by(IN_PAYMENT)} limit $2
      ) found)`;
  return { field, sql };
}

/** The ways to what one meaning of the main word finds. */
function branchesOf(filter: PaymentListFilter, bind: Bind, meaning: Meaning, others: readonly Term[]): readonly Branch[] {
  const { field } = meaning;
  const ways = waysOf(meaning, bind);
  const found = ways.flatMap((way) =>
    'words' in way
      ? wordBranches(filter, bind, { way, others })
      : [paymentBranch(filter, bind, { field, first: `${OF_PROPERTY} and ${way.where}`, others })],
  );
  if (!ways.some((way) => 'words' in way)) return found;
  // Another word may be a name or a number of something. The name is held against what stands beside the main word; the
  // number, which few payments have, finds them itself.
  const byNumber = others.filter(isMixed).map((term) => {
    const numbers = termCondition({ meanings: term.meanings.filter((one) => !isBesideWord(one)), not: false }, bind);
    const first = `${OF_PROPERTY} and ${numbers} and (${meaningCondition(meaning, bind)})`;
    return paymentBranch(filter, bind, { field, first, others: others.filter((other) => other !== term) });
  });
  return [...found, ...byNumber];
}

const isMixed = ({ meanings, not }: Term): boolean => !not && meanings.some(isBesideWord) && !meanings.every(isBesideWord);

type WordWay = Extract<Way, { readonly words: unknown }>;

function wordBranches(
  filter: PaymentListFilter,
  bind: Bind,
  { way, others }: { readonly way: WordWay; readonly others: readonly Term[] },
): readonly Branch[] {
  const beside = [
    ...(way.where === null ? [] : [`(${way.where})`]),
    ...idBounds(filter).map(({ sign, id }) => `${BESIDE_WORD.id} ${sign} ${bind(id)}::uuid`),
    ...others
      .filter((term) => isMixed(term) || term.meanings.every(isBesideWord))
      .map(({ meanings, not }) => termCondition({ meanings: meanings.filter(isBesideWord), not }, bind, BESIDE_WORD_FACTS)),
  ];
  const where = [
    ...leftBeside(filter, bind),
    ...others.filter((term) => !isMixed(term) && !term.meanings.every(isBesideWord)).map((term) => termCondition(term, bind)),
  ];
  const cursor = filter.before === undefined ? null : `${bind(filter.before)}::uuid`;
  const order = ORDERS[filter.sort ?? 'newest'];
  return rareBeside(filter, bind).map((rare) => ({
    field: way.field,
    sql: wordBranch({ scope: scopeOf(filter), order, cursor, words: way.words, beside: [...beside, ...rare], where }),
  }));
}

const scopeOf = ({ search }: PaymentListFilter): string => {
  const byClock = search?.conditions.some(isByClock) ?? false;
  return byClock
    ? `(select s.property_id, z.time_zone from unnest($1::uuid[]) as s (property_id) join property z on z.id = s.property_id) s`
    : `unnest($1::uuid[]) as s (property_id)`;
};
