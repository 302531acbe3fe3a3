'use client';
import type { PortalChosenView, PortalView, PortalViewList } from '@payport/contracts';
import type { ViewList } from '@payport/domain';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { CHOSEN_VIEW_URL, VIEWS_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

const KEY = 'views';

/** Views of a list by a part of their name. Asked when somebody wants to choose one, not before. */
export function useViewList(list: ViewList, q: string, enabled: boolean) {
  const locale = useLocale();
  return useQuery({
    queryKey: [KEY, list, 'by-name', q],
    queryFn: async ({ signal }) =>
      (await portalRequest(`${VIEWS_URL}?${new URLSearchParams({ list, ...(q !== '' && { q }) })}`, { locale, signal })) as PortalViewList,
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** The view that the address names; `first`: as the server found it. */
export function useChosenView(list: ViewList, id: string | null, first: PortalView | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: [KEY, list, 'chosen', id],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ list, ...(id !== null && { view: id }) });
      return ((await portalRequest(`${CHOSEN_VIEW_URL}?${query}`, { locale, signal })) as PortalChosenView).view;
    },
    enabled: id !== null,
    ...(first !== null && first.id === id && { initialData: first }),
  });
}

/** Sends a change of a view and reads the views anew, whatever came of it. */
export function useViewChange(): (url: string, body: unknown, method?: 'POST' | 'PATCH') => Promise<unknown> {
  const locale = useLocale();
  const client = useQueryClient();
  return async (url, body, method = 'POST') => {
    try {
      return await portalRequest(url, { locale, method, body });
    } finally {
      await client.invalidateQueries({ queryKey: [KEY] });
    }
  };
}
