'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { wordFor } from './lib/word-for.ts';
import { useBankFileProblems } from './use-bank-files.ts';

/** Rows that were not taken, each with what was wrong where; the others were. */
export function FileProblems({ id, count }: { id: string; count: number }) {
  const t = useTranslations('BankFiles');
  const words = useTranslations('RowProblem');
  const [open, setOpen] = useState(false);
  const { data, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useBankFileProblems(id, open);
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-medium text-declined-ink">{t('problems', { count })}</summary>
      <div className="mt-2 grid gap-2">
        {isPending && <LoaderCircle aria-label={t('loading')} className="size-4 animate-spin text-text-faint" />}
        <ol className="grid gap-1.5">
          {rows.map(({ member, sheet, row, code, column, value }, index) => (
            <li key={index} className="wrap-anywhere">
              <span className="text-text-soft">{[member, sheet, t('row', { row })].filter((part) => part !== null).join(' · ')}: </span>
              {column !== null && `«${column}» — `}
              {wordFor(words, code)}
              {value !== null && value !== '' && <code className="ml-1.5 rounded-sm bg-sunken px-1 font-mono">{value}</code>}
            </li>
          ))}
        </ol>
        {hasNextPage && (
          <div>
            <Button size="sm" onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}
