'use client';
import type { PortalEndOfDay, PortalEndOfDayList, PortalTerminalList } from '@payport/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { SETTLEMENTS_URL, TERMINALS_URL } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';

/** How often the list is read again by itself where the live stream is lost, ms; hidden pages ask nothing. */
const LOST_MS = 4_000;
/** The end of a day changes a few times a day. */
const QUIET_MS = 30_000;

const queryOf = (property: string | null): string => (property === null ? '' : `?property=${property}`);

/** The terminals with what they do now. */
export function useTerminals(property: string | null, first: PortalTerminalList | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['terminals', locale, property],
    queryFn: async ({ signal }) => (await portalRequest(TERMINALS_URL + queryOf(property), { locale, signal })) as PortalTerminalList,
    ...(first && { initialData: first }),
    refetchInterval: useLivePoll(LOST_MS),
  });
}

/** Where each terminal's day stands, by terminal; empty until it is known. */
export function useDays(property: string | null): ReadonlyMap<string, PortalEndOfDay> {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['end-of-day', locale, property],
    queryFn: async ({ signal }) => (await portalRequest(SETTLEMENTS_URL + queryOf(property), { locale, signal })) as PortalEndOfDayList,
    refetchInterval: useLivePoll(QUIET_MS),
  });
  return useMemo(() => new Map(data?.data.map((day) => [day.terminal.id, day]) ?? []), [data]);
}
