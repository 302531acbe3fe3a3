/** Head and rows alike: cells of fixed widths side by side. Narrow screens set each row as a small card instead, on areas. */
export const GRID = 'grid items-center gap-x-3 px-3 sm:px-4 max-md:grid-cols-[minmax(0,1fr)_auto] md:flex';

/** A cell that narrow screens have no room for. */
const WIDE = 'max-md:hidden';

/** Each column's width, and its place on the card. */
export const CELL = {
  time: 'max-md:order-4 max-md:self-start max-md:text-right md:w-25 md:shrink-0 md:group-data-[density=compact]:w-36',
  status: 'max-md:order-2 max-md:justify-self-end md:w-36 md:shrink-0 xl:w-38',
  amount: 'max-md:order-1 md:w-31 md:shrink-0 md:text-right md:group-data-[density=compact]:w-44',
  guest: 'max-md:order-3 max-md:self-start md:min-w-0 md:flex-1',
  card: `${WIDE} md:w-32 md:shrink-0 md:group-data-[density=compact]:w-46 xl:w-33`,
  reference: `${WIDE} md:w-28 md:shrink-0 md:group-data-[density=compact]:w-42`,
  terminal: `${WIDE} md:min-w-0 md:flex-[1.2]`,
  original: `${WIDE} md:w-30 md:shrink-0 md:group-data-[density=compact]:w-48`,
  why: `${WIDE} md:min-w-0 md:flex-1 xl:flex-[1.8]`,
  story: `${WIDE} md:min-w-0 md:flex-1 xl:flex-[1.8]`,
  owner: `${WIDE} md:w-48 md:shrink-0 md:group-data-[density=compact]:w-64`,
} as const satisfies Readonly<Record<string, string>>;
export type CellKey = keyof typeof CELL;

/** So many columns a screen of 768 px has room for; the others wait for a wider one, and stand on the payment's own page. */
const ROOM_FOR = 5;

/**
 * With the owner and the buttons beside it in the row, or with who gave money back and why, one of 1280 px has room for so many
 * without cutting guests' names: of the usual columns the terminal waits for a wider one. Whoever chose columns of their own sees them.
 */
const ROOM_BESIDE_WORDS = 6;

/** The queue's time: an age, and under it the moment with the offset of the hotel's clocks where there are several. */
const AGED = 'max-md:order-4 max-md:self-start max-md:text-right md:w-36 md:shrink-0 md:group-data-[density=compact]:w-56';

/** A guest's name is read before the reason beside it. */
const NAMED = 'max-md:order-3 max-md:self-start md:min-w-0 md:flex-[1.4]';

/** The look of a cell by its column, its place in the row, and what else stands there. */
export function cellLook(key: CellKey, at: number, columns: readonly { readonly key: CellKey }[]): string {
  const [owned, reasoned] = (['owner', 'why'] as const).map((word) => columns.some((column) => column.key === word));
  const look = owned && key === 'time' ? AGED : reasoned && key === 'guest' ? NAMED : CELL[key];
  if (at < ROOM_FOR) return look;
  const waits = (owned || reasoned) && key === 'terminal' && columns.length === ROOM_BESIDE_WORDS + 1;
  return `${look} ${waits ? 'md:max-2xl:hidden' : 'md:max-xl:hidden'}`;
}
