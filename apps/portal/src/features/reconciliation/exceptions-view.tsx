'use client';
import type { PortalReconException } from '@payport/contracts';
import { CircleCheckBig } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { ExceptionDetail } from './exception-detail.tsx';
import { ExceptionFiltersBar } from './exception-filters-bar.tsx';
import { ExceptionRow } from './exception-row.tsx';
import { ExcelBar } from './excel-bar.tsx';
import { exceptionParsers, narrowed, NO_FILTERS } from './lib/exception-filters.ts';
import { ReconFrame, type ReconHotel } from './recon-frame.tsx';
import { useDeskKeys } from './use-desk-keys.ts';
import { useDeskWork, type DeskAsk } from './use-desk-work.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { useReconException, useReconExceptions } from './use-reconciliation.ts';

export function ExceptionsView({ hotels }: { hotels: readonly ReconHotel[] }) {
  return <ReconFrame hotels={hotels}>{(hotel) => <Workbench key={hotel.id} hotel={hotel} />}</ReconFrame>;
}

/** Exceptions on the left, the one in hand on the right; every step has a key. */
function Workbench({ hotel }: { hotel: ReconHotel }) {
  const t = useTranslations('Recon');
  const [filters, set] = useQueryStates(exceptionParsers, { history: 'replace', scroll: false });
  const { data, error, isPending, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useReconExceptions(hotel.id, filters);
  const items = data?.pages.flatMap((page) => page.data) ?? [];
  const [asked, ask] = useState<DeskAsk | null>(null);
  const { current, open, step, chosen, choose, toggle, clear } = useHand(items);
  const detail = useReconException(hotel.id, current?.id ?? null);
  const picked = items.filter(({ id }) => chosen.has(id));
  const above = data?.pages[0]?.secondPersonAbove ?? 0;
  const inHand = detail.data?.id === current?.id ? (detail.data ?? null) : null;
  const desk = useDeskWork({ hotel: hotel.id, current: inHand, picked, above, ask, done: clear });
  useDeskKeys((act) => {
    if (act === 'next' || act === 'previous') {
      desk.moved();
      step(act === 'next' ? 1 : -1);
    } else if (act === 'choose' && current !== null) toggle(current);
    else if (hotel.mayWork && act !== 'choose') desk.act(act);
  });
  const take = (item: PortalReconException): void => (desk.moved(), open(item));
  if (isPending) return <Loading label={t('loading')} />;
  return (
    <>
      <ExceptionFiltersBar filters={filters} open={data?.pages[0]?.open ?? null} onChange={(change) => void set(change)} />
      <ExcelBar hotel={hotel} filters={filters} />
      <ListStates
        {...{ isPending, isError, error }}
        count={items.length}
        onRetry={() => void refetch()}
        loading={null}
        nothing={
          <EmptyState icon={<CircleCheckBig />} title={t('noneTitle')}>
            <p>{t('noneText')}</p>
          </EmptyState>
        }
        noMatch={
          narrowed(filters) ? { title: t('noMatchTitle'), text: t('noMatchText'), reset: t('reset'), onReset: () => void set(NO_FILTERS) } : null
        }
      >
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
          <div className="min-w-0">
            {hotel.mayWork && items.length > 1 && <ChooseAll shown={items} chosen={chosen} onChoose={choose} />}
            <ul aria-label={t('exceptions')} className="divide-y divide-line rounded-lg border border-line bg-surface">
              {items.map((item) => (
                <ExceptionRow
                  key={item.id}
                  item={item}
                  current={item.id === current?.id}
                  chosen={chosen.has(item.id)}
                  onOpen={() => take(item)}
                  onChoose={hotel.mayWork ? () => toggle(item) : null}
                />
              ))}
            </ul>
            <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
          </div>
          <ExceptionDetail hotel={hotel} exception={detail.data ?? null} failed={detail.isError} desk={desk} picked={picked} />
        </div>
      </ListStates>
      <p role="status" className="mt-3 text-sm text-text-soft empty:hidden">
        {desk.said}
      </p>
      {asked !== null && <DeskDialog hotel={hotel.id} asked={asked} desk={desk} above={above} onClose={() => ask(null)} />}
    </>
  );
}

/** Which exception is in hand, and which are chosen for work on many. */
function useHand(items: readonly PortalReconException[]) {
  const [at, setAt] = useState<string | null>(null);
  // Whoever was in hand may be done by now: the one at its place is next.
  const [place, setPlace] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const found = items.findIndex(({ id }) => id === at);
  const index = found >= 0 ? found : Math.min(place, items.length - 1);
  const open = (item: PortalReconException): void => {
    setAt(item.id);
    setPlace(items.indexOf(item));
    document.getElementById(`exception-${item.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const step = (by: 1 | -1): void => {
    const next = items[index + by];
    if (next === undefined) return;
    open(next);
    // Where the focus is on a row it goes along: else Space and Enter would be about the row that was left.
    if (document.activeElement?.closest('[id^="exception-"]') != null) document.querySelector<HTMLElement>(`#exception-${next.id} button`)?.focus();
  };
  const toggle = ({ id }: PortalReconException): void =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  return { current: items[index] ?? null, open, step, chosen, choose: setChosen, toggle, clear: () => setChosen(new Set()) };
}

/** As many as one order may change; the gateway holds to the same. */
const MOST_CHOSEN = 200;

interface ChooseAllProps {
  readonly shown: readonly PortalReconException[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Chooses what is shown, or nothing. */
function ChooseAll({ shown, chosen, onChoose }: ChooseAllProps) {
  const t = useTranslations('Recon');
  const some = shown.slice(0, MOST_CHOSEN);
  const picked = some.filter(({ id }) => chosen.has(id)).length;
  const all = picked === some.length;
  return (
    <label className="mb-2 flex w-fit cursor-pointer items-center gap-3 px-3 text-sm">
      <span className="grid size-6 place-items-center">
        <input
          type="checkbox"
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = picked > 0 && !all;
          }}
          onChange={() => onChoose(all ? new Set() : new Set(some.map(({ id }) => id)))}
          className="size-4 accent-brand"
        />
      </span>
      {t('chooseAll', { count: some.length })}
    </label>
  );
}

/** As tall as the list and the sheet beside it. */
function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-4">
      <Skeleton className="h-9 w-full max-w-2xl" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
