'use client';
import type { PortalWaitingRefundList } from '@payport/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { WAITING_REFUNDS_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { waitingQuery, type WaitingWhose } from './lib/refund-filters.ts';

/** How often what waits is looked at by itself where the live stream is lost, ms. */
const LOOK_MS = 15_000;

/** The first page as the server rendered it, and what it answers. */
export interface FirstWaiting {
  readonly property: string | null;
  readonly whose: WaitingWhose;
  readonly page: PortalWaitingRefundList;
}

/** Refunds that wait for a second person, page after page. */
export function useWaitingRefunds(property: string | null, whose: WaitingWhose, first: FirstWaiting | null) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['refunds-waiting', locale, property, whose],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${WAITING_REFUNDS_URL}?${waitingQuery(property, whose, pageParam)}`, { locale, signal })) as PortalWaitingRefundList,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(first?.property === property && first.whose === whose && { initialData: { pages: [first.page], pageParams: [null] } }),
    refetchInterval: useLivePoll(LOOK_MS),
  });
}
