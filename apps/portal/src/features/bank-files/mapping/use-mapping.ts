'use client';
import type {
  BankFileSampleQuery,
  BankMappingDefinition,
  PortalBankFile,
  PortalBankFileSample,
  PortalBankMapping,
  PortalBankMappingList,
  PortalMappingPreview,
  SaveBankMapping,
} from '@payport/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { bankFileSampleUrl, bankFileUrl, bankMappingsUrl, describeBankFileUrl, previewBankMappingUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

export function useBankFile(id: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['bank-file', locale, id],
    queryFn: async ({ signal }) => (await portalRequest(bankFileUrl(id), { locale, signal })) as PortalBankFile,
  });
}

/** Everything that a hotel has described. */
export function useBankMappings(propertyId: string | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['bank-mappings', locale, propertyId],
    queryFn: async ({ signal }) => (await portalRequest(bankMappingsUrl(propertyId ?? ''), { locale, signal })) as PortalBankMappingList,
    enabled: propertyId !== null && propertyId !== '',
  });
}

export type Look = Pick<BankFileSampleQuery, 'table' | 'encoding' | 'delimiter' | 'headerRow' | 'target'>;

/** The first rows of a kept table as they are read by what was chosen so far. */
export function useSample(id: string, { table, encoding, delimiter, headerRow, target }: Look, wanted: boolean) {
  const locale = useLocale();
  const query = new URLSearchParams({
    table: String(table),
    encoding,
    delimiter,
    target,
    ...(headerRow === undefined ? {} : { headerRow: String(headerRow) }),
  });
  return useQuery({
    queryKey: ['bank-file-sample', locale, id, query.toString()],
    queryFn: async ({ signal }) => (await portalRequest(`${bankFileSampleUrl(id)}?${query}`, { locale, signal })) as PortalBankFileSample,
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
}

/** What the rows would give; asked anew whenever the description changes, and only while it can be read. */
export function usePreview(id: string, table: number, definition: BankMappingDefinition | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: ['bank-file-preview', locale, id, table, definition],
    queryFn: async ({ signal }) =>
      (await portalRequest(previewBankMappingUrl(id), { locale, method: 'POST', body: { table, definition }, signal })) as PortalMappingPreview,
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useSaveMapping(propertyId: string) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SaveBankMapping) =>
      (await portalRequest(bankMappingsUrl(propertyId), { locale, method: 'POST', body })) as PortalBankMapping,
    onSettled: () => client.invalidateQueries({ queryKey: ['bank-mappings'] }),
  });
}

interface SaveAndRead {
  readonly propertyId: string;
  readonly body: SaveBankMapping;
  /** The whole of the file is kept: it is read at once. */
  readonly read: boolean;
}

/** Saves the description, and reads the file by it. */
export function useSaveAndRead(fileId: string) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ propertyId, body, read }: SaveAndRead) => {
      const { id, versions } = (await portalRequest(bankMappingsUrl(propertyId), { locale, method: 'POST', body })) as PortalBankMapping;
      if (read)
        await portalRequest(describeBankFileUrl(fileId), { locale, method: 'POST', body: { mapping: { id, version: versions[0]?.version } } });
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['bank-mappings'] });
      // Another file has taken this one's place: the list begins anew, however far it was scrolled.
      client.removeQueries({ queryKey: ['bank-files'] });
    },
  });
}
