'use client';
import type { PortalLinkTest } from '@payport/contracts';
import { useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { LINK_TESTS_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

export interface LinkTestInput {
  readonly propertyId: string;
  readonly driver: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly terminalId?: string;
}

/** Has the gateway speak to a device by settings that may not be stored yet. */
export function useLinkTest() {
  const locale = useLocale();
  return useMutation({
    mutationFn: async (body: LinkTestInput) => (await portalRequest(LINK_TESTS_URL, { locale, method: 'POST', body })) as PortalLinkTest,
  });
}
