'use client';
import type { PortalReconExceptionDetail } from '@payport/contracts';
import { Paperclip } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { reconAttachmentUrl } from '@/features/gateway-url.ts';
import { wordFor } from '../bank-files/lib/word-for.ts';
import { Refusal } from '../terminals/refusal.tsx';
import type { ReconHotel } from './recon-frame.tsx';
import type { DeskWork } from './use-desk-work.ts';

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.txt,.csv,application/pdf,image/png,image/jpeg,text/plain,text/csv';

/** Who did what, in order, with the files; a file can be put beside it. */
export function DetailHistory({ exception, hotel, desk }: { exception: PortalReconExceptionDetail; hotel: ReconHotel; desk: DeskWork }) {
  const t = useTranslations('Recon');
  const kinds = useTranslations('ReconEvent');
  const locale = useLocale();
  const file = useRef<HTMLInputElement>(null);
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{t('history')}</h3>
        {exception.may.work && (
          <>
            <input
              ref={file}
              type="file"
              accept={ACCEPTED}
              aria-label={t('attach')}
              className="sr-only"
              tabIndex={-1}
              onChange={({ target }) => {
                const chosen = target.files?.[0];
                if (chosen) desk.attach.mutate({ id: exception.id, file: chosen }, { onSuccess: () => desk.say(t('saidAttached')) });
                target.value = '';
              }}
            />
            <Button size="sm" variant="quiet" disabled={desk.attach.isPending} onClick={() => file.current?.click()}>
              <Paperclip aria-hidden />
              {t('attach')}
            </Button>
          </>
        )}
      </div>
      {exception.may.work && <p className="mb-2 text-xs text-text-faint">{t('attachHint')}</p>}
      <div role="alert" className="mb-2 empty:hidden">
        {desk.attach.isError && <Refusal error={desk.attach.error} />}
      </div>
      {exception.events.length === 0 && <p className="text-sm text-text-soft">{t('noHistory')}</p>}
      <ol className="grid gap-2 text-sm">
        {exception.events.map(({ at, by, kind, comment, attachment }, index) => (
          <li key={index} className="grid gap-0.5 border-l-2 border-line pl-3">
            <span>
              {wordFor(kinds, kind)}
              {comment !== null && <span className="wrap-anywhere text-text-soft">: {comment}</span>}
            </span>
            {attachment !== null && (
              <a href={reconAttachmentUrl(hotel.id, attachment.id)} download className="w-fit font-medium text-brand wrap-anywhere hover:underline">
                {attachment.name}
              </a>
            )}
            <span className="text-xs text-text-faint">
              {by?.name ?? t('byMatching')} · <Moment at={at} timeZone={hotel.timeZone} locale={locale} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
