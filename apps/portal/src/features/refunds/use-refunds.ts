'use client';
import type { PortalRefundList, PortalRefundRow } from '@payport/contracts';
import { REFUNDS_URL } from '@/features/gateway-url.ts';
import { useKeptPages } from '@/features/lists/use-kept-pages.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { ROW_ORDERS, SORTS } from '@/features/payments/lib/payment-sort.ts';
import { refundQuery, type RefundFilters } from './lib/refund-filters.ts';

export interface FirstRefunds {
  readonly filters: RefundFilters;
  readonly page: PortalRefundList;
}

/** How often what runs is looked at by itself where the live stream is lost, ms. */
const LOOK_MS = 15_000;

/** Refunds in their order. */
export function useRefunds(filters: RefundFilters, timeZone: string, first: FirstRefunds | null) {
  const { sort, ...conditions } = filters;
  const poll = useLivePoll(LOOK_MS);
  return useKeptPages<PortalRefundRow, PortalRefundList>({
    name: 'refunds',
    key: JSON.stringify(conditions),
    sort: sort ?? SORTS[0],
    order: ROW_ORDERS[sort ?? SORTS[0]],
    url: (cursor) => `${REFUNDS_URL}?${refundQuery(filters, timeZone, new Date(), cursor)}`,
    first: first !== null && JSON.stringify(first.filters) === JSON.stringify(filters) ? first.page : null,
    every: () => poll,
  });
}
