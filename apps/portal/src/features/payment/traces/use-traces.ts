'use client';
import type { PortalPaymentTraces } from '@payport/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { paymentTracesUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

/** How often a message under way is looked at, ms. */
const LOOK_AGAIN_MS = 5_000;

/** What the payment left elsewhere; several cards ask, one request goes. */
export function useTraces(id: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['payment-traces', locale, id],
    queryFn: async ({ signal }) => (await portalRequest(paymentTracesUrl(id), { locale, signal })) as PortalPaymentTraces,
    refetchInterval: ({ state }) => (state.data?.deliveries?.some((one) => one.state === 'pending') ? LOOK_AGAIN_MS : false),
  });
}
