import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';

interface Column {
  readonly name: string;
  readonly right?: boolean;
}

interface DeskTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** Sums below the rows. */
  readonly foot?: readonly (readonly ReactNode[])[];
}

/** A table of a few rows; on narrow screens it scrolls by itself and the page does not. */
export function DeskTable({ caption, columns, rows, foot = [] }: DeskTableProps) {
  const look = (index: number): string => cn('py-1.5 pr-4 last:pr-0', columns[index]?.right === true ? 'figures text-right' : 'text-left');
  return (
    <ScrollBox label={caption}>
      <table className="w-full min-w-max text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-xs text-text-faint">
          <tr>
            {columns.map(({ name }, index) => (
              <th key={name} scope="col" className={cn(look(index), 'font-medium')}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} className="border-t border-line">
              {cells.map((cell, index) => (
                <td key={columns[index]?.name} className={look(index)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot.length > 0 && (
          <tfoot className="font-semibold">
            {foot.map((cells, row) => (
              <tr key={row} className="border-t border-line-strong">
                {cells.map((cell, index) => (
                  <td key={columns[index]?.name} className={look(index)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </ScrollBox>
  );
}
