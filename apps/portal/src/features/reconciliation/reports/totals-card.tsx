import type { ReconSums } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import type { ReportLineFilters } from '../lib/report-filters.ts';
import { Figure } from './figure.tsx';

interface TotalsCardProps {
  readonly totals: readonly ReconSums[];
  readonly span: Partial<ReportLineFilters>;
}

/** The few figures that the report is opened for. */
export function TotalsCard({ totals, span }: TotalsCardProps) {
  const t = useTranslations('ReconReport');
  return (
    <Card title={t('totals')} note={t('totalsNote')}>
      <div className="grid gap-5">
        {totals.map((sums) => (
          <Totals key={sums.currency} sums={sums} to={{ ...span, currency: sums.currency }} />
        ))}
      </div>
    </Card>
  );
}

function Totals({ sums, to }: { sums: ReconSums; to: Partial<ReportLineFilters> }) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const over = !/^[-0.]*$/.test(sums.overcharge) && !sums.overcharge.startsWith('-');
  const all = sums.sales + sums.refunds;
  const figures = [
    { name: 'sold', amount: sums.sold, note: t('operations', { count: sums.sales }), to: { ...to, way: 'sale' as const } },
    { name: 'refunded', amount: sums.refunded, note: t('operations', { count: sums.refunds }), to: { ...to, way: 'refund' as const } },
    { name: 'fee', amount: sums.fee, note: null, to },
    {
      name: 'overcharge',
      amount: sums.unchecked === all ? null : sums.overcharge,
      note: sums.unchecked === 0 ? t('allChecked') : t('uncheckedOf', { count: sums.unchecked, all }),
      to: { ...to, fee: sums.unchecked === all ? ('unchecked' as const) : ('over' as const) },
    },
    { name: 'net', amount: sums.net, note: null, to },
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-5">
      {figures.map(({ name, amount, note, to: lines }) => (
        <div key={name}>
          <dt className="text-sm text-text-soft">{t(name)}</dt>
          <dd>
            <Figure to={lines} className={cn('text-xl font-semibold', name === 'overcharge' && over && 'text-declined-ink')}>
              {amount === null ? t('noTariff') : <Money amount={amount} currency={sums.currency} locale={locale} />}
            </Figure>
            {note !== null && <span className="block text-xs text-text-faint">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
