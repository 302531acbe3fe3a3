import type { PortalReconDay } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { DeskTable } from './desk-table.tsx';

export function SidesTable({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const sides = useTranslations('ReconSide');
  const locale = useLocale();
  if (day.sides.length === 0) return <p className="text-text-soft">{t('nothing')}</p>;
  return (
    <DeskTable
      caption={t('sides')}
      columns={[{ name: t('side') }, { name: t('operations'), right: true }, { name: t('amount'), right: true }]}
      rows={day.sides.map(({ side, count, amount, currency }) => [
        sides(side),
        count.toLocaleString(locale),
        <Money key="amount" amount={amount} currency={currency} locale={locale} />,
      ])}
    />
  );
}

export function ResultsTable({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const relations = useTranslations('ReconRelation');
  const sides = useTranslations('ReconSide');
  const results = useTranslations('ReconResult');
  const locale = useLocale();
  if (day.results.length === 0) return <p className="text-text-soft">{t('nothing')}</p>;
  return (
    <DeskTable
      caption={t('results')}
      columns={[
        { name: t('relation') },
        { name: t('side') },
        { name: t('result') },
        { name: t('operations'), right: true },
        { name: t('amount'), right: true },
      ]}
      rows={day.results.map(({ relation, side, result, count, amount, currency }) => [
        relations(relation),
        sides(side),
        <Link
          key="result"
          href={{ pathname: `/reconciliation/${day.day}/lines`, query: { property: day.property.id, relation, side, result } }}
          prefetch={false}
          className={cn('underline decoration-line-strong underline-offset-2', result === 'matched' && 'text-approved-ink')}
        >
          {results(result)}
        </Link>,
        count.toLocaleString(locale),
        <Money key="amount" amount={amount} currency={currency} locale={locale} />,
      ])}
    />
  );
}

export function GroupsTable({ day, by }: { day: PortalReconDay; by: 'terminal' | 'brand' }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const groups = day.groups.filter((group) => group.by === by);
  if (groups.length === 0) return <p className="text-text-soft">{t('noRegistry')}</p>;
  const money = (amount: string | null, currency: string): ReactNode =>
    amount === null ? '—' : <Money amount={amount} currency={currency} locale={locale} />;
  return (
    <DeskTable
      caption={t(by === 'terminal' ? 'byTerminal' : 'byBrand')}
      columns={[
        { name: t(by) },
        { name: t('sold'), right: true },
        { name: t('refunded'), right: true },
        { name: t('fee'), right: true },
        { name: t('expectedFee'), right: true },
        { name: t('overcharge'), right: true },
        { name: t('net'), right: true },
      ]}
      rows={groups.map((group) => [
        group.name === '' ? t('notSaid') : group.name,
        money(group.sold, group.currency),
        money(group.refunded, group.currency),
        money(group.fee, group.currency),
        money(group.expectedFee, group.currency),
        money(group.overcharge, group.currency),
        money(group.net, group.currency),
      ])}
    />
  );
}

export function AdjustedTable({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const relations = useTranslations('ReconRelation');
  const results = useTranslations('ReconResult');
  const locale = useLocale();
  return (
    <DeskTable
      caption={t('afterClose')}
      columns={[
        { name: t('came') },
        { name: t('relation') },
        { name: t('line') },
        { name: t('change') },
        { name: t('amount'), right: true },
        { name: t('fee'), right: true },
      ]}
      rows={day.adjusted.map(({ at, relation, look, from, to, change, fee, currency }) => {
        const { shortDate, time } = localMoment(at, day.property.timeZone, locale);
        return [
          `${shortDate}, ${time}`,
          relations(relation),
          look ?? '—',
          from === to ? t('anotherFee') : `${from === null ? t('noLine') : results(from)} → ${to === null ? t('noLine') : results(to)}`,
          <Money key="change" amount={change} currency={currency} locale={locale} />,
          /^0(\.0+)?$/.test(fee) ? '—' : <Money key="fee" amount={fee} currency={currency} locale={locale} />,
        ];
      })}
    />
  );
}
