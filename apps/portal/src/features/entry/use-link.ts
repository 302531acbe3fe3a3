'use client';
import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { portalRequest, PortalRequestFailed } from '@/features/portal-request.ts';
import { forgetToken, takeToken } from './lib/link-token.ts';

export type LinkLook<T> =
  | { readonly kind: 'looking' }
  /** No token at all, or one that lets nobody in. */
  | { readonly kind: 'dead' }
  | { readonly kind: 'failed'; readonly requestId: string | null }
  | { readonly kind: 'alive'; readonly token: string; readonly state: T };

/** Opens the link that led here: asks the gateway what it is good for. `retry` asks again. */
export function useLink<T>(page: string, url: string): { readonly look: LinkLook<T>; readonly retry: () => void } {
  const locale = useLocale();
  const [look, setLook] = useState<LinkLook<T>>({ kind: 'looking' });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    const open = async (): Promise<LinkLook<T>> => {
      const token = takeToken(page, window);
      if (token === null) return { kind: 'dead' };
      const state = await portalRequest(url, { locale, method: 'POST', body: { token }, signal: stop.signal });
      return { kind: 'alive', token, state: state as T };
    };
    open().then(
      (found) => stop.signal.aborted || setLook(found),
      (error: unknown) => stop.signal.aborted || setLook(failedLook(page, error)),
    );
    return () => stop.abort();
  }, [page, url, locale, round]);

  const retry = () => {
    setLook({ kind: 'looking' });
    setRound((count) => count + 1);
  };
  return { look, retry };
}

function failedLook(page: string, error: unknown): { readonly kind: 'dead' } | { readonly kind: 'failed'; readonly requestId: string | null } {
  if (!(error instanceof PortalRequestFailed)) return { kind: 'failed', requestId: null };
  if (error.status !== 410 && error.status !== 422) return { kind: 'failed', requestId: error.requestId };
  forgetToken(page, window);
  return { kind: 'dead' };
}
