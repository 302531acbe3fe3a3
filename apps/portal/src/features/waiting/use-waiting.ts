'use client';
import type { PortalWaitingForMe } from '@payport/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { WAITING_FOR_ME_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { sumWaiting, type Waiting } from './lib/sum-waiting.ts';

/** How often it is counted again by itself where the live stream is lost, ms. */
const LOST_MS = 30_000;

/** What others proposed and this person may confirm; `confirms`: whether there can be anything. Null until it is known. */
export function useWaiting(confirms: boolean, property: string | null): Waiting | null {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['waiting', locale],
    queryFn: async ({ signal }) => (await portalRequest(WAITING_FOR_ME_URL, { locale, signal })) as PortalWaitingForMe,
    enabled: confirms,
    refetchInterval: useLivePoll(LOST_MS),
  });
  return sumWaiting(data ?? null, property);
}
