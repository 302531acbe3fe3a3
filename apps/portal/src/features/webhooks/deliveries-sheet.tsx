'use client';
import type { DeliveryState, PortalReplay, PortalWebhook } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { replayDeliveryUrl, replayWebhookUrl, testWebhookUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { localMoment } from '@/format/moment.ts';
import { DeliveryRow } from './delivery-row.tsx';
import { SheetActions, StateFilter } from './sheet-actions.tsx';
import { useDeliveries, useWebhookRefresh } from './use-webhooks.ts';

interface DeliveriesSheetProps {
  readonly webhook: PortalWebhook;
  readonly timeZone: string;
  readonly may: boolean;
  readonly onClose: () => void;
}

const HOUR_MS = 3_600_000;

/** What was sent to one receiver; each message, or all of a period, can be sent again. */
export function DeliveriesSheet({ webhook, timeZone, may, onClose }: DeliveriesSheetProps) {
  const t = useTranslations('Webhooks');
  const locale = useLocale();
  const refresh = useWebhookRefresh();
  const [state, setState] = useState<DeliveryState | null>(null);
  const { data, isError, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(webhook.id, state);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const [again, setAgain] = useState<number | null>(null);
  const deliveries = data?.pages.flatMap((page) => page.data) ?? [];
  const canReplay = may && webhook.enabled;

  const ask = async (url: string, body: object): Promise<unknown> => {
    setFailure(NO_FAILURE);
    const answer = await portalRequest(url, { locale, method: 'POST', body }).catch((error: unknown) => {
      setFailure(formFailure(error));
      return null;
    });
    await refresh();
    return answer;
  };
  const replayPeriod = async (hours: number) => {
    const now = Date.now();
    const period = { from: new Date(now - hours * HOUR_MS).toISOString(), to: new Date(now).toISOString() };
    const answer = (await ask(replayWebhookUrl(webhook.id), period)) as PortalReplay | null;
    if (answer) setAgain(answer.count);
  };
  return (
    <Dialog open onClose={onClose} place="side" width="w-[36rem]" title={t('deliveries')} closeLabel={t('close')}>
      <div className="grid gap-4">
        <p className="font-mono text-sm break-all text-text-soft">{webhook.url}</p>
        <FormAlert failure={failure} />
        <div role="status">{again !== null && <Notice tone="plain">{t('replayed', { count: again })}</Notice>}</div>
        {canReplay && <SheetActions onTest={() => void ask(testWebhookUrl(webhook.id), {})} onReplay={(hours) => void replayPeriod(hours)} />}
        <StateFilter state={state} onChange={setState} />
        {isError && <Notice tone="bad">{t('failed')}</Notice>}
        {!data && !isError && <Skeleton className="h-40 w-full" />}
        {data && deliveries.length === 0 && <p className="text-text-soft">{t(state === null ? 'neverSent' : 'noneOfState')}</p>}
        <ul className="divide-y divide-line">
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              at={(moment) => localMoment(moment, timeZone, locale)}
              onReplay={canReplay ? () => void ask(replayDeliveryUrl(delivery.id), {}) : null}
            />
          ))}
        </ul>
        {hasNextPage && (
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
