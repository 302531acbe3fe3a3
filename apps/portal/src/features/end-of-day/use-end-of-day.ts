'use client';
import type { PortalAlarm, PortalAlarmList, PortalEndOfDayList, PortalSettlementDetail } from '@payport/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { takeAlarmUrl, ALARMS_URL, SETTLEMENTS_URL, settlementUrl } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';

/** How often the page is read again by itself where the live stream is lost: soon while a day is being closed, ms. */
const RUNNING_MS = 2_000;
const QUIET_MS = 10_000;

const queryOf = (fields: Readonly<Record<string, string | null>>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== null) query.set(name, value);
  return query.toString();
};

export function useEndOfDay(property: string | null) {
  const locale = useLocale();
  const [running, quiet] = [useLivePoll(RUNNING_MS), useLivePoll(QUIET_MS)];
  return useQuery({
    queryKey: ['end-of-day', locale, property],
    queryFn: async ({ signal }) => (await portalRequest(`${SETTLEMENTS_URL}?${queryOf({ property })}`, { locale, signal })) as PortalEndOfDayList,
    refetchInterval: ({ state }) => (state.data?.data.some((day) => day.state === 'running') ? running : quiet),
  });
}

/** One settlement with its comparison and its slip. */
export function useSettlement(id: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['settlement', locale, id],
    queryFn: async ({ signal }) => (await portalRequest(settlementUrl(id), { locale, signal })) as PortalSettlementDetail,
  });
}

/** Alarms that nobody and nothing has cleared. */
export function useAlarms(property: string | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['alarms', locale, property],
    queryFn: async ({ signal }) =>
      (await portalRequest(`${ALARMS_URL}?${queryOf({ property, open: 'true' })}`, { locale, signal })) as PortalAlarmList,
    refetchInterval: useLivePoll(QUIET_MS),
  });
}

export function useAcknowledge() {
  const locale = useLocale();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => (await portalRequest(takeAlarmUrl(id), { locale, method: 'POST', body: {} })) as PortalAlarm,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['alarms'] }),
  });
}
