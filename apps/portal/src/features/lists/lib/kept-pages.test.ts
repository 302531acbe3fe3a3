import { describe, expect, it } from 'vitest';
import {
  freshPage,
  KEPT_AROUND,
  NEWEST_FIRST,
  pageOf,
  pageStarts,
  rowAt,
  withoutFar as forget,
  withPage as readAgain,
  type Kept,
  type Page,
} from './kept-pages.ts';

interface Row {
  readonly id: string;
}
type ListPage = Kept<Row>;
const withoutFar = (pages: readonly ListPage[], from: number, to: number) => forget(pages, from, to, NEWEST_FIRST);
const withPage = (pages: readonly ListPage[], at: number, read: Page<Row>) => readAgain(pages, at, read, NEWEST_FIRST);

/** Newest first, as the list is: ids fall. */
const idAt = (index: number): string => String(9_000_000 - index);
const page = (at: number, size = 50): ListPage => ({
  data: Array.from({ length: size }, (_, index) => ({ id: idAt(at * 50 + index) })),
  nextCursor: `after ${at}`,
});
const many = Array.from({ length: 1000 }, (_, at) => page(at));

describe('a long list', () => {
  it('keeps the rows of few pages, however far somebody scrolls', () => {
    const kept = withoutFar(many, 500, 501);
    expect(kept.filter(({ data }) => data.length > 0)).toHaveLength(1 + 2 * KEPT_AROUND + 2);
    expect(kept[0]?.data).toHaveLength(50);
    expect(pageStarts(kept).at(-1)).toBe(50_000);
  });

  it('stays the very same where there is nothing to forget', () => {
    const few = many.slice(0, 5);
    expect(withoutFar(few, 0, 4)).toBe(few);
    const kept = withoutFar(many, 500, 501);
    expect(withoutFar(kept, 500, 501)).toBe(kept);
  });

  it('finds each row by its place, in pages of any length', () => {
    const pages = [page(0, 50), page(1, 48), page(2, 50), page(3, 7)];
    const starts = pageStarts(pages);
    expect(starts).toEqual([0, 50, 98, 148, 155]);
    expect([0, 49, 50, 97, 98, 148, 154].map((index) => pageOf(starts, index))).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(rowAt(pages, starts, 98)?.id).toBe(idAt(100));
    expect(rowAt(pages, starts, 155)).toBe(undefined);
  });

  it('does not know rows that it forgot, and knows them when they were read again', () => {
    const kept = withoutFar(many, 500, 501);
    const starts = pageStarts(kept);
    expect(rowAt(kept, starts, 5_010)).toBe(undefined);
    const again = withPage(kept, 100, page(100));
    expect(rowAt(again, starts, 5_010)?.id).toBe(idAt(5_010));
    expect(again[100]?.nextCursor).toBe('after 100');
  });

  it('shows no row twice where some have left the list meanwhile', () => {
    const kept = withoutFar(many, 500, 501);
    // Three are gone, so the page read again goes three rows further than it did.
    const read = { data: [...page(100).data.slice(3), ...page(101).data.slice(0, 3)], nextCursor: 'further' };
    const again = withPage(kept, 100, read);
    expect(again[100]?.data.map(({ id }) => id)).toEqual(
      page(100)
        .data.slice(3)
        .map(({ id }) => id),
    );
    expect(pageStarts(again).at(-1)).toBe(49_997);
  });

  it('never throws away what is there for what was read late', () => {
    expect(withPage(many, 3, page(9))[3]).toBe(many[3]);
  });

  it('reads what is shown anew, page by page: changed, without what is gone, and no row twice', () => {
    const pages = [page(0), page(1), { ...page(2), nextCursor: null }];
    const gone = { data: [...page(1).data.slice(2), ...page(2).data.slice(0, 2)], nextCursor: 'further' };
    const fresh = freshPage(pages, 1, gone, NEWEST_FIRST);
    expect(fresh[1]?.data).toEqual(page(1).data.slice(2));
    expect(fresh[1]?.nextCursor).toBe('after 1');
    // A page that lost all its rows stays empty: what it reads now are the next one's.
    const emptied = freshPage(fresh, 1, { data: page(2).data, nextCursor: 'further' }, NEWEST_FIRST);
    expect(freshPage(emptied, 1, { data: page(2).data, nextCursor: 'further' }, NEWEST_FIRST)[1]?.data).toEqual([]);
  });

  it('goes on where the last page has become longer', () => {
    const pages = [page(0), { ...page(1, 10), nextCursor: null }];
    const fresh = freshPage(pages, 1, { ...page(1), nextCursor: 'further' }, NEWEST_FIRST);
    expect([fresh[1]?.data.length, fresh[1]?.nextCursor]).toEqual([50, 'further']);
  });
});
