'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { cn } from '@/components/ui/cn.ts';
import type { ColumnKey } from '../lib/list-look.ts';
import { usePaymentColumns } from './columns.tsx';
import { cellLook, GRID } from './row-grid.ts';
import { MissingRow, PaymentRow } from './payment-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

interface PaymentTableProps {
  readonly count: number;
  /** Undefined where the row is far from what was looked at last, and forgotten. */
  readonly rowAt: (index: number) => PortalPaymentRow | undefined;
  /** These rows are on screen. */
  readonly look: (from: number, to: number) => void;
  readonly withProperty: boolean;
  readonly columns: readonly ColumnKey[];
  readonly compact: boolean;
  /** Are these all? Where more may follow, their number is not known and not claimed. */
  readonly complete: boolean;
  readonly onEnd: () => void;
}

/** The rows on screen of a list of any length. One stop of the Tab key: inside, J, K and the arrows lead from row to row. */
export function PaymentTable({ count, rowAt, look, withProperty, columns: shown, compact, complete, onEnd }: PaymentTableProps) {
  const t = useTranslations('Payments');
  const body = useRef<HTMLDivElement>(null);
  const { virtualizer, items, before, after, hydrated } = useVirtualRows(body, { count, compact, complete, onEnd });
  const onKeyDown = useRowKeys(body, count, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  const [at, setAt] = useState(0);
  const remember = ({ target }: FocusEvent): void => {
    const index = target.closest('[data-index]')?.getAttribute('data-index');
    if (index != null) setAt(Number(index));
  };
  const rows = items.map((item) => ({ index: item.index, key: item.key, payment: rowAt(item.index) }));
  const columns = usePaymentColumns({ withProperty, markDemo: rows.some(({ payment }) => payment?.demo === false), shown });
  // The row where somebody was; once it is out of sight, the first that is there.
  const stop = rows.some(({ index, payment }) => index === at && payment) ? at : rows.find(({ payment }) => payment)?.index;
  const [from, to] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => look(from, to));

  return (
    <div
      role="table"
      aria-label={t('caption')}
      aria-rowcount={complete ? count + 1 : -1}
      aria-colcount={columns.length}
      aria-describedby="list-keys"
      className="rounded-lg border border-line bg-surface"
    >
      <div role="rowgroup" className="max-md:sr-only md:sticky md:top-[var(--topbar-height)] md:z-20 lg:top-0">
        <div
          role="row"
          aria-rowindex={1}
          data-density={compact ? 'compact' : undefined}
          className={cn(GRID, 'group h-9 rounded-t-lg border-b border-line bg-sunken')}
        >
          {columns.map(({ key, header }, place) => (
            <div key={key} role="columnheader" className={cn('truncate text-xs font-medium text-text-soft', cellLook(key, place))}>
              {header}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} onKeyDown={onKeyDown} onFocus={remember}>
        {hydrated && before > 0 && <div role="presentation" style={{ height: before }} />}
        {rows.map(({ index, key, payment }) => {
          const place = { index, last: index === count - 1, compact, columns };
          return payment ? (
            <PaymentRow key={payment.id} {...place} payment={payment} stop={index === stop} />
          ) : (
            <MissingRow key={`missing-${key}`} {...place} />
          );
        })}
        {hydrated && after > 0 && <div role="presentation" className="[overflow-anchor:none]" style={{ height: after }} />}
      </div>
    </div>
  );
}
