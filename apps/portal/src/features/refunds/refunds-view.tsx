'use client';
import type { PortalView } from '@payport/contracts';
import { SearchX, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { ListFailed } from '../payments/list/list-states.tsx';
import { narrowed, NOTHING_CHOSEN, refundParsers } from './lib/refund-filters.ts';
import { RefundFilterBar } from './refund-filter-bar.tsx';
import { RefundRow } from './refund-row.tsx';
import { useRefunds, type FirstRefunds } from './use-refunds.ts';
import { WaitingRefunds } from './waiting-refunds.tsx';

interface RefundsViewProps {
  readonly timeZone: string;
  readonly withProperty: boolean;
  /** The saved view that the address names. */
  readonly view: PortalView | null;
  readonly first: FirstRefunds | null;
}

/** Money back: what waits for a second person, then all that went back. */
export function RefundsView({ timeZone, withProperty, view, first }: RefundsViewProps) {
  const t = useTranslations('Refunds');
  const [filters, set] = useQueryStates(refundParsers, { history: 'replace', shallow: true, scroll: false });
  const { data, error, isError, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useRefunds(filters, timeZone, first);
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const waiting = data?.pages[0]?.waiting ?? [];
  const reset = () => void set(NOTHING_CHOSEN);
  const severalHotels = withProperty && filters.property === null;
  return (
    <div className="grid grid-cols-1 gap-5">
      {waiting.length > 0 && <WaitingRefunds waiting={waiting} withProperty={severalHotels} />}
      <section aria-labelledby="refunds-history" className="grid grid-cols-1 gap-3">
        <h2 id="refunds-history" className="text-lg font-semibold">
          {t('history')}
        </h2>
        <ViewsBar list="refunds" first={view} />
        <RefundFilterBar filters={filters} change={(changes) => void set(changes)} timeZone={timeZone} onReset={reset} />
        {isPending && <Loading label={t('loading')} />}
        {isError && rows.length === 0 && <ListFailed error={error} onRetry={() => void refetch()} />}
        {!isPending && !isError && rows.length === 0 && <Nothing narrow={narrowed(filters)} onReset={reset} />}
        {rows.length > 0 && (
          <ol aria-label={t('history')} className="divide-y divide-line rounded-lg border border-line bg-surface">
            {rows.map((row) => (
              <RefundRow key={row.id} row={row} withProperty={severalHotels} />
            ))}
          </ol>
        )}
        <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      </section>
    </div>
  );
}

function Nothing({ narrow, onReset }: { narrow: boolean; onReset: () => void }) {
  const t = useTranslations('Refunds');
  if (narrow) {
    return (
      <EmptyState icon={<SearchX />} title={t('noMatchTitle')} action={<Button onClick={onReset}>{t('reset')}</Button>}>
        <p>{t('noMatchText')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Undo2 />} title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
    </EmptyState>
  );
}

/** Rows of the final size, so that nothing moves when they arrive. */
function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <div key={index} className="grid h-20 content-center gap-2 px-4 sm:px-5">
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-3.5 w-48 max-w-full" />
        </div>
      ))}
    </div>
  );
}
