'use client';
import type { PortalPaymentList, PortalPaymentRow } from '@payport/contracts';
import { isFinal } from '@payport/domain';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { PAYMENTS_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { toQuery, type PaymentFilters } from './lib/payment-filters.ts';

/** How often the newest page is read again by itself where the live stream is lost: soon while something runs, ms. */
const RUNNING_MS = 3_000;
const QUIET_MS = 20_000;

/** The first page as the server rendered it, and the conditions that it answers. */
export interface FirstPage {
  readonly filters: PaymentFilters;
  readonly page: PortalPaymentList;
}

/** The list, page after page. Only a list that was not scrolled on is read again by itself: rows never jump under a hand. `fromTop` begins anew. */
export function usePaymentPages(filters: PaymentFilters, timeZone: string, first: FirstPage | null) {
  const locale = useLocale();
  const key = JSON.stringify(filters);
  const queries = useQueryClient();
  const [running, quiet] = [useLivePoll(RUNNING_MS), useLivePoll(QUIET_MS)];
  const known = first !== null && JSON.stringify(first.filters) === key ? first.page : null;
  const query = useInfiniteQuery({
    queryKey: ['payments', locale, key],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${PAYMENTS_URL}?${toQuery(filters, timeZone, new Date(), pageParam)}`, { locale, signal })) as PortalPaymentList,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(known && { initialData: { pages: [known], pageParams: [null] } }),
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => {
      if (state.data?.pages.length !== 1) return false;
      return state.data.pages.some((page) => page.data.some((row) => !isFinal(row.status) && row.outcome === 'pending')) ? running : quiet;
    },
  });
  const rows = useMemo<PortalPaymentRow[]>(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const fromTop = useCallback(async () => {
    const queryKey = ['payments', locale, key];
    // One page again, so that it is read anew and kept fresh from here on.
    queries.setQueryData<InfiniteData<PortalPaymentList, string | null>>(
      queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    window.scrollTo({ top: 0 });
    await queries.invalidateQueries({ queryKey });
  }, [queries, locale, key]);
  return { ...query, rows, fromTop };
}
