'use client';
import type { PortalPaymentTraces } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTraces } from './use-traces.ts';

interface TracesPartProps {
  readonly id: string;
  readonly children: (traces: PortalPaymentTraces) => ReactNode;
}

/** A part of what the payment left elsewhere: there, on its way, or not to be had now. */
export function TracesPart({ id, children }: TracesPartProps) {
  const t = useTranslations('Traces');
  const { data, isError, refetch } = useTraces(id);
  if (data) return children(data);
  if (!isError)
    return (
      <div role="status" aria-label={t('loading')} className="grid gap-2">
        <Skeleton className="h-5 w-3/4" />
        <Skeleton className="h-5 w-1/2" />
      </div>
    );
  return (
    <Notice tone="bad">
      <p>{t('failed')}</p>
      <Button size="sm" className="mt-2" onClick={() => void refetch()}>
        {t('retry')}
      </Button>
    </Notice>
  );
}
