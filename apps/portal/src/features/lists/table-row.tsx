'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useLinkStatus } from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Link } from '@/i18n/navigation.ts';
import { cellLook, GRID, type CellKey } from './row-grid.ts';

/** One column: its name, and what a row says in it. */
export interface TableColumn<Row, K extends CellKey = CellKey> {
  readonly key: K;
  readonly header: string;
  /** `stop`: Tab comes to this row, and to what can be done in it. */
  readonly cell: (row: Row, stop: boolean) => ReactNode;
  /** How the column stands in the list's order, and what a press on its head does; absent: nothing is ordered by it. */
  readonly sort?: ColumnSort | undefined;
}

export interface ColumnSort {
  readonly direction: 'ascending' | 'descending' | 'none';
  readonly press: () => void;
}

interface PlaceProps<Row> {
  readonly index: number;
  readonly last: boolean;
  readonly compact: boolean;
  readonly columns: readonly TableColumn<Row>[];
}

interface TableRowProps<Row> extends PlaceProps<Row> {
  readonly row: Row;
  readonly href: string;
  /** What the link says it opens. */
  readonly name: string;
  /** Tab comes to this row of the list and to no other. */
  readonly stop: boolean;
}

const rowLook = (last: boolean, compact: boolean): string =>
  cn(GRID, 'group relative h-21 content-center gap-y-1', compact ? 'md:h-8' : 'md:h-11', last ? 'rounded-b-lg' : 'border-b border-line');
const FOCUSED =
  'hover:bg-hover has-[a:focus-visible]:z-10 has-[a:focus-visible]:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus';

/** One row: the whole of it is its link, a real one: it opens in a new tab, and its address can be copied. */
export function TableRow<Row>({ row, href, name, index, last, compact, columns, stop }: TableRowProps<Row>) {
  return (
    <div
      role="row"
      data-index={index}
      data-density={compact ? 'compact' : undefined}
      aria-rowindex={index + 2}
      className={cn(rowLook(last, compact), FOCUSED)}
    >
      {columns.map(({ key, cell }, at) => (
        <div key={key} role="cell" className={cn('min-w-0', cellLook(key, at, columns))}>
          {key === 'time' ? (
            <Link href={href} prefetch={false} tabIndex={stop ? 0 : -1} className="block outline-none after:absolute after:inset-0">
              {cell(row, stop)}
              <span className="sr-only">, {name}</span>
              <Opening />
            </Link>
          ) : (
            cell(row, stop)
          )}
        </div>
      ))}
    </div>
  );
}

/** A row that was forgotten and is being read again: of the same height, so that nothing moves. */
export function MissingRow<Row>({ index, last, compact, columns }: PlaceProps<Row>) {
  const t = useTranslations('Lists');
  return (
    <div role="row" aria-rowindex={index + 2} data-missing data-density={compact ? 'compact' : undefined} className={rowLook(last, compact)}>
      {columns.map(({ key }, at) => (
        <div key={key} role="cell" className={cn('min-w-0', cellLook(key, at, columns))}>
          <Skeleton className="h-4 w-full max-w-28" />
          {key === 'time' && <span className="sr-only">{t('loading')}</span>}
        </div>
      ))}
    </div>
  );
}

/** Shows that the click arrived while the payment's page is on its way. */
function Opening() {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden className="absolute top-1/2 right-3 size-4 -translate-y-1/2 animate-spin text-brand" /> : null;
}
