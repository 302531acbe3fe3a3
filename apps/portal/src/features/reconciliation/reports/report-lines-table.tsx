import type { PortalReconReportLine } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { DeskTable } from '../desk-table.tsx';

const LINK = 'rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current';

/** Lines of registries with the contract's word about each fee; the day and the payment are one step away. */
export function ReportLinesTable({ lines, several }: { lines: readonly PortalReconReportLine[]; several: boolean }) {
  const t = useTranslations('ReconReport');
  const results = useTranslations('ReconResult');
  const locale = useLocale();
  const money = (amount: string | null, currency: string, className?: string) =>
    amount === null ? (
      <span className="text-text-faint">—</span>
    ) : (
      <Money amount={amount} currency={currency} locale={locale} {...(className === undefined ? {} : { className })} />
    );
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-2 sm:px-5">
      <DeskTable
        caption={t('linesTitle')}
        columns={[
          { name: t('day') },
          { name: t('terminal') },
          { name: t('operation') },
          { name: t('result') },
          { name: t('amount'), right: true },
          { name: t('fee'), right: true },
          { name: t('expectedFee'), right: true },
          { name: t('overcharge'), right: true },
        ]}
        rows={lines.map((line) => [
          <span key="day" className="figures">
            <Link
              href={{ pathname: `/reconciliation/${line.day}/lines`, query: { property: line.hotel.id, relation: 'gateway_bank', side: 'bank' } }}
              prefetch={false}
              className={LINK}
            >
              {readableDay(line.day, locale, true)}
            </Link>
            {line.time !== null && <span className="text-text-faint"> {line.time}</span>}
          </span>,
          <span key="terminal">
            {line.terminal === '' ? t('notSaid') : line.terminal}
            <span className="block text-xs text-text-faint">
              {[several ? line.hotel.name : null, line.brand === '' ? t('notSaid') : line.brand].filter(Boolean).join(' · ')}
            </span>
          </span>,
          <span key="operation" className="figures">
            {line.paymentId === null ? (
              (line.rrn ?? line.authCode ?? '—')
            ) : (
              <Link href={`/payments/${line.paymentId}`} prefetch={false} className={LINK}>
                {line.rrn ?? line.authCode ?? t('toPayment')}
              </Link>
            )}
            <span className="block text-xs text-text-faint">
              {[line.cardMask, t('place', { file: line.fileName, row: line.row })].filter(Boolean).join(' · ')}
            </span>
          </span>,
          <span key="result" className={cn(line.result === 'matched' && 'text-approved-ink')}>
            {results(line.result)}
            {line.closed && <span className="block text-xs text-text-faint">{t('ofClosedDay')}</span>}
          </span>,
          money(line.amount, line.currency),
          money(line.fee, line.currency),
          money(line.expectedFee, line.currency),
          money(line.overcharge, line.currency, over(line) ? 'font-semibold text-declined-ink' : undefined),
        ])}
      />
    </div>
  );
}

const over = ({ overcharge }: PortalReconReportLine): boolean => overcharge !== null && !overcharge.startsWith('-') && !/^[0.]*$/.test(overcharge);
