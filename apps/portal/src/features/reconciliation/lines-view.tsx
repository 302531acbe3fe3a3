'use client';
import type { PortalReconDayLine } from '@payport/contracts';
import { RECON_RELATIONS, RECON_RESULTS, RECON_SIDES } from '@payport/domain';
import { ArrowLeft, Inbox } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { buttonLook } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { ListStates } from '@/features/lists/list-states.tsx';
import { HotelChoice } from '../hotel-choice/hotel-choice.tsx';
import { hotelOf } from '../hotel-choice/hotel-of.ts';
import { lineParsers, narrowsLines } from './lib/line-filters.ts';
import { LineRow } from './line-row.tsx';
import { LineDialog, type LineAsk } from './line-split.tsx';
import type { ReconHotel } from './recon-frame.tsx';
import { useReconLines } from './use-reconciliation.ts';

/** The lines behind the figures of a day: what came of each, and what its match rests on. */
export function LinesView({ hotels, day }: { hotels: readonly ReconHotel[]; day: string }) {
  const [chosen] = useQueryState('property', parseAsString);
  const locale = useLocale();
  const hotel = hotelOf(hotels, chosen);
  return hotel === undefined ? <HotelChoice hotels={hotels} title={readableDay(day, locale)} /> : <DayLines hotel={hotel} day={day} />;
}

function DayLines({ hotel, day }: { hotel: ReconHotel; day: string }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const [filters, set] = useQueryStates(lineParsers, { history: 'replace', scroll: false });
  const list = useReconLines(hotel.id, day, filters);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const [asked, ask] = useState<LineAsk | null>(null);
  const [said, say] = useState('');
  const lines = data?.pages.flatMap((page) => page.data) ?? [];
  const none = { relation: null, side: null, result: null };
  return (
    <>
      <Link
        href={{ pathname: `/reconciliation/${day}`, query: { property: hotel.id } }}
        className="mb-2 inline-flex items-center gap-1.5 text-sm font-medium text-text-soft hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {readableDay(day, locale)}
      </Link>
      <h1 className="mb-4 text-2xl font-semibold tracking-tight">{t('linesTitle')}</h1>
      <Conditions filters={filters} onChange={(change) => void set(change)} />
      <ListStates
        {...list}
        count={lines.length}
        onRetry={() => void list.refetch()}
        loading={
          <div role="status" aria-label={t('loading')} className="grid gap-2">
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </div>
        }
        nothing={<NothingOfDay hotel={hotel} />}
        noMatch={
          narrowsLines(filters) ? { title: t('noLinesTitle'), text: t('noLinesText'), reset: t('reset'), onReset: () => void set(none) } : null
        }
      >
        <Lines lines={lines} onAsk={hotel.mayWork ? ask : null} />
      </ListStates>
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      <p role="status" className="mt-3 text-sm text-text-soft empty:hidden">
        {said}
      </p>
      {asked !== null && (
        <LineDialog
          asked={asked}
          hotel={hotel}
          onDone={(word) => {
            say(t(word));
            ask(null);
          }}
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}

/** No side has told anything of this day: not a matter of conditions. */
function NothingOfDay({ hotel }: { hotel: ReconHotel }) {
  const t = useTranslations('Recon');
  return (
    <EmptyState
      icon={<Inbox />}
      title={t('emptyDayTitle')}
      action={
        <Link href={{ pathname: '/bank-files', query: { property: hotel.id } }} className={buttonLook({ variant: 'primary', size: 'md' })}>
          {t('toFiles')}
        </Link>
      }
    >
      <p>{t('emptyDayText')}</p>
    </EmptyState>
  );
}

const Lines = ({ lines, onAsk }: { lines: readonly PortalReconDayLine[]; onAsk: ((asked: LineAsk) => void) | null }) => (
  <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
    {lines.map((line) => (
      <LineRow key={`${line.relation} ${line.side} ${line.ref}`} line={line} onAsk={onAsk} />
    ))}
  </ul>
);

type Filters = Parameters<typeof useReconLines>[2];

function Conditions({ filters, onChange }: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const t = useTranslations('Recon');
  const relations = useTranslations('ReconRelation');
  const sides = useTranslations('ReconSide');
  const results = useTranslations('ReconResult');
  const choice = <Value extends string>(
    name: keyof Filters & ('relation' | 'side' | 'result'),
    values: readonly Value[],
    word: (value: Value) => string,
  ) => (
    <label className="grid min-w-36 flex-1 gap-1 text-xs text-text-faint sm:max-w-56">
      {t(name)}
      <Select
        value={filters[name] ?? ''}
        onChange={(event) => onChange({ [name]: event.target.value === '' ? null : event.target.value })}
        options={[{ value: '', label: t('any') }, ...values.map((value) => ({ value, label: word(value) }))]}
      />
    </label>
  );
  return (
    <div className="mb-4 flex flex-wrap gap-3">
      {choice('relation', RECON_RELATIONS, relations)}
      {choice('side', RECON_SIDES, sides)}
      {choice('result', RECON_RESULTS, results)}
    </div>
  );
}
