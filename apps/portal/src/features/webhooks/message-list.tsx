'use client';
import type { PortalWebhook } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { localMoment } from '@/format/moment.ts';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import { deliveryParsers, FILTER_EVENTS } from './lib/delivery-filters.ts';
import { ReplayActions } from './replay-actions.tsx';
import type { WebhookWork } from './use-webhook-work.ts';
import { useDeliveries } from './use-webhooks.ts';
import { STATE_WORDS, STATES } from './webhook-words.ts';

interface MessageListProps {
  readonly webhook: PortalWebhook;
  readonly timeZone: string;
  readonly may: boolean;
  readonly work: WebhookWork;
}

/** Every message to the receiver, newest first, narrowed by state and event; each can be opened and sent again. */
export function MessageList({ webhook, timeZone, may, work }: MessageListProps) {
  const t = useTranslations('Webhooks');
  const locale = useLocale();
  const [filters, set] = useQueryStates(deliveryParsers, { history: 'replace', scroll: false });
  const { data, error, isError, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useDeliveries(webhook.id, filters);
  const deliveries = data?.pages.flatMap((page) => page.data) ?? [];
  const canReplay = may && webhook.enabled;
  const narrowed = filters.state !== null || filters.event !== null;
  return (
    <Card title={t('deliveries')} action={canReplay && <ReplayActions failed={webhook.failed} work={work} />}>
      <div className="mb-2 flex flex-wrap gap-3">
        <Select
          className="min-w-44 flex-1 sm:max-w-60"
          aria-label={t('stateLabel')}
          value={filters.state ?? ''}
          onChange={({ target }) => void set({ state: STATES.find((one) => one === target.value) ?? null })}
          options={[{ value: '', label: t('allStates') }, ...STATES.map((one) => ({ value: one, label: t(`state.${STATE_WORDS[one]}`) }))]}
        />
        <Select
          className="min-w-44 flex-1 sm:max-w-60"
          aria-label={t('eventLabel')}
          value={filters.event ?? ''}
          onChange={({ target }) => void set({ event: FILTER_EVENTS.find((one) => one === target.value) ?? null })}
          options={[{ value: '', label: t('allEvents') }, ...FILTER_EVENTS.map((one) => ({ value: one, label: one }))]}
        />
      </div>
      {isError && deliveries.length === 0 && <ListFailed error={error} onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton className="h-40 w-full" />}
      {data && deliveries.length === 0 && (
        <p className="flex flex-wrap items-center gap-3 py-2 text-text-soft">
          {t(narrowed ? 'noneOfState' : 'neverSent')}
          {narrowed && (
            <Button size="sm" onClick={() => void set({ state: null, event: null })}>
              {t('showAll')}
            </Button>
          )}
        </p>
      )}
      <ul className="divide-y divide-line">
        {deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            at={(moment) => localMoment(moment, timeZone, locale)}
            onReplay={canReplay ? () => void work.replayOne(delivery.id) : null}
          />
        ))}
      </ul>
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
