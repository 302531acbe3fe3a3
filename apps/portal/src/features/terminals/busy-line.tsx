import type { PortalTerminal } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';

/** What stands beside the state: with what and whom it is busy, why it is in quarantine, since when it is silent, or when it was last heard. */
export function BusyLine({ terminal, link = true }: { terminal: PortalTerminal; link?: boolean }) {
  const t = useTranslations('Terminals');
  const why = useTranslations('Quarantine');
  const locale = useLocale();
  const { busyWith, quarantine, offlineSince, offlineReason, lastSeenAt, status, property } = terminal;
  const moment = useMomentText();
  const at = (iso: string): string => moment(iso, property.timeZone);
  if (busyWith) {
    const { kind, paymentId, cashier, startedAt } = busyWith;
    const what = t(`busy.${kind}`);
    return (
      <span className="min-w-0">
        {link && paymentId !== null ? (
          <Link
            href={`/payments/${paymentId}`}
            prefetch={false}
            className="relative z-10 text-brand underline underline-offset-2 hover:text-brand-hover"
          >
            {what}
          </Link>
        ) : (
          what
        )}{' '}
        <span className="figures">{t('since', { time: localMoment(startedAt, property.timeZone, locale).seconds })}</span>
        {cashier !== null && `, ${cashier}`}
      </span>
    );
  }
  if (quarantine)
    return (
      <span className="figures">
        {why(`short.${quarantine.reason}`)}, {t('since', { time: at(quarantine.since) })}
      </span>
    );
  if (status === 'offline' && offlineSince !== null) {
    const time = at(offlineSince);
    return (
      <span className="figures">{offlineReason === null ? t('silentSince', { time }) : t('silentWhy', { reason: offlineReason.message, time })}</span>
    );
  }
  return <span className="figures">{lastSeenAt === null ? t('neverSeen') : t('seen', { time: at(lastSeenAt) })}</span>;
}
