'use client';
import type { PortalPaymentList, PortalPaymentRow } from '@payport/contracts';
import { isFinal } from '@payport/domain';
import { PAYMENTS_URL } from '@/features/gateway-url.ts';
import { useKeptPages } from '@/features/lists/use-kept-pages.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { toQuery, type PaymentFilters } from './lib/payment-filters.ts';
import { ROW_ORDERS, SORTS } from './lib/payment-sort.ts';

/** How often the newest page is read again by itself where the live stream is lost: soon while something runs, ms. */
const RUNNING_MS = 3_000;
const QUIET_MS = 20_000;

/** The first page as the server rendered it, and the conditions that it answers. */
export interface FirstPage {
  readonly filters: PaymentFilters;
  readonly page: PortalPaymentList;
}

const runs = ({ status, outcome }: PortalPaymentRow): boolean => !isFinal(status) && outcome === 'pending';

/** The payments that these conditions let in, in their order. */
export function usePaymentPages(filters: PaymentFilters, timeZone: string, first: FirstPage | null) {
  const { sort, ...conditions } = filters;
  const [running, quiet] = [useLivePoll(RUNNING_MS), useLivePoll(QUIET_MS)];
  return useKeptPages<PortalPaymentRow, PortalPaymentList>({
    name: 'payments',
    key: JSON.stringify(conditions),
    sort: sort ?? SORTS[0],
    order: ROW_ORDERS[sort ?? SORTS[0]],
    url: (cursor) => `${PAYMENTS_URL}?${toQuery(filters, timeZone, new Date(), cursor)}`,
    first: first !== null && JSON.stringify(first.filters) === JSON.stringify(filters) ? first.page : null,
    every: ({ data }) => (data.some(runs) ? running : quiet),
  });
}
