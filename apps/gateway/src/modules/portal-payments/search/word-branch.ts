import { BESIDE_WORD, type Order } from '../list-order.ts';
import type { Words } from './search-sql.ts';

export interface WordBranch {
  readonly scope: string;
  readonly order: Order;
  readonly cursor: string | null;
  readonly words: Words;
  /** What stands beside a word, `g`. */
  readonly beside: readonly string[];
  /** Of the payment itself, `p`, which is read for these alone. */
  readonly where: readonly string[];
}

/** Where all of a name's payments may have to be read, the index that has everything beside the word is the quickest. */
const byOf = ({ by }: Words, { byId }: Order, beside: readonly string[]): Words['by'] =>
  byId === undefined || (by === 'g.four' && beside.some((condition) => !condition.startsWith('g.payment_id'))) ? 'g.word' : by;

const OF_HOTEL = 'g.property_id = s.property_id';

/**
 * Words that begin so, one after the other by leaps through their index, and the first payments of each: a name that
 * every tenth guest has costs no more than a rare one.
 */
export function wordBranch({ scope, order, cursor, words, beside, where }: WordBranch): string {
  const by = byOf(words, order, beside);
  const behind = cursor === null ? [] : [order.after(cursor, BESIDE_WORD)];
  const payment = where.length === 0 ? '' : ' cross join lateral (select * from payment p where p.id = g.payment_id offset 0) p';
  const first = `select g.payment_id as id from payment_word g${payment}
        where ${[OF_HOTEL, `${by} = w.word`, ...behind, ...beside, ...where].join(' and ')} order by ${order.by(BESIDE_WORD)} limit $2`;
  if ('list' in words) return `(select found.id from ${scope} cross join unnest(${words.list}::text[]) w (word) cross join lateral (${first}) found)`;
  const next = (after: string): string =>
    `(select ${by} from payment_word g where ${OF_HOTEL} and ${by} ${after} and ${by} < ${words.to} order by ${by} limit 1)`;
  return `(select found.id from ${scope} cross join lateral (
        with recursive w (word) as (select ${next(`>= ${words.from}`)} union all select ${next('> w.word')} from w where w.word is not null)
        select word from w where word is not null
      ) w cross join lateral (${first}) found)`;
}
