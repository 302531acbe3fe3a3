import { cn } from '@/components/ui/cn.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { CELL, GRID } from './row-grid.ts';

const ROWS = Array.from({ length: 12 }, (_, index) => index);

/** Rows of the final size, so that nothing moves when the payments arrive. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="rounded-lg border border-line bg-surface">
      <div className="hidden h-9 rounded-t-lg border-b border-line bg-sunken md:block" />
      {ROWS.map((row) => (
        <div key={row} className={cn(GRID, 'h-21 border-b border-line last:border-b-0 md:h-11')}>
          <Skeleton className={cn('h-4 w-16', CELL.time)} />
          <Skeleton pill className={cn('h-6 w-28', CELL.status)} />
          <Skeleton className={cn('h-4 w-24 md:ml-auto', CELL.amount)} />
          <Skeleton className={cn('h-4 w-40 max-w-full', CELL.guest)} />
          <Skeleton className={cn('h-4 w-28', CELL.card)} />
          <Skeleton className={cn('h-4 w-24', CELL.reference)} />
          <Skeleton className={cn('h-4 w-32', CELL.terminal)} />
        </div>
      ))}
    </div>
  );
}
