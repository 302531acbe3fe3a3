import type { FeeTariffOrder, PortalReconSettings, ReconCalendarOrder, ReconRuleOrder } from '@payport/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import {
  addFeeTariffUrl,
  reconSettingsUrl,
  setReconCalendarDayUrl,
  setReconRuleUrl,
  setReconSecondPersonUrl,
  withdrawFeeTariffUrl,
} from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

export function useReconSettings(propertyId: string, year: number | null) {
  const locale = useLocale();
  const url = `${reconSettingsUrl(propertyId)}${year === null ? '' : `?year=${year}`}`;
  return useQuery({
    queryKey: ['recon', 'settings', locale, propertyId, year],
    queryFn: async ({ signal }) => (await portalRequest(url, { locale, signal })) as PortalReconSettings,
    placeholderData: (before) => (before?.property.id === propertyId ? before : undefined),
  });
}

/** Changes of a hotel's settings; whatever comes of them, everything about reconciliation is read again. */
export function useSettingsChange(propertyId: string) {
  const locale = useLocale();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['recon'] });
  const post = (url: string, body: unknown) => portalRequest(url, { locale, method: 'POST', body });
  return {
    secondPerson: useMutation({ mutationFn: (above: number) => post(setReconSecondPersonUrl(propertyId), { above }), onSettled }),
    rule: useMutation({ mutationFn: (order: ReconRuleOrder) => post(setReconRuleUrl(propertyId), order), onSettled }),
    day: useMutation({ mutationFn: (order: ReconCalendarOrder) => post(setReconCalendarDayUrl(propertyId), order), onSettled }),
    tariff: useMutation({ mutationFn: (order: FeeTariffOrder) => post(addFeeTariffUrl(propertyId), order), onSettled }),
    withdraw: useMutation({
      mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) => post(withdrawFeeTariffUrl(propertyId, id), { reason }),
      onSettled,
    }),
  };
}
export type SettingsChange = ReturnType<typeof useSettingsChange>;
