'use client';
import type { PortalPaymentList, PortalPaymentRow } from '@payport/contracts';
import { isFinal } from '@payport/domain';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback, useMemo, useRef } from 'react';
import { PAYMENTS_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { pageOf, pageStarts, rowAt, withoutFar, withPage, type ListPage } from './lib/kept-pages.ts';
import { toQuery, type PaymentFilters } from './lib/payment-filters.ts';

/** How often the newest page is read again by itself where the live stream is lost: soon while something runs, ms. */
const RUNNING_MS = 3_000;
const QUIET_MS = 20_000;
const NO_PAGES: readonly ListPage[] = [];

type Pages = InfiniteData<ListPage, string | null>;

/** The first page as the server rendered it, and the conditions that it answers. */
export interface FirstPage {
  readonly filters: PaymentFilters;
  readonly page: PortalPaymentList;
}

/** Many pages are not read anew one after the other because somebody came back to them. */
const ifOnePage = ({ state }: { readonly state: { readonly data: Pages | undefined } }): boolean => (state.data?.pages.length ?? 0) <= 1;

/**
 * The list, page after page. Only a list that was not scrolled on is read again by itself: rows never jump under a hand.
 * `fromTop` begins anew; `look` says which rows are on screen: what is far from them is forgotten, and read again on the way back.
 */
export function usePaymentPages(filters: PaymentFilters, timeZone: string, first: FirstPage | null) {
  const locale = useLocale();
  const key = JSON.stringify(filters);
  const queries = useQueryClient();
  const [running, quiet] = [useLivePoll(RUNNING_MS), useLivePoll(QUIET_MS)];
  const known = first !== null && JSON.stringify(first.filters) === key ? first.page : null;
  const read = async (cursor: string | null, signal?: AbortSignal): Promise<ListPage> =>
    (await portalRequest(`${PAYMENTS_URL}?${toQuery(filters, timeZone, new Date(), cursor)}`, { locale, ...(signal && { signal }) })) as ListPage;
  const query = useInfiniteQuery({
    queryKey: ['payments', locale, key],
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(known && { initialData: { pages: [known as ListPage], pageParams: [null] } }),
    refetchOnWindowFocus: false,
    refetchOnMount: ifOnePage,
    refetchOnReconnect: ifOnePage,
    refetchInterval: ({ state }) => {
      if (state.data?.pages.length !== 1) return false;
      return state.data.pages.some((page) => page.data.some((row) => !isFinal(row.status) && row.outcome === 'pending')) ? running : quiet;
    },
  });
  const pages = query.data?.pages ?? NO_PAGES;
  const starts = useMemo(() => pageStarts(pages), [pages]);
  const change = (make: (pages: readonly ListPage[]) => readonly ListPage[]): void => {
    const queryKey = ['payments', locale, key];
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
    change((all) => withoutFar(all, near, far));
    for (let at = near; at <= far; at += 1) {
      const asked = `${key} ${at}`;
      if (pages[at]?.forgotten === undefined || reading.current.has(asked)) continue;
      reading.current.add(asked);
      const cursor = query.data?.pageParams[at];
      void read(typeof cursor === 'string' ? cursor : null)
        .then(
          (page) => change((all) => withPage(all, at, page)),
          () => undefined,
        )
        .finally(() => reading.current.delete(asked));
    }
  };
  const fromTop = useCallback(async () => {
    const queryKey = ['payments', locale, key];
    // One page again, so that it is read anew and kept fresh from here on.
    queries.setQueryData<Pages>(queryKey, (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) });
    window.scrollTo({ top: 0 });
    await queries.invalidateQueries({ queryKey });
  }, [queries, locale, key]);
  return {
    ...query,
    pages: pages.length,
    count: starts.at(-1) ?? 0,
    rowAt: (index: number): PortalPaymentRow | undefined => rowAt(pages, starts, index),
    look,
    fromTop,
  };
}
