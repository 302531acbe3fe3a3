'use client';
import type {
  PortalReconDay,
  PortalReconDays,
  PortalReconExceptionDetail,
  PortalReconExceptions,
  PortalReconLines,
  ReconMatchMade,
  ReconMatchOrder,
  ReconWork,
  ReconWorkDone,
} from '@payport/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import {
  attachToReconExceptionUrl,
  closeReconDayUrl,
  confirmReconProposalUrl,
  decideReconMatchUrl,
  reconDaysUrl,
  reconDayUrl,
  reconExceptionsUrl,
  reconExceptionUrl,
  reconLinesUrl,
  rejectReconProposalUrl,
  reopenReconDayUrl,
  undoReconMatchUrl,
  workReconExceptionsUrl,
} from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { exceptionQuery, type ExceptionFilters } from './lib/exception-filters.ts';
import { lineQuery, type LineFilters } from './lib/line-filters.ts';

/** How often an open board asks again, ms. */
const LIVE_MS = 15_000;

export function useReconDays(propertyId: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['recon', 'days', locale, propertyId],
    queryFn: async ({ signal }) => (await portalRequest(reconDaysUrl(propertyId), { locale, signal })) as PortalReconDays,
    refetchInterval: LIVE_MS,
  });
}

export function useReconDay(propertyId: string, day: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['recon', 'day', locale, propertyId, day],
    queryFn: async ({ signal }) => (await portalRequest(reconDayUrl(propertyId, day), { locale, signal })) as PortalReconDay,
    refetchInterval: LIVE_MS,
  });
}

export function useReconExceptions(propertyId: string, filters: ExceptionFilters) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['recon', 'exceptions', locale, propertyId, JSON.stringify(filters)],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${reconExceptionsUrl(propertyId)}?${exceptionQuery(filters, pageParam)}`, { locale, signal })) as PortalReconExceptions,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useReconLines(propertyId: string, day: string, filters: LineFilters) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['recon', 'lines', locale, propertyId, day, JSON.stringify(filters)],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${reconLinesUrl(propertyId, day)}?${lineQuery(filters, pageParam)}`, { locale, signal })) as PortalReconLines,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useReconException(propertyId: string, id: string | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['recon', 'exception', locale, propertyId, id],
    queryFn: async ({ signal }) => (await portalRequest(reconExceptionUrl(propertyId, id ?? ''), { locale, signal })) as PortalReconExceptionDetail,
    enabled: id !== null,
    placeholderData: (before) => before,
  });
}

/** What lines would weigh that are about to be put together: nothing is changed. Null: nothing is asked. */
export function useMatchLook(propertyId: string, order: ReconMatchOrder | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['recon', 'look', locale, propertyId, JSON.stringify(order)],
    queryFn: async ({ signal }) =>
      (await portalRequest(decideReconMatchUrl(propertyId), {
        locale,
        signal,
        method: 'POST',
        body: { ...order, look: true },
      })) as ReconMatchMade,
    enabled: order !== null,
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** Everything that changes reconciliation at a hotel; whatever comes of it, the pages read again. */
export function useDesk(propertyId: string) {
  const locale = useLocale();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['recon'] });
  const post = (url: string, body: unknown = {}) => portalRequest(url, { locale, method: 'POST', body });
  const work = useMutation({
    mutationFn: async (order: ReconWork) => (await post(workReconExceptionsUrl(propertyId), order)) as ReconWorkDone,
    onSettled,
  });
  const match = useMutation({
    mutationFn: async (order: ReconMatchOrder) => (await post(decideReconMatchUrl(propertyId), order)) as ReconMatchMade,
    onSettled,
  });
  const undo = useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) => post(undoReconMatchUrl(propertyId, id), { reason }),
    onSettled,
  });
  const confirm = useMutation({ mutationFn: (id: string) => post(confirmReconProposalUrl(propertyId, id)), onSettled });
  const reject = useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) => post(rejectReconProposalUrl(propertyId, id), { reason }),
    onSettled,
  });
  const attach = useMutation({
    mutationFn: ({ id, file }: { readonly id: string; readonly file: File }) => {
      const query = new URLSearchParams({ name: file.name.slice(0, 200), type: file.type === '' ? 'text/plain' : file.type });
      return portalRequest(`${attachToReconExceptionUrl(propertyId, id)}?${query.toString()}`, { locale, method: 'POST', file });
    },
    onSettled,
  });
  return { work, match, undo, confirm, reject, attach };
}

export function useDayAction(propertyId: string, day: string) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: { readonly does: 'close'; readonly reason?: string } | { readonly does: 'reopen'; readonly reason: string }) =>
      order.does === 'close'
        ? portalRequest(closeReconDayUrl(propertyId, day), {
            locale,
            method: 'POST',
            body: order.reason === undefined ? {} : { reason: order.reason },
          })
        : portalRequest(reopenReconDayUrl(propertyId, day), { locale, method: 'POST', body: { reason: order.reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['recon'] }),
  });
}
