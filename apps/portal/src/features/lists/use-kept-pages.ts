'use client';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback, useMemo, useRef } from 'react';
import { portalRequest } from '@/features/portal-request.ts';
import { freshPage, pageOf, pageStarts, rowAt, withoutFar, withPage, type Kept, type Page, type RowOrder } from './lib/kept-pages.ts';

type KeptPage<Row, P extends Page<Row>> = P & Kept<Row>;

export interface KeptList<Row, P extends Page<Row>> {
  /** What list: the first word of its query's key, by which the live stream has it read anew. */
  readonly name: string;
  /** Its conditions; other conditions are another list. */
  readonly key: string;
  /** In which order; the same rows in another one stay on screen until they have come. */
  readonly sort?: string;
  readonly order: RowOrder<Row>;
  readonly url: (cursor: string | null) => string;
  /** The first page as the server rendered it; null: it was not read, or answers other conditions. */
  readonly first: P | null;
  /** How often the list is read again by itself while it was not scrolled on, ms. */
  readonly every: (page: P) => number | false;
}

/** Many pages are not read anew one after the other because somebody came back to them. */
const ifOnePage = ({ state }: { readonly state: { readonly data: InfiniteData<unknown> | undefined } }): boolean =>
  (state.data?.pages.length ?? 0) <= 1;

/** What is asked, and asked again by itself. */
function useKeptQuery<Row, P extends Page<Row>>({ name, key, sort = '', url, first, every }: KeptList<Row, P>) {
  const locale = useLocale();
  const queryKey = useMemo(() => [name, locale, key, sort], [name, locale, key, sort]);
  const read = async (cursor: string | null, signal?: AbortSignal): Promise<KeptPage<Row, P>> =>
    (await portalRequest(url(cursor), { locale, ...(signal && { signal }) })) as KeptPage<Row, P>;
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(first && { initialData: { pages: [first as KeptPage<Row, P>], pageParams: [null] } }),
    placeholderData: (shown, before) => (before?.queryKey[2] === key ? shown : undefined),
    refetchOnWindowFocus: ifOnePage,
    refetchOnMount: ifOnePage,
    refetchOnReconnect: ifOnePage,
    refetchInterval: ({ state }) => {
      const [only, ...others] = state.data?.pages ?? [];
      return only === undefined || others.length > 0 ? false : every(only);
    },
  });
  const readAt = (at: number): Promise<KeptPage<Row, P>> => {
    const cursor = query.data?.pageParams[at];
    return read(typeof cursor === 'string' ? cursor : null);
  };
  return { query, queryKey, readAt };
}

/**
 * A list, page after page, in flat memory. Only a list that was not scrolled on is read again by itself: rows never jump under
 * a hand. `look` says which rows are on screen: what is far from them is forgotten, and read again on the way back. `fromTop`
 * begins anew; `again` reads the pages that are there anew, in their places: after somebody changed something.
 */
export function useKeptPages<Row, P extends Page<Row>>(list: KeptList<Row, P>) {
  type Shown = KeptPage<Row, P>;
  type Pages = InfiniteData<Shown, string | null>;
  const { key, sort = '', order } = list;
  const queries = useQueryClient();
  const { query, queryKey, readAt } = useKeptQuery<Row, P>(list);
  const pages: readonly Shown[] = query.data?.pages ?? [];
  const starts = useMemo(() => pageStarts<Row>(query.data?.pages ?? []), [query.data]);
  const change = (make: (pages: readonly Shown[]) => readonly Shown[]): void => {
    const data = queries.getQueryData<Pages>(queryKey);
    const made = data && make(data.pages);
    // Said only where something is other: whoever looks at the list is drawn anew by it.
    if (data !== undefined && made !== undefined && made !== data.pages) queries.setQueryData<Pages>(queryKey, { ...data, pages: [...made] });
  };
  const reading = useRef(new Set<string>());
  const look = (from: number, to: number): void => {
    // A page that is being added would bring back what is forgotten now.
    if (query.isFetchingNextPage) return;
    const [near, far] = [pageOf(starts, from), pageOf(starts, to)];
    change((all) => withoutFar<Row, Shown>(all, near, far, order));
    for (let at = near; at <= far; at += 1) {
      const asked = `${key} ${sort} ${at}`;
      if (pages[at]?.forgotten === undefined || reading.current.has(asked)) continue;
      reading.current.add(asked);
      void readAt(at)
        .then(
          (page) => change((all) => withPage<Row, Shown>(all, at, page, order)),
          () => undefined,
        )
        .finally(() => reading.current.delete(asked));
    }
  };
  const again = async (): Promise<void> => {
    if (pages.length <= 1) return queries.invalidateQueries({ queryKey });
    const there = pages.flatMap((page, at) => (page.forgotten === undefined ? [at] : []));
    await Promise.all(
      there.map((at) =>
        readAt(at).then(
          (page) => change((all) => freshPage<Row, Shown>(all, at, page, order)),
          () => undefined,
        ),
      ),
    );
  };
  const fromTop = useCallback(async () => {
    // One page again, so that it is read anew and kept fresh from here on.
    queries.setQueryData<Pages>(queryKey, (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) });
    window.scrollTo({ top: 0 });
    await queries.invalidateQueries({ queryKey });
  }, [queries, queryKey]);
  const { fetchNextPage, isFetchingNextPage, isPlaceholderData } = query;
  // A refresh of the newest page that is under way gives way to the next page.
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isPlaceholderData]);
  return {
    ...query,
    pages,
    count: starts.at(-1) ?? 0,
    rowAt: (index: number): Row | undefined => rowAt<Row>(pages, starts, index),
    look,
    more,
    again,
    fromTop,
  };
}
