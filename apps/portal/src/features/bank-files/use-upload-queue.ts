'use client';
import type { PortalBankFile } from '@payport/contracts';
import { useIsMutating, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useEffect, useRef } from 'react';
import { bankFilesUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { forgetDone, queueOf, toUpload, uploadOptions, uploadsKey } from './lib/uploads.ts';

/** Sends files to be read, one after another; they count for nothing yet. `onDone` shows them, while this hotel is looked at. */
export function useUploadQueue(propertyId: string, onDone: () => Promise<void>) {
  const locale = useLocale();
  const client = useQueryClient();
  const post = async (file: File): Promise<PortalBankFile> => {
    const url = `${bankFilesUrl(propertyId)}?name=${encodeURIComponent(file.name.slice(0, 200))}`;
    return (await portalRequest(url, { locale, method: 'POST', file })) as PortalBankFile;
  };
  // A list that nobody looks at now begins anew when somebody comes back to it.
  const forgetList = () => client.removeQueries({ queryKey: ['bank-files', locale, propertyId], type: 'inactive' });
  const { mutate } = useMutation(uploadOptions(propertyId, post, forgetList));
  const queue = queueOf(useMutationState({ filters: { mutationKey: uploadsKey(propertyId) }, select: toUpload }));
  const { done } = queue;
  const shown = useRef(done);
  useEffect(() => {
    if (done > shown.current) void onDone();
    shown.current = done;
  }, [done, onDone]);
  const send = (given: readonly File[]): void => {
    if (given.length === 0) return;
    forgetDone(client, propertyId);
    for (const file of given) mutate(file);
  };
  return { ...queue, send };
}

/** Whoever closes or reloads the portal while files wait is asked first: a browser that is gone sends nothing. */
export function UploadGuard() {
  const sending = useIsMutating({ mutationKey: uploadsKey(null) }) > 0;
  useEffect(() => {
    if (!sending) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [sending]);
  return null;
}
