'use client';
import type { PortalTerminalDetail } from '@payport/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { disableTerminalUrl, enableTerminalUrl, liftQuarantineUrl, terminalUrl } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';

/** How often it is read again by itself where the live stream is lost, ms. */
const LOST_MS = 4_000;

/** One terminal, live while its page is on screen. */
export function useTerminal(first: PortalTerminalDetail) {
  const locale = useLocale();
  const { id } = first.terminal;
  return useQuery({
    queryKey: ['terminal', locale, id],
    queryFn: async ({ signal }) => (await portalRequest(terminalUrl(id), { locale, signal })) as PortalTerminalDetail,
    initialData: first,
    refetchInterval: useLivePoll(LOST_MS),
  });
}

/** Changes answer with the terminal as it is now; what is on screen takes it at once. */
function useChange<T>(id: string, ask: (input: T, locale: string) => Promise<unknown>) {
  const locale = useLocale();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: T) => (await ask(input, locale)) as PortalTerminalDetail,
    onSuccess: (detail) => {
      queries.setQueryData(['terminal', locale, id], detail);
      void queries.invalidateQueries({ queryKey: ['terminals'] });
    },
  });
}

export const useTerminalChange = (id: string) =>
  useChange(id, (body: object, locale) => portalRequest(terminalUrl(id), { locale, method: 'PATCH', body }));

export const useTerminalSwitch = (id: string) =>
  useChange(id, (on: boolean, locale) => portalRequest(on ? enableTerminalUrl(id) : disableTerminalUrl(id), { locale, method: 'POST', body: {} }));

export const useLiftQuarantine = (id: string) =>
  useChange(id, (reason: string, locale) => portalRequest(liftQuarantineUrl(id), { locale, method: 'POST', body: { reason } }));
