'use client';
import type { PortalMadeWebhook, PortalWebhook } from '@payport/contracts';
import { Plus, Radio } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { disableWebhookUrl, enableWebhookUrl, rotateWebhookUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { DeliveriesSheet } from './deliveries-sheet.tsx';
import { NewWebhookDialog } from './new-webhook-dialog.tsx';
import { useWebhookRefresh, useWebhooks } from './use-webhooks.ts';
import { WebhookRow } from './webhook-row.tsx';

interface WebhooksCardProps {
  readonly propertyId: string;
  readonly timeZone: string;
}

/** Where hotel systems are told what happened. */
export function WebhooksCard({ propertyId, timeZone }: WebhooksCardProps) {
  const t = useTranslations('Webhooks');
  const refresh = useWebhookRefresh();
  const { data, isError } = useWebhooks(propertyId);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<PortalMadeWebhook | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const may = data?.may.change ?? false;
  const webhooks = data?.data ?? [];

  const { toggle, rotate, failure } = useWebhookActions(setMade);
  const close = () => {
    setMaking(false);
    setMade(null);
  };
  const sheet = webhooks.find(({ id }) => id === shown);
  return (
    <div id="webhooks" className="scroll-mt-20">
      <Card
        title={t('title')}
        note={t('note')}
        action={
          may && (
            <Button size="sm" onClick={() => setMaking(true)}>
              <Plus aria-hidden />
              {t('add')}
            </Button>
          )
        }
      >
        <FormAlert failure={failure} />
        {isError && <Notice tone="bad">{t('failed')}</Notice>}
        {data && webhooks.length === 0 && (
          <p className="flex items-center gap-3 text-text-soft">
            <Radio aria-hidden className="size-5 shrink-0 text-text-faint" />
            {t('empty')}
          </p>
        )}
        {webhooks.length > 0 && (
          <ul className="-my-4 divide-y divide-line">
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                timeZone={timeZone}
                may={may}
                onToggle={() => toggle(webhook)}
                onRotate={() => rotate(webhook)}
                onShow={() => setShown(webhook.id)}
              />
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
        {sheet && <DeliveriesSheet webhook={sheet} timeZone={timeZone} may={may} onClose={() => setShown(null)} />}
      </Card>
    </div>
  );
}

/** What can be done with a receiver; `onMade` gets a new secret. */
function useWebhookActions(onMade: (made: PortalMadeWebhook) => void) {
  const locale = useLocale();
  const refresh = useWebhookRefresh();
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const ask = async (url: string): Promise<unknown> => {
    setFailure(NO_FAILURE);
    const answer = await portalRequest(url, { locale, method: 'POST', body: {} }).catch((error: unknown) => {
      setFailure(formFailure(error));
      return null;
    });
    await refresh();
    return answer;
  };
  const toggle = ({ id, enabled }: PortalWebhook) => ask(enabled ? disableWebhookUrl(id) : enableWebhookUrl(id));
  const rotate = async ({ id }: PortalWebhook) => {
    const answer = (await ask(rotateWebhookUrl(id))) as PortalMadeWebhook | null;
    if (answer) onMade(answer);
  };
  return { toggle, rotate, failure };
}
