import type { PortalReconReport } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { Link } from '@/i18n/navigation.ts';
import { DeskTable } from '../desk-table.tsx';

/** Written out: importing the contract would send the whole of zod to the browser. */
const AGES: readonly PortalReconReport['ageing'][number]['age'][] = ['0-1', '2-3', '4-7', '8-30', '31+'];

/** How old the exceptions are that nobody has explained yet; each figure leads to them. */
export function AgeingTable({ ageing }: { ageing: PortalReconReport['ageing'] }) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const rows = [...new Map(ageing.map((row) => [`${row.hotel.id} ${row.currency}`, row])).values()];
  return (
    <DeskTable
      caption={t('ageing')}
      columns={[{ name: t('hotel') }, ...AGES.map((age) => ({ name: t('age', { age: age.replace('-', '–') }), right: true }))]}
      rows={rows.map(({ hotel, currency }) => [
        hotel.name,
        ...AGES.map((age) => {
          const found = ageing.find((row) => row.hotel.id === hotel.id && row.currency === currency && row.age === age);
          if (found === undefined)
            return (
              <span key={age} className="text-text-faint">
                —
              </span>
            );
          const { from, to, count, amount } = found;
          return (
            <Link
              key={age}
              href={{
                pathname: '/reconciliation/exceptions',
                query: { property: hotel.id, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) },
              }}
              prefetch={false}
              className="inline-grid justify-items-end rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current"
            >
              <span className="font-semibold">{count.toLocaleString(locale)}</span>
              <Money amount={amount} currency={currency} locale={locale} className="text-xs text-text-soft" />
            </Link>
          );
        }),
      ])}
    />
  );
}
