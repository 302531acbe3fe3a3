'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { useTable } from '@tanstack/react-table';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn.ts';
import type { ColumnKey } from '../lib/list-look.ts';
import { features, usePaymentColumns } from './columns.tsx';
import { cellLook, GRID } from './row-grid.ts';
import { PaymentRow } from './payment-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

interface PaymentTableProps {
  readonly rows: PortalPaymentRow[];
  readonly withProperty: boolean;
  readonly columns: readonly ColumnKey[];
  readonly compact: boolean;
  /** Are these all? Where more may follow, their number is not known and not claimed. */
  readonly complete: boolean;
  readonly onEnd: () => void;
}

export function PaymentTable({ rows, withProperty, columns, compact, complete, onEnd }: PaymentTableProps) {
  const t = useTranslations('Payments');
  const body = useRef<HTMLDivElement>(null);
  const table = useTable({
    features,
    columns: usePaymentColumns({ withProperty, markDemo: rows.some((row) => !row.demo), shown: columns }),
    data: rows,
    getRowId: (row) => row.id,
  });
  const modelRows = table.getRowModel().rows;
  const { virtualizer, items, before, after, hydrated } = useVirtualRows(body, { count: rows.length, compact, complete, onEnd });
  const onKeyDown = useRowKeys(body, rows.length, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));

  return (
    <div
      role="table"
      aria-label={t('caption')}
      aria-rowcount={complete ? rows.length + 1 : -1}
      aria-colcount={columns.length}
      aria-describedby="list-keys"
      className="rounded-lg border border-line bg-surface"
    >
      <div role="rowgroup" className="max-md:sr-only md:sticky md:top-[var(--topbar-height)] md:z-20 lg:top-0">
        {table.getHeaderGroups().map((group) => (
          <div
            key={group.id}
            role="row"
            aria-rowindex={1}
            data-density={compact ? 'compact' : undefined}
            className={cn(GRID, 'group h-9 rounded-t-lg border-b border-line bg-sunken')}
          >
            {group.headers.map((header, at) => (
              <div
                key={header.id}
                role="columnheader"
                className={cn('truncate text-xs font-medium text-text-soft', cellLook(header.column.id as ColumnKey, at))}
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
            row && <PaymentRow key={row.id} row={row} index={item.index} last={item.index === rows.length - 1} compact={compact} table={table} />
          );
        })}
        {hydrated && after > 0 && <div role="presentation" className="[overflow-anchor:none]" style={{ height: after }} />}
      </div>
    </div>
  );
}
