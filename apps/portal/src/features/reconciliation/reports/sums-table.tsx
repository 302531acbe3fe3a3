import type { ReconSums } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReportLineFilters } from '../lib/report-filters.ts';
import { DeskTable } from '../desk-table.tsx';
import { Figure, MoneyFigure } from './figure.tsx';

export interface SumsRow {
  /** What the row is about: as many cells as `heads`. */
  readonly cells: readonly ReactNode[];
  readonly sums: ReconSums;
  /** Where its lines are. */
  readonly to: Partial<ReportLineFilters>;
}

interface SumsTableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly SumsRow[];
  readonly foot?: readonly SumsRow[];
}

/** What registries say, and the contract: every figure leads to its lines. */
export function SumsTable({ caption, heads, rows, foot = [] }: SumsTableProps) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const right = (name: string) => ({ name, right: true });
  const cells = ({ cells: first, sums, to }: SumsRow): readonly ReactNode[] => {
    const money = (amount: string, more: Partial<ReportLineFilters> = {}, className?: string): ReactNode => (
      <MoneyFigure
        amount={amount}
        currency={sums.currency}
        locale={locale}
        to={{ ...to, currency: sums.currency, ...more }}
        {...(className === undefined ? {} : { className })}
      />
    );
    const none = <span className="text-text-faint">—</span>;
    const checked = sums.unchecked < sums.sales + sums.refunds;
    return [
      ...first,
      sums.sales.toLocaleString(locale),
      money(sums.sold, { way: 'sale' }),
      sums.refunds === 0 ? none : money(sums.refunded, { way: 'refund' }),
      money(sums.fee),
      checked ? money(sums.expectedFee) : none,
      checked ? <Overcharge key="over" sums={sums} to={to} /> : none,
      sums.unchecked === 0 ? (
        none
      ) : (
        <Figure key="unchecked" to={{ ...to, currency: sums.currency, fee: 'unchecked' }}>
          {sums.unchecked.toLocaleString(locale)}
        </Figure>
      ),
      money(sums.net),
    ];
  };
  return (
    <DeskTable
      caption={caption}
      columns={[
        ...heads.map((name) => ({ name })),
        ...(['sales', 'sold', 'refunded', 'fee', 'expectedFee', 'overcharge', 'unchecked', 'net'] as const).map((name) => right(t(name))),
      ]}
      rows={rows.map(cells)}
      foot={foot.map(cells)}
    />
  );
}

/** What the bank took above the contract stands out; what it took less of is told as it is. */
function Overcharge({ sums: { overcharge, currency }, to }: Pick<SumsRow, 'sums' | 'to'>) {
  const locale = useLocale();
  const sign = /^[-0.]*$/.test(overcharge) ? 0 : overcharge.startsWith('-') ? -1 : 1;
  return (
    <MoneyFigure
      amount={overcharge}
      currency={currency}
      locale={locale}
      to={{ ...to, currency, ...(sign === 0 ? {} : { fee: sign > 0 ? 'over' : 'under' }) }}
      {...(sign > 0 ? { className: 'font-semibold text-declined-ink' } : {})}
    />
  );
}
