'use client';
import type { PortalBankFileLine } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { wordFor } from './lib/word-for.ts';
import { useBankFileLines } from './use-bank-files.ts';

/** What the file adds row by row, or what of it was there before and where it counts from. */
export function FileLines({ id, of, title }: { id: string; of: 'new' | 'known'; title: string }) {
  const t = useTranslations('BankFiles');
  const [open, setOpen] = useState(false);
  const { data, isPending, isError, hasNextPage, isFetchingNextPage, fetchNextPage } = useBankFileLines(id, of, open);
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-text-soft">{title}</summary>
      {open && (
        <div className="mt-2 grid gap-2">
          {isError ? (
            <Notice tone="bad">{t('linesFailed')}</Notice>
          ) : (
            isPending && <LoaderCircle aria-label={t('loading')} className="size-4 animate-spin text-text-faint" />
          )}
          <ol className="grid gap-1.5">
            {rows.map((line, index) => (
              <Line key={index} line={line} />
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
      )}
    </details>
  );
}

function Line({ line }: { line: PortalBankFileLine }) {
  const t = useTranslations('BankFiles');
  const kinds = useTranslations('BankKind');
  const locale = useLocale();
  const { member, sheet, row, content, kind, day, amount, currency, reference, terminal, known } = line;
  const facts = [wordFor(kinds, `${content}-${kind}`), readableDay(day, locale), reference, terminal];
  return (
    <li className="wrap-anywhere">
      <span className="text-text-soft">{[member, sheet, t('row', { row })].filter((part) => part !== null).join(' · ')}: </span>
      {facts.filter((part) => part !== null).join(' · ')} · <Money amount={amount} currency={currency} locale={locale} />
      {known !== null && (
        <span className="block text-text-soft">
          {known.file === null ? t('knownHere', { row: known.row }) : t('knownThere', { file: known.file, row: known.row })}
        </span>
      )}
    </li>
  );
}
