'use client';
import type { PortalView } from '@payport/contracts';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ColumnsMenu } from '@/features/lists/columns-menu.tsx';
import { ListEnd } from '@/features/lists/list-end.tsx';
import { ListSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { NewsAbove } from '@/features/lists/news-above.tsx';
import { RowTable } from '@/features/lists/row-table.tsx';
import { useListLook } from '@/features/lists/use-list-look.ts';
import { sortedColumns } from '@/features/payments/lib/sorted-columns.ts';
import { useOrder } from '@/features/payments/lib/use-order.ts';
import { useOpenName } from '@/features/payments/list/use-open-name.ts';
import { PaymentExport } from '@/features/payments/payment-export.tsx';
import { SortSelect } from '@/features/payments/sort-select.tsx';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { REFUND_LIST } from './lib/refund-columns.ts';
import { asPayments, narrowed, NOTHING_CHOSEN, refundParsers } from './lib/refund-filters.ts';
import { useRefundColumns } from './refund-columns.tsx';
import { RefundFilterBar } from './refund-filter-bar.tsx';
import { useRefunds, type FirstRefunds } from './use-refunds.ts';
import type { FirstWaiting } from './use-waiting-refunds.ts';
import { WaitingRefunds } from './waiting-refunds.tsx';

interface RefundsViewProps {
  /** Whose days the dates are. */
  readonly clock: { readonly property: string; readonly timeZone: string };
  /** Hotels of this person have other clocks. */
  readonly severalZones: boolean;
  readonly withProperty: boolean;
  /** The saved view that the address names. */
  readonly view: PortalView | null;
  readonly first: FirstRefunds | null;
  /** Whether the person may confirm anywhere. */
  readonly confirms: boolean;
  readonly firstWaiting: FirstWaiting | null;
}

/** Money back: what waits for a second person, then all that went back. */
export function RefundsView({ clock, severalZones, withProperty, view, first, confirms, firstWaiting }: RefundsViewProps) {
  const t = useTranslations('Refunds');
  const names = useTranslations('Refunds.columns');
  const lookText = useTranslations('ListLook');
  const [filters, set] = useQueryStates(refundParsers, { history: 'replace', shallow: true, scroll: false });
  const order = useOrder(set);
  const looks = useListLook(REFUND_LIST);
  const list = useRefunds(filters, clock.timeZone, first);
  const { count, hasNextPage, isFetchingNextPage } = list;
  const reset = () => void set(NOTHING_CHOSEN);
  const severalHotels = withProperty && filters.property === null;
  const plain = useRefundColumns({
    withProperty: severalHotels,
    markDemo: list.pages.some(({ data }) => data.some(({ demo }) => !demo)),
    shown: looks.columns,
  });
  const columns = useMemo(() => sortedColumns(plain, filters.sort, order), [plain, filters.sort, order]);
  const nameOf = useOpenName();
  return (
    <div className="grid grid-cols-1 gap-5">
      <WaitingRefunds property={filters.property} withProperty={severalHotels} confirms={confirms} first={firstWaiting} />
      <section aria-labelledby="refunds-history" className="grid grid-cols-1 gap-3">
        <h2 id="refunds-history" className="text-lg font-semibold">
          {t('history')}
        </h2>
        <ViewsBar list="refunds" first={view} />
        <RefundFilterBar filters={filters} change={(changes) => void set(changes)} clock={severalZones ? clock : null} onReset={reset} />
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3">
          <p role="status" className="figures text-sm text-text-faint">
            {count > 0 && t(hasNextPage ? 'shown' : 'shownAll', { count })}
          </p>
          {count > 0 && (
            <div className="flex flex-wrap items-center justify-end gap-1">
              <SortSelect sort={filters.sort} change={order} />
              <ColumnsMenu {...looks} names={names} note={lookText('note')} />
              <PaymentExport filters={asPayments(filters)} columns={looks.columns} timeZone={clock.timeZone} />
            </div>
          )}
        </div>
        <ListStates
          {...list}
          onRetry={() => void list.refetch()}
          loading={<ListSkeleton label={t('loading')} columns={REFUND_LIST.usual} />}
          nothing={<NothingYet />}
          noMatch={narrowed(filters) ? { title: t('noMatchTitle'), text: t('noMatchText'), reset: t('reset'), onReset: reset } : null}
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
      </section>
    </div>
  );
}

/** No money went back yet: how it does, and what will stand here. */
function NothingYet() {
  const t = useTranslations('Refunds');
  return (
    <EmptyState icon={<Undo2 />} title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
    </EmptyState>
  );
}
