/** A page of a list as the gateway answers it. */
export interface Page<Row> {
  readonly data: readonly Row[];
  readonly nextCursor: string | null;
}

/** A page of the list; where it is far from what is looked at, its rows are forgotten, and only how many they were is known. */
export interface Kept<Row> extends Page<Row> {
  readonly forgotten?: { readonly rows: number; readonly last: string } | undefined;
}

/** How a list is ordered: the place of a row, short enough to be kept, and whether a place comes no later than another. */
export interface RowOrder<Row> {
  readonly placeOf: (row: Row) => string;
  readonly upTo: (place: string, last: string) => boolean;
}

/** Ids begin with their time: the newest has the greatest. */
export const NEWEST_FIRST: RowOrder<{ readonly id: string }> = { placeOf: ({ id }) => id, upTo: (place, last) => place >= last };

/** So many pages on either side of what is on screen keep their rows; the first always does: it is what comes back by itself. */
export const KEPT_AROUND = 10;

const rowsOf = <Row>({ data, forgotten }: Kept<Row>): number => forgotten?.rows ?? data.length;

/** The place of each page's first row in the list; one more entry at the end: how many rows there are. */
export function pageStarts<Row>(pages: readonly Kept<Row>[]): readonly number[] {
  const starts = [0];
  for (const page of pages) starts.push((starts.at(-1) ?? 0) + rowsOf(page));
  return starts;
}

/** The page that holds the row at this place. */
export function pageOf(starts: readonly number[], index: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The row at this place; undefined where it is forgotten, or where there is none. */
export function rowAt<Row>(pages: readonly Kept<Row>[], starts: readonly number[], index: number): Row | undefined {
  const page = pageOf(starts, index);
  return pages[page]?.data[index - (starts[page] ?? 0)];
}

/** The same pages without the rows of those that are far from these. The very same list where there is nothing to forget. */
export function withoutFar<Row, P extends Kept<Row>>(pages: readonly P[], from: number, to: number, order: RowOrder<Row>): readonly P[] {
  const far = (page: P, at: number): boolean =>
    at > 0 && page.forgotten === undefined && page.data.length > 0 && (at < from - KEPT_AROUND || at > to + KEPT_AROUND);
  if (!pages.some(far)) return pages;
  return pages.map((page, at) => {
    const last = page.data.at(-1);
    return far(page, at) && last !== undefined ? { ...page, data: [], forgotten: { rows: page.data.length, last: order.placeOf(last) } } : page;
  });
}

/**
 * A page that was read again. It ends where it ended before, so that no row stands in two pages; what went out of the list
 * meanwhile is missing, and the list is that much shorter. The last page goes as far as the list does.
 */
export function freshPage<Row, P extends Kept<Row>>(pages: readonly P[], at: number, read: Page<Row>, order: RowOrder<Row>): readonly P[] {
  return pages.map((page, index) => {
    if (index !== at) return page;
    if (page.nextCursor === null) return { ...page, ...read, forgotten: undefined };
    const shown = page.data.at(-1);
    const last = page.forgotten?.last ?? (shown && order.placeOf(shown));
    const data = last === undefined ? [] : read.data.filter((row) => order.upTo(order.placeOf(row), last));
    return { ...page, ...read, data, nextCursor: page.nextCursor, forgotten: undefined };
  });
}

/** The same for a forgotten page alone: what is there is never thrown away for what was asked for earlier and came late. */
export const withPage = <Row, P extends Kept<Row>>(pages: readonly P[], at: number, read: Page<Row>, order: RowOrder<Row>): readonly P[] =>
  pages[at]?.forgotten === undefined ? pages : freshPage(pages, at, read, order);
