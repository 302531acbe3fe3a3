'use client';
import type { PortalRefundList } from '@payport/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { REFUNDS_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { refundQuery, type RefundFilters } from './lib/refund-filters.ts';

export interface FirstRefunds {
  readonly filters: RefundFilters;
  readonly page: PortalRefundList;
}

/** How often what waits and what runs is looked at by itself where the live stream is lost, ms. */
const LOOK_MS = 15_000;

/** Refunds, page after page; what waits for a second person comes with the first. */
export function useRefunds(filters: RefundFilters, timeZone: string, first: FirstRefunds | null) {
  const locale = useLocale();
  const key = JSON.stringify(filters);
  const poll = useLivePoll(LOOK_MS);
  const known = first !== null && JSON.stringify(first.filters) === key ? first.page : null;
  return useInfiniteQuery({
    queryKey: ['refunds', locale, key],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${REFUNDS_URL}?${refundQuery(filters, timeZone, new Date(), pageParam)}`, { locale, signal })) as PortalRefundList,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : poll),
    ...(known && { initialData: { pages: [known], pageParams: [null] } }),
  });
}
