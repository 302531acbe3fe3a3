import { parseAsStringLiteral } from 'nuqs/server';
import { NEWEST_FIRST, type RowOrder } from '@/features/lists/lib/kept-pages.ts';

/** The gateway's orders; the first is the one that stands in no address. */
export const SORTS = ['newest', 'oldest', 'largest', 'smallest'] as const;
export type Sort = (typeof SORTS)[number];
export const sortParser = parseAsStringLiteral(SORTS);

export type Direction = 'ascending' | 'descending';

/** By which orders a column's head sorts: what people look for first, and the other way round. */
const OF_COLUMN: Readonly<Record<string, readonly [descending: Sort, ascending: Sort]>> = {
  time: ['newest', 'oldest'],
  amount: ['largest', 'smallest'],
};

/** How a column stands in an order; null: it has none to give, `none`: another column decides. */
export function directionOf(column: string, sort: Sort): Direction | 'none' | null {
  const orders = OF_COLUMN[column];
  if (orders === undefined) return null;
  return sort === orders[0] ? 'descending' : sort === orders[1] ? 'ascending' : 'none';
}

/** The order after a press on a column's head. */
export const pressed = (column: string, sort: Sort): Sort | null => {
  const [descending, ascending] = OF_COLUMN[column] ?? [];
  return (sort === descending ? ascending : descending) ?? null;
};

/** As the address has it: nothing for the usual order. */
export const sortInAddress = (sort: Sort): Sort | null => (sort === SORTS[0] ? null : sort);

interface Sorted {
  readonly id: string;
  readonly amount: string;
}

/** By amount, money back counts like money taken, and minor units are compared, whatever the currency: so does the gateway. */
const placeOf = ({ id, amount }: Sorted): string => `${amount.replace(/[-.]/g, '')} ${id}`;
function amountAndId(place: string): readonly [bigint, string] {
  const [minor = '', id = ''] = place.split(' ');
  return [BigInt(minor), id];
}

/** Rows of one amount stand the other way round by their ids. */
const byAmount = (sign: 1 | -1): RowOrder<Sorted> => ({
  placeOf,
  upTo: (place, last) => {
    const [[minor, id], [lastMinor, lastId]] = [amountAndId(place), amountAndId(last)];
    if (minor !== lastMinor) return sign === 1 ? minor < lastMinor : minor > lastMinor;
    return sign === 1 ? id >= lastId : id <= lastId;
  },
});

export const ROW_ORDERS: Readonly<Record<Sort, RowOrder<Sorted>>> = {
  newest: NEWEST_FIRST,
  oldest: { placeOf: ({ id }) => id, upTo: (place, last) => place <= last },
  largest: byAmount(-1),
  smallest: byAmount(1),
};
