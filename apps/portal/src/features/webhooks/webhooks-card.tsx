'use client';
import type { PortalMadeWebhook } from '@payport/contracts';
import { Plus, Radio } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { NewWebhookDialog } from './new-webhook-dialog.tsx';
import { useWebhookRefresh, useWebhooks } from './use-webhooks.ts';
import { WebhookRow } from './webhook-row.tsx';

interface WebhooksCardProps {
  readonly propertyId: string;
  readonly timeZone: string;
  /** The hotel's name, where several stand together. */
  readonly name?: string;
}

/** Where hotel systems are told what happened: the receivers of one hotel. */
export function WebhooksCard({ propertyId, timeZone, name }: WebhooksCardProps) {
  const t = useTranslations('Webhooks');
  const refresh = useWebhookRefresh();
  const { data, error, isError, refetch } = useWebhooks(propertyId);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<PortalMadeWebhook | null>(null);
  const webhooks = data?.data ?? [];
  const close = () => {
    setMaking(false);
    setMade(null);
  };
  return (
    <div id="webhooks" className="scroll-mt-20">
      <Card
        title={name ?? t('title')}
        {...(name === undefined && { note: t('note') })}
        action={
          data?.may.change === true && (
            <Button size="sm" onClick={() => setMaking(true)}>
              <Plus aria-hidden />
              {t('add')}
            </Button>
          )
        }
      >
        {isError && <ListFailed error={error} onRetry={() => void refetch()} words={{ title: t('failedTitle'), text: t('failed') }} />}
        {!data && !isError && <Skeleton className="h-16 w-full" />}
        {data && webhooks.length === 0 && (
          <p className="flex items-center gap-3 text-text-soft">
            <Radio aria-hidden className="size-5 shrink-0 text-text-faint" />
            {t('empty')}
          </p>
        )}
        {webhooks.length > 0 && (
          <ul className="-my-4 divide-y divide-line">
            {webhooks.map((webhook) => (
              <WebhookRow key={webhook.id} webhook={webhook} timeZone={timeZone} />
            ))}
          </ul>
        )}
        <NewWebhookDialog
          open={making || made !== null}
          propertyId={propertyId}
          made={made}
          onClose={close}
          onMade={(answer) => {
            setMade(answer);
            void refresh();
          }}
        />
      </Card>
    </div>
  );
}
