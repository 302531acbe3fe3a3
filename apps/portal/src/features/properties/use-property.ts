'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { propertyUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

const keyOf = (id: string) => ['property', id] as const;

/** The hotel; `first` is what the page came with. */
export function useProperty(first: PortalPropertyDetail) {
  const locale = useLocale();
  return useQuery({
    queryKey: keyOf(first.id),
    queryFn: async ({ signal }) => (await portalRequest(propertyUrl(first.id), { locale, signal })) as PortalPropertyDetail,
    initialData: first,
  }).data;
}

/** Reads the hotel anew: something about it has changed elsewhere. */
export function usePropertyRefresh(id: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keyOf(id) });
}

interface Saving {
  readonly busy: boolean;
  readonly saved: boolean;
  readonly failure: FormFailure;
  readonly save: (change: unknown) => Promise<void>;
  /** The person goes on typing: what was said about the last try is over. */
  readonly touch: () => void;
}

/** Saves a part of the hotel. */
export function usePropertyChange(id: string): Saving {
  const locale = useLocale();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const save = async (change: unknown) => {
    setBusy(true);
    setSaved(false);
    setFailure(NO_FAILURE);
    try {
      client.setQueryData(keyOf(id), await portalRequest(propertyUrl(id), { locale, method: 'PATCH', body: change }));
      setSaved(true);
    } catch (error) {
      setFailure(formFailure(error));
    }
    setBusy(false);
  };
  return { busy, saved, failure, save, touch: () => setSaved(false) };
}
