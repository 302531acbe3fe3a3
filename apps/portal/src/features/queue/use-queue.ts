'use client';
import type { PortalQueue } from '@payport/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { askAgainUrl, finishPaymentUrl, QUEUE_URL, releasePaymentUrl, takePaymentUrl } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { queueQuery, type QueueFilters } from './lib/queue-filters.ts';

/** How often the queue is read again by itself where the live stream is lost, ms; hidden pages ask nothing. */
const LOST_MS = 5_000;
/** Ages are told in minutes, ms. */
const AGE_STEP_MS = 15_000;

/** The queue, page after page. Only one that was not scrolled on is read again by itself: nothing jumps under a hand. */
export function useQueue(filters: QueueFilters, first: { readonly filters: QueueFilters; readonly page: PortalQueue } | null) {
  const locale = useLocale();
  const key = JSON.stringify(filters);
  const poll = useLivePoll(LOST_MS);
  const known = first !== null && JSON.stringify(first.filters) === key ? first.page : null;
  return useInfiniteQuery({
    queryKey: ['queue', locale, key],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${QUEUE_URL}?${queueQuery(filters, pageParam)}`, { locale, signal })) as PortalQueue,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(known && { initialData: { pages: [known], pageParams: [null] } }),
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? poll : false),
  });
}

const URLS = { take: takePaymentUrl, release: releasePaymentUrl, finish: finishPaymentUrl, askAgain: askAgainUrl } as const;
export type QueueAction = keyof typeof URLS;

/** One of the things that can be done with a payment from the queue. */
export function useQueueAction(id: string) {
  const locale = useLocale();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: QueueAction) => portalRequest(URLS[action](id), { locale, method: 'POST', body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['queue'] }),
  });
}

const subscribe = (changed: () => void): (() => void) => {
  const timer = setInterval(changed, AGE_STEP_MS);
  return () => clearInterval(timer);
};

/** The time now, in steps; null until the page is in a browser, whose clock the server does not know. */
export const useCoarseNow = (): number | null =>
  useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / AGE_STEP_MS) * AGE_STEP_MS,
    () => null,
  );
