import type { PortalPaymentList, PortalPaymentRow } from '@payport/contracts';

/** A page of the list; where it is far from what is looked at, its rows are forgotten, and only how many they were is known. */
export interface ListPage extends PortalPaymentList {
  readonly forgotten?: { readonly rows: number; readonly last: string };
}

/** So many pages on either side of what is on screen keep their rows; the first always does: it is what comes back by itself. */
export const KEPT_AROUND = 10;

const rowsOf = ({ data, forgotten }: ListPage): number => forgotten?.rows ?? data.length;

/** The place of each page's first row in the list; one more entry at the end: how many rows there are. */
export function pageStarts(pages: readonly ListPage[]): readonly number[] {
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
export function rowAt(pages: readonly ListPage[], starts: readonly number[], index: number): PortalPaymentRow | undefined {
  const page = pageOf(starts, index);
  return pages[page]?.data[index - (starts[page] ?? 0)];
}

/** The same pages without the rows of those that are far from these. The very same list where there is nothing to forget. */
export function withoutFar(pages: readonly ListPage[], from: number, to: number): readonly ListPage[] {
  const far = (page: ListPage, at: number): boolean =>
    at > 0 && page.forgotten === undefined && page.data.length > 0 && (at < from - KEPT_AROUND || at > to + KEPT_AROUND);
  if (!pages.some(far)) return pages;
  return pages.map((page, at) =>
    far(page, at) ? { ...page, data: [], forgotten: { rows: page.data.length, last: page.data.at(-1)?.id ?? '' } } : page,
  );
}

/**
 * A forgotten page that was read again. It ends where it ended before, so that no row stands in two pages; what went out of the
 * list meanwhile is missing, and the list is that much shorter.
 */
export function withPage(pages: readonly ListPage[], at: number, read: PortalPaymentList): readonly ListPage[] {
  return pages.map((page, index) =>
    index === at && page.forgotten !== undefined
      ? { ...read, data: read.data.filter(({ id }) => id >= (page.forgotten?.last ?? '')), nextCursor: page.nextCursor }
      : page,
  );
}
