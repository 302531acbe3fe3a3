import { useTranslations } from 'next-intl';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { GuideText } from './guide-text.tsx';
import { plainText, type Cell } from './markdown/markdown-tree.ts';

interface GuideTableProps {
  readonly head: readonly Cell[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
}

/** A table that scrolls by itself where the screen is narrow; the keyboard reaches it too. */
export function GuideTable({ head, rows }: GuideTableProps) {
  const t = useTranslations('Help');
  const name = t('table', { name: head.map(plainText).join(', ') });
  return (
    <ScrollBox label={name} className="my-4 rounded-lg border border-line bg-surface">
      <table className="w-full min-w-[34rem] border-collapse text-left">
        <thead className="bg-sunken text-sm text-text-soft">
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" className="px-3 py-2 font-medium">
                <GuideText parts={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-t border-line align-top">
              {row.map((cell, column) => (
                <td key={column} className="px-3 py-2">
                  <GuideText parts={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
