import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { moneyWay } from '@/features/payment/lib/money-way.ts';
import type { Flow } from '../lib/flow.ts';
import type { SonataClient } from '../lib/sonata-client.ts';
import { StepList } from './step-list.tsx';
import { useSeconds } from '../use-seconds.ts';

interface ProgressProps {
  readonly flow: Extract<Flow, { at: 'sending' | 'running' }>;
  readonly client: SonataClient;
  readonly deaf: boolean;
}

type CancelNews = { readonly key: 'cancelSent' | 'cancelLost' } | { readonly key: 'cancelRefused'; readonly reason: string };

/** While the guest is at the device: stages as they come, seconds, and the wish to stop. */
export function Progress({ flow, client, deaf }: ProgressProps) {
  const t = useTranslations('TrainingEft');
  const meanings = useTranslations('StatusMeaning');
  const seconds = useSeconds(flow.attempt.startedAtMs);
  const [news, setNews] = useState<CancelNews | null>(null);
  const payment = flow.at === 'running' ? flow.payment : null;

  const cancel = async (id: string): Promise<void> => {
    const { status, body } = await client.cancel(id);
    const reason: unknown = typeof body === 'object' && body !== null ? (Reflect.get(body, 'detail') ?? Reflect.get(body, 'title')) : null;
    if (status === 202) setNews({ key: 'cancelSent' });
    else setNews(status >= 400 && status < 500 ? { key: 'cancelRefused', reason: String(reason) } : { key: 'cancelLost' });
  };
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-pending-edge bg-pending-fill px-4 py-3">
        <span role="timer" aria-label={t('elapsed')} className="figures text-2xl font-semibold text-pending-ink">
          {t('seconds', { seconds: String(seconds) })}
        </span>
        <p className="min-w-40 flex-1">{payment ? meanings(payment.status, { way: moneyWay(payment.kind) }) : t('sending')}</p>
        {payment && (
          <Button disabled={news?.key === 'cancelSent'} onClick={() => void cancel(payment.id)}>
            {t('cancel')}
          </Button>
        )}
      </div>
      {deaf && <Notice tone="care">{t('deaf')}</Notice>}
      <p role="status" className={news ? 'text-sm text-text-soft' : 'sr-only'}>
        {news && t(news.key, { reason: news.key === 'cancelRefused' ? news.reason : '' })}
      </p>
      {flow.at === 'running' && <StepList steps={flow.steps} live />}
    </div>
  );
}
