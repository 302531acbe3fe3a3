'use client';
import type { PortalReconDayRow } from '@payport/contracts';
import { CalendarCheck2, FileDown } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Money } from '@/components/ui/money.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { acquirerReportUrl } from '@/features/gateway-url.ts';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { AsOf } from './as-of.tsx';
import { DayStateBadge } from './day-state-badge.tsx';
import { ReconFrame, type ReconHotel } from './recon-frame.tsx';
import { useReconDays } from './use-reconciliation.ts';

export function DaysBoard({ hotels }: { hotels: readonly ReconHotel[] }) {
  return <ReconFrame hotels={hotels}>{(hotel) => <Days key={hotel.id} hotel={hotel} />}</ReconFrame>;
}

/** A month of days: which are closed, and what the others wait for. */
function Days({ hotel }: { hotel: ReconHotel }) {
  const t = useTranslations('Recon');
  const { data, error, isPending, isError, refetch } = useReconDays(hotel.id);
  if (isPending)
    return (
      <div role="status" aria-label={t('loading')} className="grid gap-3">
        {[0, 1, 2, 3].map((index) => (
          <Skeleton key={index} className="h-24" />
        ))}
      </div>
    );
  if (isError && data === undefined) return <ListFailed error={error} onRetry={() => void refetch()} />;
  if (data.data.length === 0)
    return (
      <EmptyState
        icon={<CalendarCheck2 />}
        title={t('emptyTitle')}
        action={
          <Link href={{ pathname: '/bank-files', query: { property: hotel.id } }} className={buttonLook({ variant: 'primary' })}>
            {t('toFiles')}
          </Link>
        }
      >
        <p>{t('emptyText')}</p>
      </EmptyState>
    );
  return (
    <div className="grid grid-cols-1 gap-5">
      <AsOf asOf={data.asOf} comparedAt={data.comparedAt} timeZone={data.property.timeZone} />
      <ol aria-label={t('daysCaption')} className="grid gap-3">
        {data.data.map((row) => (
          <li key={row.day}>
            <DayLine row={row} hotel={hotel.id} />
          </li>
        ))}
      </ol>
      <ReportCard hotel={hotel.id} from={data.from} to={data.to} />
    </div>
  );
}

function DayLine({ row, hotel }: { row: PortalReconDayRow; hotel: string }) {
  const t = useTranslations('Recon');
  const sides = useTranslations('ReconSide');
  const locale = useLocale();
  return (
    <article className="grid gap-x-6 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3.5 lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,18rem)]">
      <div className="grid content-start justify-items-start gap-1.5">
        <Link
          href={{ pathname: `/reconciliation/${row.day}`, query: { property: hotel } }}
          prefetch={false}
          className="rounded-sm text-lg font-semibold hover:underline hover:underline-offset-4"
        >
          {readableDay(row.day, locale, true)}
        </Link>
        <DayStateBadge state={row.state} missing={row.missing.length} />
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {row.sides.map(({ side, currency, count, amount }) => (
          <div key={`${side} ${currency}`}>
            <dt className="text-xs text-text-faint">{t('sideCount', { side: sides(side), count })}</dt>
            <dd>
              <Money amount={amount} currency={currency} locale={locale} />
            </dd>
          </div>
        ))}
      </dl>
      <Missing row={row} />
    </article>
  );
}

/** What keeps the day open, in words; of a closed day who closed it and what came later. */
function Missing({ row }: { row: PortalReconDayRow }) {
  const t = useTranslations('Recon');
  const blockers = useTranslations('ReconBlocker');
  if (row.closed !== null)
    return (
      <p className="text-sm text-text-soft">
        {t('closedBy', { name: row.closed.by })}
        {row.adjustments > 0 && <span className="block text-held-ink">{t('adjustments', { count: row.adjustments })}</span>}
      </p>
    );
  if (row.missing.length === 0) return <p className="text-sm text-text-soft">{t('readyText')}</p>;
  return (
    <ul className="grid content-start gap-0.5 text-sm text-text-soft">
      {row.missing.map(({ code, count }) => (
        <li key={code}>{blockers(code, { count })}</li>
      ))}
    </ul>
  );
}

function ReportCard({ hotel, from, to }: { hotel: string; from: string; to: string }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const url = (format: string): string => `${acquirerReportUrl(hotel)}?from=${from}&to=${to}&format=${format}`;
  return (
    <Card title={t('acquirerTitle')} note={t('span', { from: readableDay(from, locale), to: readableDay(to, locale) })}>
      <p className="mb-3 max-w-3xl text-text-soft">{t('acquirerText')}</p>
      <div className="flex flex-wrap gap-2">
        {(['xlsx', 'csv', 'csv-1251'] as const).map((format) => (
          <a key={format} href={url(format)} download className={buttonLook({ size: 'sm' })}>
            <FileDown aria-hidden />
            {t(`format.${format}`)}
          </a>
        ))}
      </div>
    </Card>
  );
}
