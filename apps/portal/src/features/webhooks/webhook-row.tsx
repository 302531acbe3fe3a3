'use client';
import type { PortalWebhook } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { localMoment } from '@/format/moment.ts';
import { DeliveryStateText } from './delivery-state.tsx';

interface WebhookRowProps {
  readonly webhook: PortalWebhook;
  readonly timeZone: string;
  readonly may: boolean;
  readonly onToggle: () => Promise<unknown>;
  readonly onRotate: () => Promise<unknown>;
  readonly onShow: () => void;
}

/** One receiver: its address, what it hears of, what became of the last message. */
export function WebhookRow({ webhook, timeZone, may, onToggle, onRotate, onShow }: WebhookRowProps) {
  const t = useTranslations('Webhooks');
  const locale = useLocale();
  const [sure, setSure] = useState<'disable' | 'rotate' | null>(null);
  const [busy, setBusy] = useState(false);
  const { url, events, enabled, disabledAs } = webhook;
  const at = (moment: string) => {
    const { shortDate, time } = localMoment(moment, timeZone, locale);
    return `${shortDate}, ${time}`;
  };
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await work();
    setBusy(false);
    setSure(null);
  };
  return (
    <li className="grid gap-2 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-mono text-sm break-all">{url}</span>
        {!enabled && <Badge>{disabledAs === 'gone' ? t('gone') : t('off')}</Badge>}
      </p>
      <p className="flex flex-wrap gap-1">
        {events.map((event) => (
          <code key={event} className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs text-text-soft">
            {event}
          </code>
        ))}
      </p>
      <WhatHappened webhook={webhook} at={at} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onShow} aria-label={t('deliveriesOf', { url })}>
          {t('deliveries')}
        </Button>
        {may && sure === null && (
          <>
            <Button size="sm" variant="quiet" disabled={busy} onClick={() => setSure('rotate')} aria-label={t('rotateOf', { url })}>
              {t('rotate')}
            </Button>
            <Button
              size="sm"
              variant="quiet"
              disabled={busy}
              onClick={() => (enabled ? setSure('disable') : void run(onToggle))}
              aria-label={t(enabled ? 'disableOf' : 'enableOf', { url })}
            >
              {t(enabled ? 'disable' : 'enable')}
            </Button>
          </>
        )}
      </div>
      {sure !== null && (
        <AreYouSure what={sure} busy={busy} onNo={() => setSure(null)} onYes={() => void run(sure === 'disable' ? onToggle : onRotate)} />
      )}
    </li>
  );
}

interface AreYouSureProps {
  readonly what: 'disable' | 'rotate';
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function AreYouSure({ what, busy, onYes, onNo }: AreYouSureProps) {
  const t = useTranslations('Webhooks');
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md border border-held-edge bg-held-fill px-3 py-2.5">
      <p className="min-w-48 flex-1 text-sm text-text text-pretty">{t(what === 'disable' ? 'disableSure' : 'rotateSure')}</p>
      <Button size="sm" autoFocus disabled={busy} onClick={onYes}>
        {t(what === 'disable' ? 'disableYes' : 'rotateYes')}
      </Button>
      <Button size="sm" variant="quiet" onClick={onNo}>
        {t('no')}
      </Button>
    </div>
  );
}

function WhatHappened({ webhook: { last, waiting, oldSecretEndsAt }, at }: { webhook: PortalWebhook; at: (moment: string) => string }) {
  const t = useTranslations('Webhooks');
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-text-soft">
      {last ? (
        <>
          <DeliveryStateText delivery={last} />
          <span className="figures text-text-faint">{at(last.createdAt)}</span>
        </>
      ) : (
        t('neverSent')
      )}
      {waiting > 0 && <span>{t('waiting', { count: waiting })}</span>}
      {oldSecretEndsAt !== null && <span>{t('overlap', { time: at(oldSecretEndsAt) })}</span>}
    </div>
  );
}
