import type { PortalTraceSettlement } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { SettlementVerdict } from '../../end-of-day/settlement-verdict.tsx';

interface BatchLineProps {
  readonly settlement: PortalTraceSettlement;
  readonly property: { readonly id: string; readonly timeZone: string };
}

/** The end of day that holds the payment, or why none does yet. */
export function BatchLine({ settlement: { counts, batch, settleAt }, property }: BatchLineProps) {
  const t = useTranslations('Traces');
  const locale = useLocale();
  const closed = batch && localMoment(batch.closedAt, property.timeZone, locale);
  return (
    <section className="grid gap-1">
      <h3 className="overline-label">{t('day')}</h3>
      {!counts && <p className="text-text-soft">{t('dayNone')}</p>}
      {counts && closed === null && (
        <p className="text-text-soft">
          {t('dayOpen')} {settleAt === null ? t('dayByHand') : t('daySettles', { time: settleAt })}
        </p>
      )}
      {batch && closed && (
        <>
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="figures">{t('dayClosed', { time: `${closed.date}, ${closed.time}` })}</span>
            <SettlementVerdict settlement={{ status: 'done', matches: batch.matches }} />
            <Link
              href={{ pathname: '/end-of-day', query: { property: property.id, settlement: batch.id } }}
              prefetch={false}
              className="text-sm text-brand underline decoration-line-strong underline-offset-4 hover:decoration-current"
            >
              {t('toDay')}
            </Link>
          </p>
          {batch.unresolved && <p className="text-sm text-held-ink">{t('dayUnresolved')}</p>}
        </>
      )}
    </section>
  );
}
