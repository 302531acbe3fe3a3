'use client';
import type { PortalMadeLink } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useZoneMark } from '@/components/clock.tsx';
import { CopyField } from '@/components/ui/copy-field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { localMoment } from '@/format/moment.ts';

interface MadeLinkProps {
  readonly made: PortalMadeLink;
  readonly timeZone: string;
  /** Whom it is for. */
  readonly email: string;
}

/** A link that was just made: to copy now, since nobody can show it again. */
export function MadeLink({ made, timeZone, email }: MadeLinkProps) {
  const t = useTranslations('MadeLink');
  const locale = useLocale();
  const expires = localMoment(made.expiresAt, timeZone, locale);
  const mark = useZoneMark();
  return (
    <div className="grid gap-4">
      {made.mailed === 'sent' && (
        <Notice tone="good">
          <p className="break-words">{t('sent', { email })}</p>
        </Notice>
      )}
      {made.mailed === 'failed' && (
        <Notice tone="care" title={t('failedTitle')}>
          <p className="break-words">{t('failed', { email })}</p>
        </Notice>
      )}
      <CopyField label={t('label')} value={made.link} name={t('name')} />
      <p className="text-sm text-text-soft text-pretty">
        {made.mailed === 'off' ? t('handOver', { email }) : t('also')} {t('once', { date: expires.date, time: `${expires.time}${mark(expires)}` })}
      </p>
    </div>
  );
}
