import { cn } from '@/components/ui/cn.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { CELL, GRID, type CellKey } from './row-grid.ts';

const ROWS = Array.from({ length: 12 }, (_, index) => index);
const CARDS = [0, 1, 2, 3];

/** About what stands in a cell. */
const WIDTHS: Readonly<Partial<Record<CellKey, string>>> = { time: 'w-16', amount: 'w-24 md:ml-auto', guest: 'w-40 max-w-full' };

/** Rows of the final size, so that nothing moves when they arrive. */
export function ListSkeleton({ label, columns }: { label: string; columns: readonly CellKey[] }) {
  return (
    <div role="status" aria-label={label} className="rounded-lg border border-line bg-surface">
      <div className="hidden h-9 rounded-t-lg border-b border-line bg-sunken md:block" />
      {ROWS.map((row) => (
        <div key={row} className={cn(GRID, 'h-21 border-b border-line last:border-b-0 md:h-11')}>
          {columns.map((key) =>
            key === 'status' ? (
              <Skeleton key={key} pill className={cn('h-6 w-28', CELL[key])} />
            ) : (
              <Skeleton key={key} className={cn('h-4', WIDTHS[key] ?? 'w-28', CELL[key])} />
            ),
          )}
        </div>
      ))}
    </div>
  );
}

/** Cards about as tall as they will be. */
export function CardSkeleton({ label, height }: { label: string; height: string }) {
  return (
    <div role="status" aria-label={label} className="grid grid-cols-1 gap-3">
      {CARDS.map((index) => (
        <div key={index} className={cn('grid grid-cols-1 content-start gap-3 rounded-lg border border-line bg-surface px-4 py-3.5', height)}>
          <Skeleton className="h-6 w-64 max-w-full" />
          <Skeleton className="h-4 w-80 max-w-full" />
          <Skeleton className="h-4 w-96 max-w-full" />
        </div>
      ))}
    </div>
  );
}

/** Lines of two, in one frame. */
export function LinesSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {ROWS.slice(0, 6).map((index) => (
        <div key={index} className="grid h-17 grid-cols-1 content-center gap-2 px-4">
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-3.5 w-48 max-w-full" />
        </div>
      ))}
    </div>
  );
}
