'use client';
import type { PortalWebhookDeliveryDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useReason } from './delivery-state.tsx';
import { useAttempts } from './use-webhooks.ts';

type At = (moment: string) => { readonly shortDate: string; readonly seconds: string };

interface DeliveryAttemptsProps {
  readonly id: string;
  readonly count: number;
  readonly at: At;
}

/** Every attempt of a message: when, what was answered, after how long; then what it tells. Read when it is opened. */
export function DeliveryAttempts({ id, count, at }: DeliveryAttemptsProps) {
  const t = useTranslations('Webhooks');
  const [open, setOpen] = useState(false);
  const { data, isError } = useAttempts(id, open);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="min-w-0 open:basis-full">
      <summary className="min-h-6 rounded-sm">{t('attemptsAndBody', { count })}</summary>
      {isError && <p className="mt-1">{t('failed')}</p>}
      {open && !data && !isError && <Skeleton className="mt-1 h-5 w-full" />}
      {data && <Opened detail={data} at={at} />}
    </details>
  );
}

function Opened({ detail: { history, body }, at }: { detail: PortalWebhookDeliveryDetail; at: At }) {
  const t = useTranslations('Webhooks');
  const reason = useReason();
  return (
    <div className="mt-1 grid min-w-0 gap-2">
      {history.length > 0 && (
        <ol className="grid gap-1 border-l border-line pl-3">
          {history.map(({ number, at: moment, durationMs, status, error }) => (
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
      <p className="text-text-soft">{t(body === null ? 'noBody' : 'bodyNow')}</p>
      {body !== null && (
        <pre
          tabIndex={0}
          role="group"
          aria-label={t('body')}
          className="max-h-80 overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5 text-text"
        >
          {indented(body)}
        </pre>
      )}
    </div>
  );
}

/** Made by the gateway as JSON; it travels without the line breaks. */
const indented = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);
