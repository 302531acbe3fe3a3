'use client';
import type { PortalAccount } from '@payport/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { ACCOUNT_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

const KEY = ['account'];

/** The person's own account, read again after every change. */
export function useAccount(first: PortalAccount | null) {
  const locale = useLocale();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await portalRequest(ACCOUNT_URL, { locale, signal })) as PortalAccount,
    ...(first ? { initialData: first } : {}),
  });
}

/** Something that is done about the account: whether it runs, and what went wrong. */
export function useAccountChange() {
  const locale = useLocale();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const send = async (url: string, body: unknown = {}): Promise<unknown> => {
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      const answer = await portalRequest(url, { locale, method: 'POST', body });
      await queries.invalidateQueries({ queryKey: KEY });
      return answer ?? {};
    } catch (error) {
      setFailure(formFailure(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, send };
}
