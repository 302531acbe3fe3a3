'use client';
import type { PortalAuditCheck, PortalAuditList } from '@payport/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { AUDIT_CHECK_URL, AUDIT_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { auditQuery, type AuditFilters } from './lib/audit-filters.ts';

/** Entries of the audit, page after page. */
export function useAudit(filters: AuditFilters, timeZone: string, first: { readonly filters: AuditFilters; readonly page: PortalAuditList } | null) {
  const locale = useLocale();
  const key = JSON.stringify(filters);
  const known = first !== null && JSON.stringify(first.filters) === key ? first.page : null;
  return useInfiniteQuery({
    queryKey: ['audit', locale, key],
    queryFn: async ({ pageParam, signal }) =>
      (await portalRequest(`${AUDIT_URL}?${auditQuery(filters, timeZone, pageParam)}`, { locale, signal })) as PortalAuditList,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(known && { initialData: { pages: [known], pageParams: [null] } }),
  });
}

/** Walks through the chains; only when somebody asks for it. */
export function useAuditCheck() {
  const locale = useLocale();
  return useMutation({ mutationFn: async () => (await portalRequest(AUDIT_CHECK_URL, { locale })) as PortalAuditCheck });
}
