import type { PortalReconReport, PortalReconReportLines } from '@payport/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { RECON_REPORT_LINES_URL, RECON_REPORT_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { reportQuery, spanFault, type ReportFilters, type ReportLineFilters } from '../lib/report-filters.ts';

export function useReconReport(filters: ReportFilters) {
  const locale = useLocale();
  const query = reportQuery(filters);
  return useQuery({
    queryKey: ['recon', 'report', locale, query],
    queryFn: async ({ signal }) => (await portalRequest(`${RECON_REPORT_URL}?${query}`, { locale, signal })) as PortalReconReport,
    enabled: spanFault(filters) === null,
    placeholderData: (before) => before,
  });
}

export function useReconReportLines(filters: ReportLineFilters) {
  const locale = useLocale();
  return useInfiniteQuery({
    queryKey: ['recon', 'report-lines', locale, reportQuery(filters)],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${RECON_REPORT_LINES_URL}?${reportQuery({ ...filters, cursor: pageParam })}`, {
        locale,
        signal,
      })) as PortalReconReportLines,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
