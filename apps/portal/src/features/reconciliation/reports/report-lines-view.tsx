'use client';
import { ArrowLeft, Inbox, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { ListStates } from '@/features/lists/list-states.tsx';
import { narrowsReportLines, reportLineParsers, type ReportLineFilters } from '../lib/report-filters.ts';
import type { ReconHotel } from '../recon-frame.tsx';
import { chosenOnly } from './figure.tsx';
import { ReportLinesTable } from './report-lines-table.tsx';
import { useReconReportLines } from './use-reports.ts';

const FEES = ['over', 'under', 'exact', 'unchecked'] as const;
const NOTHING = { terminal: null, brand: null, currency: null, way: null, fee: null } as const;

/** The lines of the registries behind a figure of the report. */
export function ReportLinesView({ hotels }: { hotels: readonly ReconHotel[] }) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const [filters, set] = useQueryStates(reportLineParsers, { history: 'replace', scroll: false });
  const list = useReconReportLines(filters);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const lines = data?.pages.flatMap((page) => page.data) ?? [];
  const span = data?.pages[0];
  const { property, from, to } = filters;
  return (
    <>
      <Link
        href={{ pathname: '/reconciliation/reports', query: chosenOnly({ property, from, to }) }}
        className="mb-2 inline-flex items-center gap-1.5 text-sm font-medium text-text-soft hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('toReport')}
      </Link>
      <h1 className="text-2xl font-semibold tracking-tight">{t('linesTitle')}</h1>
      <p className="figures mt-0.5 mb-4 min-h-6 text-text-soft">
        {[
          property === null ? null : (hotels.find(({ id }) => id === property)?.name ?? null),
          span === undefined ? null : t('span', { from: readableDay(span.from, locale), to: readableDay(span.to, locale) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Conditions filters={filters} onChange={(change) => void set(change)} />
      <ListStates
        {...list}
        count={lines.length}
        onRetry={() => void list.refetch()}
        loading={
          <div role="status" aria-label={t('loading')} className="grid gap-2">
            <Skeleton className="h-10" />
            <Skeleton className="h-64" />
          </div>
        }
        nothing={
          <EmptyState
            icon={<Inbox />}
            title={t('noRegistryTitle')}
            action={
              <Link href={{ pathname: '/bank-files', query: chosenOnly({ property }) }} className={buttonLook({ variant: 'primary', size: 'md' })}>
                {t('toFiles')}
              </Link>
            }
          >
            <p>{t('noRegistryText')}</p>
          </EmptyState>
        }
        noMatch={
          narrowsReportLines(filters)
            ? { title: t('noLinesTitle'), text: t('noLinesText'), reset: t('reset'), onReset: () => void set(NOTHING) }
            : null
        }
      >
        <ReportLinesTable lines={lines} several={property === null && hotels.length > 1} />
      </ListStates>
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </>
  );
}

/** What narrows the list. What came along with the figure can be taken off. */
function Conditions({ filters, onChange }: { filters: ReportLineFilters; onChange: (change: Partial<ReportLineFilters>) => void }) {
  const t = useTranslations('ReconReport');
  const named = (name: string): string => (name === '' ? t('notSaid') : name);
  const label = 'grid min-w-36 flex-1 gap-1 text-xs text-text-faint sm:max-w-56';
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <label className={label}>
        {t('way')}
        <Select
          value={filters.way ?? ''}
          onChange={({ target }) => onChange({ way: target.value === '' ? null : (target.value as 'sale' | 'refund') })}
          options={[
            { value: '', label: t('any') },
            { value: 'sale', label: t('sold') },
            { value: 'refund', label: t('refunded') },
          ]}
        />
      </label>
      <label className={label}>
        {t('feeFinding')}
        <Select
          value={filters.fee ?? ''}
          onChange={({ target }) => onChange({ fee: FEES.find((fee) => fee === target.value) ?? null })}
          options={[{ value: '', label: t('any') }, ...FEES.map((fee) => ({ value: fee, label: t(`fees.${fee}`) }))]}
        />
      </label>
      {(['terminal', 'brand', 'currency'] as const).map((name) => {
        const value = filters[name];
        return value === null ? null : (
          <Button
            key={name}
            variant="chosen"
            aria-label={t('without', { what: `${t(name)}: ${named(value)}` })}
            onClick={() => onChange({ [name]: null })}
          >
            {`${t(name)}: ${named(value)}`}
            <X aria-hidden />
          </Button>
        );
      })}
    </div>
  );
}
