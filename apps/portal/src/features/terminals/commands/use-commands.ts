'use client';
import type { PortalServiceCommand, PortalServiceCommandList, PortalServiceCommandRequest } from '@payport/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { terminalCommandsUrl } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';

/** How often commands are looked at where the live stream is lost: soon while one runs, ms. */
const RUNNING_MS = 1_500;
const QUIET_MS = 20_000;

export const isRunning = ({ status }: Pick<PortalServiceCommand, 'status'>): boolean => status === 'accepted' || status === 'in_progress';

/** The newest commands of a terminal with their results, and what this person may have it do. */
export function useCommands(terminalId: string) {
  const locale = useLocale();
  const [running, quiet] = [useLivePoll(RUNNING_MS), useLivePoll(QUIET_MS)];
  return useQuery({
    queryKey: ['commands', locale, terminalId],
    queryFn: async ({ signal }) => (await portalRequest(terminalCommandsUrl(terminalId), { locale, signal })) as PortalServiceCommandList,
    refetchInterval: ({ state }) => (state.data?.data.some(isRunning) ? running : quiet),
  });
}

/** Has the terminal do something; what comes of it is read from the list. */
export function useCommand(terminalId: string) {
  const locale = useLocale();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: PortalServiceCommandRequest) =>
      (await portalRequest(terminalCommandsUrl(terminalId), { locale, method: 'POST', body })) as PortalServiceCommand,
    onSettled: () => {
      for (const queryKey of [['commands'], ['terminal'], ['terminals'], ['end-of-day']]) void queries.invalidateQueries({ queryKey });
    },
  });
}
