'use client';
import type { PortalProperty, PortalView } from '@payport/contracts';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { FilterChips } from './filters/filter-chips.tsx';
import { hasConditions } from './lib/payment-filters.ts';
import { ColumnsMenu } from './list/columns-menu.tsx';
import { ListEnd } from './list/list-end.tsx';
import { ListSkeleton } from './list/list-skeleton.tsx';
import { ListFailed, NoMatch, NothingYet } from './list/list-states.tsx';
import { NewsAbove } from './list/news-above.tsx';
import { PaymentTable } from './list/payment-table.tsx';
import { rememberList } from './list/remembered-list.ts';
import { useListLook } from './use-list-look.ts';
import { usePaymentFilters } from './use-payment-filters.ts';
import { usePaymentPages, type FirstPage } from './use-payment-pages.ts';

interface PaymentsViewProps {
  readonly properties: readonly PortalProperty[];
  /** The saved view that the address names. */
  readonly view: PortalView | null;
  readonly first: FirstPage | null;
}

/** The list of payments with its conditions. */
export function PaymentsView({ properties, view, first }: PaymentsViewProps) {
  const t = useTranslations('Payments');
  const control = usePaymentFilters();
  const { filters, reset } = control;
  const looks = useListLook();
  const here = properties.find((property) => property.id === filters.property) ?? properties[0];
  const clock = { property: here?.name ?? '', timeZone: here?.timeZone ?? 'UTC' };
  const { count, rowAt, look, pages, isPending, isFetching, isError, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch, fromTop } =
    usePaymentPages(filters, clock.timeZone, first);
  // A refresh of the newest page that is under way gives way to the next page.
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const terminals = properties.flatMap((property) => property.terminals);
  const failed = isError && count === 0;

  useEffect(() => rememberList(window.location.pathname + window.location.search), [filters, looks.look]);
  useEffect(() => {
    // The session ended meanwhile: the page itself knows the way to the sign-in and back.
    if (error instanceof PortalRequestFailed && error.status === 401) window.location.reload();
  }, [error]);

  return (
    <>
      <ViewsBar list="payments" first={view} />
      <div className="grid gap-3">
        <FilterBar {...control} properties={properties} clock={clock} />
        <FilterChips {...control} terminals={terminals} />
      </div>
      <div className="mt-4 mb-2 flex min-h-8 items-center justify-between gap-3">
        <p role="status" className="figures text-sm text-text-faint">
          {count > 0 && t(hasNextPage ? 'shown' : 'shownAll', { count })}
        </p>
        <div className="flex flex-wrap justify-end gap-1">
          {count > 0 && (
            <>
              <ColumnsMenu {...looks} />
              <ExportMenu filters={filters} columns={looks.look.cols === null ? null : looks.columns} timeZone={clock.timeZone} />
            </>
          )}
          <Button variant="quiet" size="sm" onClick={() => void refetch()} disabled={isFetching}>
            <RefreshCw aria-hidden className={cn(isFetching && 'animate-spin')} />
            {t('refresh')}
          </Button>
        </div>
      </div>
      {isPending && <ListSkeleton label={t('loading')} />}
      {failed && <ListFailed error={error} onRetry={() => void refetch()} />}
      {!isPending && !failed && count === 0 && (hasConditions(filters) ? <NoMatch onReset={reset} /> : <NothingYet />)}
      {count > 0 && (
        <>
          <PaymentTable
            count={count}
            rowAt={rowAt}
            look={look}
            withProperty={properties.length > 1 && filters.property === null}
            columns={looks.columns}
            compact={looks.look.density === 'compact'}
            complete={!hasNextPage}
            onEnd={more}
          />
          {pages > 1 && <NewsAbove onShow={() => void fromTop()} />}
          <ListEnd more={hasNextPage} loading={isFetchingNextPage} onMore={more} />
        </>
      )}
    </>
  );
}
