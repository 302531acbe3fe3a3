'use client';
import type { PortalWebhookDeliveryDetail, PortalWebhookDeliveryList, PortalWebhookDetail, PortalWebhookList } from '@payport/contracts';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { webhookDeliveriesUrl, webhookDeliveryUrl, webhooksUrl, webhookUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import type { DeliveryFilters } from './lib/delivery-filters.ts';

/** How often a page that shows messages under way looks again, ms. */
const LOOK_AGAIN_MS = 5_000;

/** The hotel's receivers with what was last sent to each. */
export function useWebhooks(propertyId: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['webhooks', locale, propertyId],
    queryFn: async ({ signal }) => (await portalRequest(webhooksUrl(propertyId), { locale, signal })) as PortalWebhookList,
    refetchInterval: ({ state }) => (state.data?.data.some(({ waiting }) => waiting > 0) ? LOOK_AGAIN_MS : false),
  });
}

/** One receiver. `first`: as the page came with it. */
export function useWebhook(first: PortalWebhookDetail) {
  const locale = useLocale();
  const { id } = first.webhook;
  return useQuery({
    queryKey: ['webhooks', locale, 'one', id],
    queryFn: async ({ signal }) => (await portalRequest(webhookUrl(id), { locale, signal })) as PortalWebhookDetail,
    initialData: first,
    refetchInterval: ({ state }) => ((state.data?.webhook.waiting ?? 0) > 0 ? LOOK_AGAIN_MS : false),
  });
}

/** Messages to one receiver, newest first, page after page. */
export function useDeliveries(webhookId: string, { state, event }: DeliveryFilters) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['webhook-deliveries', locale, webhookId, state, event],
    queryFn: async ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...(state && { state }), ...(event && { event }), ...(pageParam && { cursor: pageParam }) });
      return (await portalRequest(`${webhookDeliveriesUrl(webhookId)}?${query.toString()}`, { locale, signal })) as PortalWebhookDeliveryList;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state: { data } }) => (data?.pages[0]?.data.some((one) => one.state === 'pending') ? LOOK_AGAIN_MS : false),
  });
}

/** One message with its attempts and its body, once somebody wants to see them. */
export function useAttempts(id: string, open: boolean) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['webhook-deliveries', locale, 'attempts', id],
    queryFn: async ({ signal }) => (await portalRequest(webhookDeliveryUrl(id), { locale, signal })) as PortalWebhookDeliveryDetail,
    enabled: open,
  });
}

/** Reads receivers and messages anew. */
export function useWebhookRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(['webhooks', 'webhook-deliveries'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
}
