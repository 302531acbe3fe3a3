'use client';
import type { PortalBankFile, PortalBankFileList, PortalBankFileProblems } from '@payport/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { bankFileProblemsUrl, bankFilesUrl, takeBackBankFileUrl, takeBankFileUrl, throwAwayBankFileUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

/** Files of a hotel, page after page. */
export function useBankFiles(propertyId: string) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['bank-files', locale, propertyId],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?cursor=${pageParam}`;
      return (await portalRequest(`${bankFilesUrl(propertyId)}${query}`, { locale, signal })) as PortalBankFileList;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Rows with an error, page after page. */
export function useBankFileProblems(id: string, wanted: boolean) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['bank-file-problems', locale, id],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${bankFileProblemsUrl(id)}?after=${pageParam}`, { locale, signal })) as PortalBankFileProblems,
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    enabled: wanted,
  });
}

/** Sends a file to be read; it counts for nothing yet. */
export function useUpload(propertyId: string) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) =>
      (await portalRequest(`${bankFilesUrl(propertyId)}?name=${encodeURIComponent(file.name.slice(0, 200))}`, {
        locale,
        method: 'POST',
        file,
      })) as PortalBankFile,
    onSettled: () => client.invalidateQueries({ queryKey: ['bank-files'] }),
  });
}

const URLS = { take: takeBankFileUrl, throwAway: throwAwayBankFileUrl, takeBack: takeBackBankFileUrl } as const;
export type BankFileAction = keyof typeof URLS;

/** Decides about a file that was read, or takes one back. */
export function useBankFileAction(id: string) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, reason }: { readonly action: BankFileAction; readonly reason?: string }) =>
      portalRequest(URLS[action](id), { locale, method: 'POST', body: reason === undefined ? {} : { reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['bank-files'] }),
  });
}
