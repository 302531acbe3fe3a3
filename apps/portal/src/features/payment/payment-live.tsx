'use client';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { paymentUrl } from '@/features/gateway-url.ts';
import { useLivePoll } from '@/features/live/live-provider.tsx';
import { portalRequest } from '@/features/portal-request.ts';
import { readMarks, sameMarks, type PaymentMarks } from './lib/payment-marks.ts';

interface PaymentLiveProps {
  readonly id: string;
  /** What this page shows. */
  readonly seen: PaymentMarks;
  readonly everyMs: number;
}

/**
 * Watches a payment that something is still to happen to, while the page is on screen, and has the page drawn again when something
 * changed. What is shown stays when the gateway cannot be reached: the chip says so.
 */
export function PaymentLive({ id, seen, everyMs }: PaymentLiveProps) {
  const t = useTranslations('Payment');
  const locale = useLocale();
  const router = useRouter();
  const { data, isError, failureCount } = useQuery({
    queryKey: ['payment-marks', locale, id],
    queryFn: async ({ signal }) => readMarks(await portalRequest(paymentUrl(id), { locale, signal })),
    refetchInterval: useLivePoll(everyMs),
    staleTime: 0,
    retry: false,
  });
  const changed = data !== undefined && data !== null && !sameMarks(data, seen);
  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, data?.updatedAt, data?.events, data?.frames, data?.family, router]);

  const lost = isError || failureCount > 0;
  return (
    <span
      data-print="hide"
      className={cn(
        'inline-flex h-7 items-center gap-2 rounded-full border px-3 text-xs font-medium',
        lost ? 'border-held-edge bg-held-fill text-held-ink' : 'border-line bg-surface text-text-soft',
      )}
    >
      <span aria-hidden className={cn('size-2 rounded-full', lost ? 'bg-held-ink' : 'animate-[breathe_2s_ease-in-out_infinite] bg-pending-ink')} />
      {lost ? t('liveLost') : t('live')}
    </span>
  );
}
