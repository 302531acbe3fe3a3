'use client';
import type { PortalWebhook } from '@payport/contracts';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { Link } from '@/i18n/navigation.ts';
import { HealthMark } from './health-mark.tsx';
import { useReason } from './delivery-state.tsx';

interface WebhookRowProps {
  readonly webhook: PortalWebhook;
  readonly timeZone: string;
}

/** One receiver: its address, how it does, what it hears of; it leads to its page. */
export function WebhookRow({ webhook, timeZone }: WebhookRowProps) {
  const t = useTranslations('Webhooks');
  const reason = useReason();
  const { id, url, events, last, lastDeliveredAt, waiting, failed } = webhook;
  const moment = useMomentText();
  const at = (iso: string): string => moment(iso, timeZone);
  const why = last === null || last.state === 'delivered' ? null : reason(last.lastStatus, last.lastError);
  const facts = [
    why,
    lastDeliveredAt === null ? null : t('lastTaken', { time: at(lastDeliveredAt) }),
    waiting > 0 ? t('waiting', { count: waiting }) : null,
    failed > 0 ? t('givenUp', { count: failed }) : null,
  ].filter((fact) => fact !== null);
  return (
    <li>
      <Link
        href={`/webhooks/${id}`}
        prefetch={false}
        className="-mx-2 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-md px-2 py-3 hover:bg-hover"
      >
        <span className="grid min-w-0 gap-1.5">
          <span className="sr-only">{t('deliveriesOf', { url })}</span>
          <span aria-hidden className="font-mono text-sm break-all">
            {url}
          </span>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <HealthMark webhook={webhook} />
            {facts.length > 0 && <span className="figures text-text-soft">{facts.join(' · ')}</span>}
          </span>
          <span className="flex flex-wrap gap-1">
            {events.map((event) => (
              <code key={event} className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs text-text-soft">
                {event}
              </code>
            ))}
          </span>
        </span>
        <ChevronRight aria-hidden className="size-4 text-text-faint" />
      </Link>
    </li>
  );
}
