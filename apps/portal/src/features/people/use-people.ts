'use client';
import type { PortalPeople } from '@payport/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { PEOPLE_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

const KEY = ['people'];

/** People and open invitations; `first` is what the page came with. */
export function usePeople(first: PortalPeople | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await portalRequest(PEOPLE_URL, { locale, signal })) as PortalPeople,
    ...(first ? { initialData: first } : {}),
  });
}

/** Sends a change and reads the people anew, whatever came of it. */
export function usePeopleChange(): (url: string, body?: unknown) => Promise<unknown> {
  const locale = useLocale();
  const client = useQueryClient();
  return async (url, body) => {
    try {
      return await portalRequest(url, { locale, method: 'POST', body: body ?? {} });
    } finally {
      await client.invalidateQueries({ queryKey: KEY });
    }
  };
}
