'use client';
import type { BankFileLinesQuery, PortalBankFile, PortalBankFileLines, PortalBankFileList, PortalBankFileProblems } from '@payport/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import {
  bankFileLinesUrl,
  bankFileProblemsUrl,
  bankFilesUrl,
  takeBackBankFileUrl,
  takeBankFileUrl,
  throwAwayBankFileUrl,
} from '@/features/gateway-url.ts';
import { NEWEST_FIRST } from '@/features/lists/lib/kept-pages.ts';
import { useKeptPages } from '@/features/lists/use-kept-pages.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';

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

/** Lines that the file adds, or that were there before, page after page. They change with what else is taken: read anew each time. */
export function useBankFileLines(id: string, of: BankFileLinesQuery['of'], wanted: boolean) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['bank-file-lines', locale, id, of],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${bankFileLinesUrl(id)}?of=${of}&after=${pageParam}`, { locale, signal })) as PortalBankFileLines,
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    enabled: wanted,
    gcTime: 0,
  });
}

/** Sends a file to be read; it counts for nothing yet. `onDone` shows it. */
export function useUpload(propertyId: string, onDone: () => Promise<void>) {
  const locale = useLocale();
  return useMutation({
    mutationFn: async (file: File) =>
      (await portalRequest(`${bankFilesUrl(propertyId)}?name=${encodeURIComponent(file.name.slice(0, 200))}`, {
        locale,
        method: 'POST',
        file,
      })) as PortalBankFile,
    onSettled: onDone,
  });
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
