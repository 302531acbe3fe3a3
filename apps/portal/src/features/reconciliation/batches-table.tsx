import type { PortalReconDay } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { DeskTable } from './desk-table.tsx';

/** What the terminals said of their batches, beside ours of the same batch. */
export function BatchesTable({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const amount = (key: string, value: string | null, currency: string) =>
    value === null ? t('notSaid') : <Money key={key} amount={value} currency={currency} locale={locale} />;
  return (
    <DeskTable
      caption={t('batches')}
      columns={[
        { name: t('terminal') },
        { name: t('batchClosed') },
        { name: t('batchOperations'), right: true },
        { name: t('batchTerminal'), right: true },
        { name: t('batchGateway'), right: true },
        { name: t('result') },
      ]}
      rows={day.batches.map((batch) => {
        const { shortDate, time } = localMoment(batch.closedAt, day.property.timeZone, locale);
        return [
          batch.terminal,
          `${shortDate}, ${time}`,
          [batch.count ?? '—', batch.ourCount ?? '—'].join(' / '),
          amount('terminal', batch.amount, batch.currency),
          amount('gateway', batch.ourAmount, batch.currency),
          <span
            key="verdict"
            className={batch.matches === false ? 'font-medium text-declined-ink' : batch.matches === true ? 'text-approved-ink' : 'text-text-soft'}
          >
            {t(batch.matches === null ? 'notSaid' : batch.matches ? 'batchAgrees' : 'batchDisagrees')}
          </span>,
        ];
      })}
    />
  );
}
