'use client';
import type { PortalSearchResult } from '@payport/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { SEARCH_URL } from '@/features/gateway-url.ts';
import { holdsCardNumber, searchText } from '@/features/payments/lib/search-text.ts';
import { portalRequest } from '@/features/portal-request.ts';

/** Typing is over when nothing was typed for so long, ms. */
const PAUSE_MS = 120;

/** What is found by the text in the box. A full card number is never asked about. */
export function useSearch(text: string, open: boolean) {
  const locale = useLocale();
  const refused = holdsCardNumber(text);
  const wanted = refused ? null : searchText(text);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const q = refused || wanted === null ? null : asked;
  const query = useQuery({
    queryKey: ['search', locale, q],
    queryFn: async ({ signal }) => (await portalRequest(SEARCH_URL, { locale, method: 'POST', body: { q }, signal })) as PortalSearchResult,
    enabled: open && q !== null,
    // What was found a moment ago may have changed since.
    staleTime: 0,
    gcTime: 30_000,
    placeholderData: (before) => before,
  });
  const result = q === null ? null : (query.data ?? null);
  return { refused, wanted, result, error: q === null ? null : query.error, waiting: wanted !== null && (asked !== wanted || query.isFetching) };
}
