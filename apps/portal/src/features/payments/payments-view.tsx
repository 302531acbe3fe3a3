'use client';
import type { PortalProperty, PortalView } from '@payport/contracts';
import { Inbox, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ColumnsMenu } from '@/features/lists/columns-menu.tsx';
import { ListEnd } from '@/features/lists/list-end.tsx';
import { ListSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { NewsAbove } from '@/features/lists/news-above.tsx';
import { rememberList } from '@/features/lists/remembered-list.ts';
import { RowTable } from '@/features/lists/row-table.tsx';
import { useListLook, type LookControl } from '@/features/lists/use-list-look.ts';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { FilterChips } from './filters/filter-chips.tsx';
import { COLUMNS, PAYMENT_LIST, type ColumnKey } from './lib/payment-columns.ts';
import { hasConditions, type PaymentFilters } from './lib/payment-filters.ts';
import { sortedColumns } from './lib/sorted-columns.ts';
import { useOrder } from './lib/use-order.ts';
import { usePaymentColumns } from './list/columns.tsx';
import { useOpenName } from './list/use-open-name.ts';
import { PaymentExport } from './payment-export.tsx';
import { SortSelect } from './sort-select.tsx';
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
  const filterWords = useTranslations('Filters');
  const control = usePaymentFilters();
  const { filters, change, reset } = control;
  const order = useOrder(change);
  const looks = useListLook(PAYMENT_LIST);
  const here = properties.find((property) => property.id === filters.property) ?? properties[0];
  const clock = { property: here?.name ?? '', timeZone: here?.timeZone ?? 'UTC' };
  const severalZones = new Set(properties.map(({ timeZone }) => timeZone)).size > 1;
  const list = usePaymentPages(filters, clock.timeZone, first);
  const { count, hasNextPage, isFetching, isFetchingNextPage } = list;
  const terminals = properties.flatMap((property) => property.terminals);
  const plain = usePaymentColumns({
    withProperty: properties.length > 1 && filters.property === null,
    markDemo: list.pages.some(({ data }) => data.some(({ demo }) => !demo)),
    shown: looks.columns,
  });
  const columns = useMemo(() => sortedColumns(plain, filters.sort, order), [plain, filters.sort, order]);
  const nameOf = useOpenName();

  useEffect(() => rememberList(window.location.pathname + window.location.search), [filters, looks.look]);

  return (
    <>
      <ViewsBar list="payments" first={view} />
      <div className="grid gap-3">
        <FilterBar {...control} properties={properties} clock={clock} />
        <FilterChips {...control} terminals={terminals} clock={severalZones ? clock : null} />
      </div>
      <div className="mt-4 mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-3">
        <p role="status" className="figures text-sm text-text-faint">
          {count > 0 && t(hasNextPage ? 'shown' : 'shownAll', { count })}
        </p>
        <div className="flex flex-wrap items-center justify-end gap-1">
          {count > 0 && <Tools filters={filters} looks={looks} timeZone={clock.timeZone} onOrder={order} />}
          <Button variant="quiet" size="sm" onClick={() => void list.refetch()} disabled={isFetching}>
            <RefreshCw aria-hidden className={cn(isFetching && 'animate-spin')} />
            {t('refresh')}
          </Button>
        </div>
      </div>
      <ListStates
        {...list}
        onRetry={() => void list.refetch()}
        loading={<ListSkeleton label={t('loading')} columns={COLUMNS} />}
        nothing={<NothingYet />}
        noMatch={hasConditions(filters) ? { title: t('noMatchTitle'), text: t('noMatchText'), reset: filterWords('reset'), onReset: reset } : null}
      >
        <RowTable
          caption={t('caption', { sort: filters.sort ?? 'newest' })}
          count={count}
          rowAt={list.rowAt}
          look={list.look}
          columns={columns}
          hrefOf={({ id }) => `/payments/${id}`}
          nameOf={nameOf}
          compact={looks.look.density === 'compact'}
          busy={list.isPlaceholderData}
          complete={!hasNextPage}
          onEnd={list.more}
        />
        {list.pages.length > 1 && <NewsAbove topic="payment" onShow={() => void list.fromTop()} />}
        <ListEnd more={hasNextPage} loading={isFetchingNextPage} onMore={list.more} keys={(letters) => t('keys', { letters })} end={t('end')} />
      </ListStates>
    </>
  );
}

interface ToolsProps {
  readonly filters: PaymentFilters;
  readonly looks: LookControl<ColumnKey>;
  readonly timeZone: string;
  readonly onOrder: (sort: PaymentFilters['sort']) => void;
}

/** How the list looks, and the way to take it along. */
function Tools({ filters, looks, timeZone, onOrder }: ToolsProps) {
  const names = useTranslations('Payments.columns');
  const text = useTranslations('ListLook');
  return (
    <>
      <SortSelect sort={filters.sort} change={onOrder} />
      <ColumnsMenu {...looks} names={names} note={text('note')} />
      <PaymentExport filters={filters} columns={looks.look.cols === null ? null : looks.columns} timeZone={timeZone} />
    </>
  );
}

/** No payments yet: what will be here, and what it takes. */
function NothingYet() {
  const t = useTranslations('Payments');
  return (
    <EmptyState icon={<Inbox />} title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
      <p className="text-sm text-text-faint">{t('emptyHint')}</p>
    </EmptyState>
  );
}
