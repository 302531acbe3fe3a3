'use client';
import type { PortalQueue, PortalQueueItem } from '@payport/contracts';
import { useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { askAgainUrl, finishPaymentUrl, QUEUE_URL, releasePaymentUrl, takePaymentUrl } from '@/features/gateway-url.ts';
import { useKeptPages } from '@/features/lists/use-kept-pages.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { QUEUE_ORDER } from './lib/queue-order.ts';
import { queueQuery, type QueueFilters } from './lib/queue-filters.ts';

/** How often the queue is read again by itself where the live stream is lost, ms; hidden pages ask nothing. */
const LOST_MS = 5_000;
/** Ages are told in minutes, ms. */
const AGE_STEP_MS = 15_000;

/** The queue. Only one that was not scrolled on is read again by itself: nothing jumps under a hand. */
export function useQueue(filters: QueueFilters, first: { readonly filters: QueueFilters; readonly page: PortalQueue } | null) {
  const key = JSON.stringify(filters);
  const poll = useLivePoll(LOST_MS);
  return useKeptPages<PortalQueueItem, PortalQueue>({
    name: 'queue',
    key,
    order: QUEUE_ORDER,
    url: (cursor) => `${QUEUE_URL}?${queueQuery(filters, cursor)}`,
    first: first !== null && JSON.stringify(first.filters) === key ? first.page : null,
    every: () => poll,
  });
}

const URLS = { take: takePaymentUrl, release: releasePaymentUrl, finish: finishPaymentUrl, askAgain: askAgainUrl } as const;
export type QueueAction = keyof typeof URLS;

/** One of the things that can be done with a payment from the queue; `onDone` reads what it changed. */
export function useQueueAction(id: string, onDone: () => Promise<void>) {
  const locale = useLocale();
  return useMutation({
    mutationFn: (action: QueueAction) => portalRequest(URLS[action](id), { locale, method: 'POST', body: {} }),
    onSettled: onDone,
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
