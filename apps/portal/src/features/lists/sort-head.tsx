import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { cn } from '@/components/ui/cn.ts';
import type { ColumnSort } from './table-row.tsx';

const ARROWS = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown } as const;

/**
 * The head of a column that orders the list. Narrow screens have no heads to press: there it is a word for screen readers, and
 * the order is chosen above the list.
 */
export function SortHead({ header, direction, press }: ColumnSort & { readonly header: string }) {
  const Arrow = ARROWS[direction];
  return (
    <>
      <span className="md:hidden">{header}</span>
      <button
        type="button"
        onClick={press}
        className={cn(
          'hidden h-7 max-w-full items-center gap-1 rounded-sm hover:text-text focus-visible:-outline-offset-2 md:inline-flex',
          direction !== 'none' && 'font-semibold text-text',
        )}
      >
        <span className="truncate">{header}</span>
        <Arrow aria-hidden className={cn('size-3.5 shrink-0', direction === 'none' && 'opacity-60')} />
      </button>
    </>
  );
}
