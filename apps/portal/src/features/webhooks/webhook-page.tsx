'use client';
import type { PortalWebhookDetail } from '@payport/contracts';
import { ArrowLeft } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { Link } from '@/i18n/navigation.ts';
import { HealthMark } from './health-mark.tsx';
import { MessageList } from './message-list.tsx';
import { useWebhookWork } from './use-webhook-work.ts';
import { useWebhook } from './use-webhooks.ts';
import { WebhookActions } from './webhook-actions.tsx';

/** One receiver: how it does, what can be done with it, and every message to it. */
export function WebhookPage({ first }: { first: PortalWebhookDetail }) {
  const t = useTranslations('Webhooks');
  const locale = useLocale();
  const {
    data: { webhook, property, may },
  } = useWebhook(first);
  const work = useWebhookWork(webhook.id);
  const { url, events, language, createdAt, createdBy, lastDeliveredAt, waiting, failed, oldSecretEndsAt } = webhook;
  const moment = (at: string) => <Moment at={at} timeZone={property.timeZone} locale={locale} />;
  return (
    <div className="mx-auto max-w-5xl px-4 pt-3 pb-10 sm:px-6 lg:pt-4">
      <Link
        href={{ pathname: '/webhooks', query: { property: property.id } }}
        prefetch={false}
        className="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-text-soft hover:bg-hover hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('title')}
      </Link>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="text-2xl font-semibold tracking-tight break-all">{URL.canParse(url) ? new URL(url).host : url}</h1>
        <span role="status">
          <HealthMark webhook={webhook} />
        </span>
      </div>
      <p className="mt-0.5 mb-5 text-text-soft">{property.name}</p>
      <div className="grid grid-cols-1 gap-5">
        <FormAlert failure={work.failure} />
        <div role="status" className="empty:hidden">
          {work.again !== null && <Notice tone="plain">{t('replayed', { count: work.again })}</Notice>}
        </div>
        <Card title={t('receiver')} action={may.change && <WebhookActions webhook={webhook} propertyId={property.id} work={work} />}>
          <dl className="grid gap-px">
            <Fact name={t('url')}>
              <span className="font-mono text-sm break-all">{url}</span>
              <CopyButton value={url} name={t('url')} />
            </Fact>
            <Fact name={t('events')}>
              <span className="flex flex-wrap gap-1">
                {events.map((event) => (
                  <code key={event} className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs text-text-soft">
                    {event}
                  </code>
                ))}
              </span>
            </Fact>
            <Fact name={t('languageLabel')}>{t(`language.${language}`)}</Fact>
            <Fact name={t('lastTakenName')}>{lastDeliveredAt === null ? t('never') : moment(lastDeliveredAt)}</Fact>
            <Fact name={t('waitingName')}>{waiting}</Fact>
            <Fact name={t('givenUpName')}>{failed}</Fact>
            {oldSecretEndsAt !== null && <Fact name={t('oldSecret')}>{moment(oldSecretEndsAt)}</Fact>}
            <Fact name={t('added')}>
              <span>{createdBy}, </span>
              {moment(createdAt)}
            </Fact>
          </dl>
        </Card>
        <MessageList webhook={webhook} timeZone={property.timeZone} may={may.change} work={work} />
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8 items-center gap-x-4 border-b border-line/60 py-1 last:border-b-0 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <dt className="text-sm text-text-faint">{name}</dt>
      <dd className="figures flex min-w-0 flex-wrap items-center gap-1">{children}</dd>
    </div>
  );
}
