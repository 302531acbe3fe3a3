import type { ColumnKey } from './columns.tsx';

/** One grid for head and rows. Narrow screens set each row as a small card instead, on areas. */
export const GRID =
  'grid items-center gap-x-3 px-3 sm:px-4 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[6.25rem_9rem_7.75rem_minmax(0,1fr)_8rem] xl:grid-cols-[6.25rem_9.5rem_7.75rem_minmax(0,1fr)_8.25rem_7rem_minmax(0,1.2fr)]';

/** Which columns a width has room for. The rest stands on the payment's own page. */
export const CELL: Readonly<Record<ColumnKey, string>> = {
  time: 'max-md:order-4 max-md:self-start max-md:text-right',
  status: 'max-md:order-2 max-md:justify-self-end',
  amount: 'max-md:order-1 md:text-right',
  guest: 'max-md:order-3 max-md:self-start',
  card: 'max-md:hidden',
  reference: 'hidden xl:block',
  terminal: 'hidden xl:block',
};
