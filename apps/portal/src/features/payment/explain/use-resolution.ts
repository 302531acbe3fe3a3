'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, type RefObject } from 'react';
import { portalRequest } from '@/features/portal-request.ts';

/** Sends a step of a decision, and has the page drawn anew: also after a refusal, since then the page shows something old. */
export function useResolutionStep(url: string, onDone: () => void) {
  const locale = useLocale();
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) => portalRequest(url, { locale, method: 'POST', body }),
    onSuccess: onDone,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['payment-marks'] });
      router.refresh();
    },
  });
}

/** Takes the reader to the field that the gateway refused: once it is drawn as wrong, not before. */
export function useFaultFocus(form: RefObject<HTMLFormElement | null>, error: unknown): void {
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form, error]);
}
