'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { useTable } from '@tanstack/react-table';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { features, usePaymentColumns, type ColumnKey } from './columns.tsx';
import { PaymentRow } from './payment-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

/** One grid for head and rows. Narrow screens set each row as a small card instead, on areas. */
export const GRID =
  'grid items-center gap-x-4 px-3 sm:px-4 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[6rem_10rem_8.25rem_minmax(0,1fr)_9rem] xl:grid-cols-[6.5rem_10.5rem_8.25rem_minmax(0,1fr)_9.25rem_7.5rem_minmax(0,1.15fr)]';

/** Which columns a width has room for. The rest stands on the payment's own page. */
export const CELL: Readonly<Record<ColumnKey, string>> = {
  time: 'max-md:order-4 max-md:self-start max-md:text-right',
  status: 'max-md:order-2 max-md:justify-self-end',
  amount: 'max-md:order-1 md:text-right',
  guest: 'max-md:order-3 max-md:self-start',
  card: 'max-md:hidden',
  reference: 'hidden xl:block',
  terminal: 'hidden xl:block',
};

interface PaymentTableProps {
  readonly rows: PortalPaymentRow[];
  readonly withProperty: boolean;
  /** Are these all? Where more may follow, their number is not known and not claimed. */
  readonly complete: boolean;
  readonly onEnd: () => void;
}

export function PaymentTable({ rows, withProperty, complete, onEnd }: PaymentTableProps) {
  const t = useTranslations('Payments');
  const body = useRef<HTMLDivElement>(null);
  const table = useTable({
    features,
    columns: usePaymentColumns({ withProperty, markDemo: rows.some((row) => !row.demo) }),
    data: rows,
    getRowId: (row) => row.id,
  });
  const modelRows = table.getRowModel().rows;
  const { virtualizer, items, before, after, hydrated } = useVirtualRows(body, rows.length, complete, onEnd);
  const onKeyDown = useRowKeys(body, rows.length, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));

  return (
    <div
      role="table"
      aria-label={t('caption')}
      aria-rowcount={complete ? rows.length + 1 : -1}
      aria-colcount={7}
      aria-describedby="list-keys"
      className="rounded-lg border border-line bg-surface"
    >
      <div role="rowgroup" className="max-md:sr-only md:sticky md:top-[var(--topbar-height)] md:z-20 lg:top-0">
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" aria-rowindex={1} className={cn(GRID, 'h-9 rounded-t-lg border-b border-line bg-sunken')}>
            {group.headers.map((header) => (
              <div
                key={header.id}
                role="columnheader"
                className={cn('truncate text-xs font-medium text-text-soft', CELL[header.column.id as ColumnKey])}
              >
                <table.FlexRender header={header} />
              </div>
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" ref={body} onKeyDown={onKeyDown}>
        {hydrated && before > 0 && <div role="presentation" style={{ height: before }} />}
        {items.map((item) => {
          const row = modelRows[item.index];
          return (
            row && (
              <PaymentRow
                key={row.id}
                row={row}
                index={item.index}
                last={item.index === rows.length - 1}
                measure={virtualizer.measureElement}
                table={table}
              />
            )
          );
        })}
        {hydrated && after > 0 && <div role="presentation" style={{ height: after }} />}
      </div>
    </div>
  );
}
