'use client';
import type { PortalReconReport } from '@payport/contracts';
import { ChartNoAxesCombined } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { buttonLook } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { localMoment } from '@/format/moment.ts';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { reportParsers, spanFault } from '../lib/report-filters.ts';
import type { ReconHotel } from '../recon-frame.tsx';
import { ReconParts } from '../recon-parts.tsx';
import { AgeingTable } from './ageing-table.tsx';
import { DaysCard } from './days-card.tsx';
import { ReportBar } from './report-bar.tsx';
import { SumsTable, type SumsRow } from './sums-table.tsx';
import { TotalsCard } from './totals-card.tsx';
import { useReconReport } from './use-reports.ts';

/** What the hotels are paid, what the banks took for it, and what still has to be explained. */
export function ReportsView({ hotels }: { hotels: readonly ReconHotel[] }) {
  const t = useTranslations('ReconReport');
  const [filters, set] = useQueryStates(reportParsers, { history: 'replace', scroll: false });
  const fault = spanFault(filters);
  const { data, error, isPending, isError, isPlaceholderData, refetch } = useReconReport(filters);
  return (
    <>
      <div className="mb-4 border-b border-line">
        <ReconParts property={filters.property} />
      </div>
      <ReportBar hotels={hotels} filters={filters} span={isError || fault !== null ? null : (data ?? null)} onChange={(change) => void set(change)} />
      {fault !== null && <Notice tone="care">{t(`fault.${fault}`)}</Notice>}
      {fault === null && isPending && (
        <div role="status" aria-label={t('loading')} className="grid gap-5">
          <Skeleton className="h-28" />
          <Skeleton className="h-56" />
          <Skeleton className="h-48" />
        </div>
      )}
      {fault === null && isError && <ListFailed error={error} onRetry={() => void refetch()} />}
      {data && fault === null && !isError && (
        <div aria-busy={isPlaceholderData} className="grid grid-cols-1 gap-5">
          <Report report={data} />
        </div>
      )}
    </>
  );
}

function Report({ report }: { report: PortalReconReport }) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const { from, to, hotels, totals, byHotel, byTerminal, byBrand, ageing } = report;
  const span = { from, to, ...(hotels.length === 1 && hotels[0] !== undefined ? { property: hotels[0].id } : {}) };
  const several = hotels.length > 1;
  const named = (name: string): string => (name === '' ? t('notSaid') : name);
  const foot = totals.map((sums): SumsRow => ({ cells: [t('total')], sums, to: span }));
  return (
    <>
      <AsOf asOf={report.asOf} timeZone={hotels[0]?.timeZone ?? 'UTC'} />
      {totals.length === 0 ? (
        <EmptyState
          icon={<ChartNoAxesCombined />}
          title={t('emptyTitle')}
          action={
            <Link href="/bank-files" className={buttonLook({ variant: 'primary' })}>
              {t('toFiles')}
            </Link>
          }
        >
          <p>{t('emptyText', { from: readableDay(from, locale), to: readableDay(to, locale) })}</p>
        </EmptyState>
      ) : (
        <>
          <TotalsCard totals={totals} span={span} />
          {several && (
            <Card title={t('byHotel')}>
              <SumsTable
                caption={t('byHotel')}
                heads={[t('hotel')]}
                rows={byHotel.map((row) => ({ cells: [row.hotel.name], sums: row, to: { ...span, property: row.hotel.id } }))}
                foot={foot}
              />
            </Card>
          )}
          <DaysCard report={report} />
          <Card title={t('byTerminal')}>
            <SumsTable
              caption={t('byTerminal')}
              heads={[t('terminal')]}
              rows={byTerminal.map((row) => ({
                cells: [
                  <span key="terminal">
                    {named(row.name)}
                    {several && <span className="block text-xs text-text-faint">{row.hotel.name}</span>}
                  </span>,
                ],
                sums: row,
                to: { ...span, property: row.hotel.id, terminal: row.name },
              }))}
              foot={foot}
            />
          </Card>
          <Card title={t('byBrand')}>
            <SumsTable
              caption={t('byBrand')}
              heads={[t('brand')]}
              rows={byBrand.map((row) => ({ cells: [named(row.name)], sums: row, to: { ...span, brand: row.name } }))}
              foot={foot}
            />
          </Card>
        </>
      )}
      <Card title={t('ageing')} note={t('ageingNote')}>
        {ageing.length === 0 ? <p className="text-text-soft">{t('noneOpen')}</p> : <AgeingTable ageing={ageing} />}
      </Card>
    </>
  );
}

/** Days that are open change: when they stood so, on the clock of the first hotel, which is named for the others. */
function AsOf({ asOf, timeZone }: { asOf: string; timeZone: string }) {
  const t = useTranslations('ReconReport');
  const { date, time, zone } = localMoment(asOf, timeZone, useLocale());
  return (
    <p className="figures text-sm text-text-faint" data-as-of>
      {t('asOf', { at: `${date}, ${time} ${zone}` })}
    </p>
  );
}
