import { useLocale, useTranslations } from 'next-intl';
import { localMoment } from '@/format/moment.ts';

interface AsOfProps {
  readonly asOf: string;
  readonly comparedAt: string | null;
  readonly timeZone: string;
}

/** What is open changes: when it stood so, and when its lines were held against each other last. */
export function AsOf({ asOf, comparedAt, timeZone }: AsOfProps) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const moment = (at: string): string => {
    const { date, time } = localMoment(at, timeZone, locale);
    return `${date}, ${time}`;
  };
  return (
    <p className="figures text-sm text-text-faint" data-as-of>
      {t('asOf', { at: moment(asOf) })} {comparedAt === null ? t('neverCompared') : t('compared', { at: moment(comparedAt) })}
    </p>
  );
}
