'use client';
import type { PortalBankFile, PortalBankFileList } from '@payport/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useEffect } from 'react';
import { bankFilesUrl, takeBackBankFileUrl, takeBankFileUrl, throwAwayBankFileUrl } from '@/features/gateway-url.ts';
import { NEWEST_FIRST } from '@/features/lists/lib/kept-pages.ts';
import { useKeptPages } from '@/features/lists/use-kept-pages.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { leadsOn } from './lib/leads-on.ts';

/** How often files that are being read are looked at where the live stream is lost, ms. */
const LOOK_MS = 15_000;

/** Files of a hotel, newest first. */
export function useBankFiles(propertyId: string) {
  const poll = useLivePoll(LOOK_MS);
  return useKeptPages<PortalBankFile, PortalBankFileList>({
    name: 'bank-files',
    key: propertyId,
    order: NEWEST_FIRST,
    url: (cursor) => `${bankFilesUrl(propertyId)}${cursor === null ? '' : `?cursor=${cursor}`}`,
    first: null,
    every: () => poll,
  });
}

interface RowsPage<Row> {
  readonly data: readonly Row[];
  readonly next: number | null;
}

/**
 * Rows of a file, page after page. Those that it adds, or that were there before, change with what else is taken: read anew each
 * time. Of a file of which nearly everything is known a page may have no row: the next one is read until there is one, or the end.
 */
export function useFileRows<Row>(id: string, url: string) {
  const locale = useLocale();
  const { data, isPending, isError, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['bank-file-rows', locale, id, url],
    queryFn: async ({ pageParam, signal }) => (await portalRequest(`${url}after=${pageParam}`, { locale, signal })) as RowsPage<Row>,
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });
  const seeks = !isError && leadsOn(data?.pages);
  useEffect(() => {
    if (seeks && !isFetching) void fetchNextPage();
  }, [seeks, isFetching, fetchNextPage]);
  return {
    rows: data?.pages.flatMap((page) => page.data) ?? [],
    looks: isPending || isFetching || seeks,
    failed: isError && !isFetching,
    more: hasNextPage,
    onMore: () => void (data === undefined ? refetch() : fetchNextPage()),
  };
}

const URLS = { take: takeBankFileUrl, throwAway: throwAwayBankFileUrl, takeBack: takeBackBankFileUrl } as const;
export type BankFileAction = keyof typeof URLS;

/** Decides about a file that was read, or takes one back. `onDone` reads what it changed. */
export function useBankFileAction(id: string, onDone: () => Promise<void>) {
  const locale = useLocale();
  return useMutation({
    mutationFn: ({ action, reason }: { readonly action: BankFileAction; readonly reason?: string }) =>
      portalRequest(URLS[action](id), { locale, method: 'POST', body: reason === undefined ? {} : { reason } }),
    onSettled: onDone,
  });
}
