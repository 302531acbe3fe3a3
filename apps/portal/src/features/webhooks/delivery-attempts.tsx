'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useReason } from './delivery-state.tsx';
import { useAttempts } from './use-webhooks.ts';

interface DeliveryAttemptsProps {
  readonly id: string;
  readonly count: number;
  readonly at: (moment: string) => { readonly shortDate: string; readonly seconds: string };
}

/** Every attempt of a message: when, what was answered, after how long. Read when it is opened. */
export function DeliveryAttempts({ id, count, at }: DeliveryAttemptsProps) {
  const t = useTranslations('Webhooks');
  const reason = useReason();
  const [open, setOpen] = useState(false);
  const { data, isError } = useAttempts(id, open);
  if (count === 0) return <span>{t('attempts', { count })}</span>;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="open:basis-full">
      <summary className="min-h-6 rounded-sm">{t('attempts', { count })}</summary>
      {isError && <p className="mt-1">{t('failed')}</p>}
      {!data && !isError && <Skeleton className="mt-1 h-5 w-full" />}
      {data && (
        <ol className="mt-1 grid gap-1 border-l border-line pl-3">
          {data.history.map(({ number, at: moment, durationMs, status, error }) => (
            <li key={number} className="flex flex-wrap justify-between gap-x-3">
              <span>
                {at(moment).shortDate}, {at(moment).seconds}
              </span>
              <span className="text-text-soft">
                {reason(status, error)} · {t('took', { ms: durationMs })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
