'use client';
import type { PortalProperty } from '@payport/contracts';
import { LoaderCircle, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { FilterChips } from './filters/filter-chips.tsx';
import { hasConditions } from './lib/payment-filters.ts';
import { ListSkeleton } from './list/list-skeleton.tsx';
import { ListFailed, NoMatch, NothingYet } from './list/list-states.tsx';
import { PaymentTable } from './list/payment-table.tsx';
import { rememberList } from './list/remembered-list.ts';
import { usePaymentFilters } from './use-payment-filters.ts';
import { usePaymentPages, type FirstPage } from './use-payment-pages.ts';

interface PaymentsViewProps {
  readonly properties: readonly PortalProperty[];
  readonly first: FirstPage | null;
}

/** The list of payments with its conditions. */
export function PaymentsView({ properties, first }: PaymentsViewProps) {
  const t = useTranslations('Payments');
  const control = usePaymentFilters();
  const { filters, reset } = control;
  const here = properties.find((property) => property.id === filters.property) ?? properties[0];
  const clock = { property: here?.name ?? '', timeZone: here?.timeZone ?? 'UTC' };
  const { rows, isPending, isFetching, isError, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = usePaymentPages(
    filters,
    clock.timeZone,
    first,
  );
  // A refresh of the newest page that is under way gives way to the next page.
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const terminals = properties.flatMap((property) => property.terminals);
  const failed = isError && rows.length === 0;

  useEffect(() => rememberList(window.location.pathname + window.location.search), [filters]);
  useEffect(() => {
    // The session ended meanwhile: the page itself knows the way to the sign-in and back.
    if (error instanceof PortalRequestFailed && error.status === 401) window.location.reload();
  }, [error]);

  return (
    <>
      <div className="grid gap-3">
        <FilterBar {...control} properties={properties} clock={clock} />
        <FilterChips {...control} terminals={terminals} />
      </div>
      <div className="mt-4 mb-2 flex min-h-8 items-center justify-between gap-3">
        <p role="status" className="figures text-sm text-text-faint">
          {rows.length > 0 && t(hasNextPage ? 'shown' : 'shownAll', { count: rows.length })}
        </p>
        <div className="flex flex-wrap justify-end gap-1">
          {rows.length > 0 && <ExportMenu filters={filters} timeZone={clock.timeZone} />}
          <Button variant="quiet" size="sm" onClick={() => void refetch()} disabled={isFetching}>
            <RefreshCw aria-hidden className={cn(isFetching && 'animate-spin')} />
            {t('refresh')}
          </Button>
        </div>
      </div>
      {isPending && <ListSkeleton label={t('loading')} />}
      {failed && <ListFailed error={error} onRetry={() => void refetch()} />}
      {!isPending && !failed && rows.length === 0 && (hasConditions(filters) ? <NoMatch onReset={reset} /> : <NothingYet />)}
      {rows.length > 0 && (
        <>
          <PaymentTable rows={rows} withProperty={properties.length > 1 && filters.property === null} complete={!hasNextPage} onEnd={more} />
          {/* Not an anchor: kept in place, it would pull the list down page after page. */}
          <div className="flex flex-col items-center gap-2 py-5 text-sm text-text-faint [overflow-anchor:none]">
            {hasNextPage ? (
              <Button onClick={more} disabled={isFetchingNextPage}>
                {isFetchingNextPage && <LoaderCircle aria-hidden className="animate-spin" />}
                {isFetchingNextPage ? t('loadingMore') : t('showMore')}
              </Button>
            ) : (
              <p>{t('end')}</p>
            )}
            <p id="list-keys" className="max-md:sr-only">
              {t('keys')}
            </p>
          </div>
        </>
      )}
    </>
  );
}
