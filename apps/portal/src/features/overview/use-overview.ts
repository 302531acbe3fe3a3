'use client';
import type { PortalOverview } from '@payport/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { OVERVIEW_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';

/** How often the figures are read again by themselves where the live stream is lost, ms; hidden pages ask nothing. */
const LOST_MS = 10_000;

/** The first answer as the server rendered it, and the hotel that it is about. */
export interface FirstOverview {
  readonly property: string | null;
  readonly overview: PortalOverview;
}

export function useOverview(property: string | null, first: FirstOverview | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['overview', locale, property],
    queryFn: async ({ signal }) =>
      (await portalRequest(OVERVIEW_URL + (property === null ? '' : `?property=${property}`), { locale, signal })) as PortalOverview,
    ...(first?.property === property && { initialData: first.overview }),
    refetchInterval: useLivePoll(LOST_MS),
  });
}
