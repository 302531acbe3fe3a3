import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { Money } from '@/components/ui/money.tsx';
import { formatMoney } from '@/format/money.ts';
import type { ComparedTotal } from './totals-difference.ts';

interface TotalsTableProps {
  readonly rows: readonly ComparedTotal[];
  readonly currency: string;
  readonly caption: string;
}

/** Terminal and gateway side by side; a row that differs says so in words and stands out. */
export function TotalsTable({ rows, currency, caption }: TotalsTableProps) {
  const t = useTranslations('EndOfDay');
  const groups = useTranslations('TotalGroup');
  const locale = useLocale();
  const cell = ({ count, amount }: ComparedTotal['terminal']) =>
    amount === null && count === null ? (
      <span className="text-text-faint">—</span>
    ) : (
      <>
        {amount !== null && <Money amount={amount} currency={currency} locale={locale} />}
        {count !== null && <span className="figures block text-xs text-text-faint">{t('operations', { count })}</span>}
      </>
    );
  return (
    <ScrollBox label={caption}>
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-text-faint">
            <th scope="col" className="py-1 pr-2 text-left font-medium">
              <span className="sr-only">{t('group')}</span>
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              {t('terminalTotals')}
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              {t('ourTotals')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.group}
              data-agrees={String(row.agrees)}
              title={
                row.agrees === false
                  ? `${formatMoney(row.terminal.amount ?? '0', currency, locale)} ≠ ${formatMoney(row.gateway.amount ?? '0', currency, locale)}`
                  : undefined
              }
              className={cn('border-t border-line align-top', row.agrees === false && 'bg-declined-fill')}
            >
              <th scope="row" className="py-1.5 pr-2 pl-1 text-left font-normal text-text-soft">
                {groups(row.group)}
                {row.agrees === false && <span className="block text-xs font-semibold text-declined-ink">{t('differs')}</span>}
              </th>
              <td className="px-2 py-1.5 text-right">{cell(row.terminal)}</td>
              <td className="px-2 py-1.5 text-right">{cell(row.gateway)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
