'use client';
import type { PortalReconWorkbook } from '@payport/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { reconWorkbookUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

/** Sends a workbook: looked at without a hash, taken with the one of that look. */
export function useWorkbook(hotel: string) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, sha256 }: { readonly file: File; readonly sha256: string | null }) =>
      (await portalRequest(`${reconWorkbookUrl(hotel)}${sha256 === null ? '' : `?sha256=${sha256}`}`, {
        locale,
        method: 'POST',
        file,
      })) as PortalReconWorkbook,
    onSettled: (_, __, { sha256 }) => (sha256 === null ? undefined : client.invalidateQueries({ queryKey: ['recon'] })),
  });
}
