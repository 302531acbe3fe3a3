'use client';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { cellLook, GRID } from './row-grid.ts';
import { SortHead } from './sort-head.tsx';
import { MissingRow, TableRow, type TableColumn } from './table-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

/**
 * Height of a row, rem: two lines on wide screens, a small card below 768 px. The same as in the rows' classes (`h-11`,
 * `h-8`, `h-21`): known heights need no measuring, and nothing moves while somebody scrolls.
 */
const ROW_REM = 2.75;
const COMPACT_REM = 2;
const CARD_REM = 5.25;

interface RowTableProps<Row> {
  readonly caption: string;
  readonly count: number;
  /** Undefined where the row is far from what was looked at last, and forgotten. */
  readonly rowAt: (index: number) => Row | undefined;
  /** These rows are on screen. */
  readonly look: (from: number, to: number) => void;
  readonly columns: readonly TableColumn<Row>[];
  readonly hrefOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  readonly compact: boolean;
  /** Other rows are on their way, as after another order was chosen. */
  readonly busy?: boolean;
  /** Are these all? Where more may follow, their number is not known and not claimed. */
  readonly complete: boolean;
  readonly onEnd: () => void;
}

/** The rows on screen of a list of any length. One stop of the Tab key: inside, J, K and the arrows lead from row to row. */
export function RowTable<Row extends { readonly id: string }>(props: RowTableProps<Row>) {
  const { caption, count, rowAt, look, columns, hrefOf, nameOf, compact, busy = false, complete, onEnd } = props;
  const body = useRef<HTMLDivElement>(null);
  const { virtualizer, items, before, after, hydrated } = useVirtualRows(body, {
    count,
    heightRem: (narrow) => (narrow ? CARD_REM : compact ? COMPACT_REM : ROW_REM),
    complete,
    onEnd,
  });
  const onKeyDown = useRowKeys(body, count, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  const [at, setAt] = useState(0);
  const remember = ({ target }: FocusEvent): void => {
    const index = target.closest('[data-index]')?.getAttribute('data-index');
    if (index != null) setAt(Number(index));
  };
  const rows = items.map((item) => ({ index: item.index, key: item.key, row: rowAt(item.index) }));
  // The row where somebody was; once it is out of sight, the first that is there.
  const stop = rows.some(({ index, row }) => index === at && row) ? at : rows.find(({ row }) => row)?.index;
  const [from, to] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => look(from, to));

  return (
    <div
      role="table"
      aria-label={caption}
      aria-rowcount={complete ? count + 1 : -1}
      aria-colcount={columns.length}
      aria-describedby="list-keys"
      aria-busy={busy}
      className="rounded-lg border border-line bg-surface"
    >
      <div role="rowgroup" className="max-md:sr-only md:sticky md:top-[var(--topbar-height)] md:z-20 lg:top-0">
        <div
          role="row"
          aria-rowindex={1}
          data-density={compact ? 'compact' : undefined}
          className={cn(GRID, 'group h-9 rounded-t-lg border-b border-line bg-sunken')}
        >
          {columns.map(({ key, header, sort }, place) => (
            <div
              key={key}
              role="columnheader"
              aria-sort={sort?.direction}
              className={cn('truncate text-xs font-medium text-text-soft', cellLook(key, place, columns))}
            >
              {sort ? <SortHead {...sort} header={header} /> : header}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} onKeyDown={onKeyDown} onFocus={remember} className={cn(busy && 'opacity-60')}>
        {hydrated && before > 0 && <div role="presentation" style={{ height: before }} />}
        {rows.map(({ index, key, row }) => {
          const place = { index, last: index === count - 1, compact, columns };
          return row ? (
            <TableRow key={row.id} {...place} row={row} href={hrefOf(row)} name={nameOf(row)} stop={index === stop} />
          ) : (
            <MissingRow key={`missing-${key}`} {...place} />
          );
        })}
        {hydrated && after > 0 && <div role="presentation" className="[overflow-anchor:none]" style={{ height: after }} />}
      </div>
    </div>
  );
}
