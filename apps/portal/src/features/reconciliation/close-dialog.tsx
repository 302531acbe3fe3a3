'use client';
import type { PortalReconDay } from '@payport/contracts';
import { LoaderCircle, Lock } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { useDayAction } from './use-reconciliation.ts';

/** Says what closing means for this very day before it is closed. */
export function CloseDialog({ day, onClose }: { day: PortalReconDay; onClose: () => void }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const action = useDayAction(day.property.id, day.day);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('closeTitle', { day: readableDay(day.day, locale) })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" disabled={action.isPending} onClick={() => action.mutate({ does: 'close' }, { onSuccess: onClose })}>
            {action.isPending ? <LoaderCircle aria-hidden className="animate-spin" /> : <Lock aria-hidden />}
            {t('closeDay')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>{t('closeFreezes')}</li>
          <li>{t('closeLater')}</li>
          <li>{t('closeReopen')}</li>
        </ul>
        {day.inTransit !== null && (
          <Notice tone="care">
            <p>
              {t('inTransit', { count: day.inTransit.count })}{' '}
              <Money amount={day.inTransit.amount} currency={day.inTransit.currency} locale={locale} />. {t('inTransitMeans')}
            </p>
          </Notice>
        )}
        <div role="alert" className="empty:hidden">
          {action.isError && <Refusal error={action.error} />}
        </div>
      </div>
    </Dialog>
  );
}
