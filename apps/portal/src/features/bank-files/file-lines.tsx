'use client';
import type { PortalBankFileLine } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { bankFileLinesUrl } from '@/features/gateway-url.ts';
import { readableDay } from '@/format/readable-day.ts';
import { FileRows } from './file-rows.tsx';
import { wordFor } from './lib/word-for.ts';

/** What the file adds row by row, or what of it was there before and where it counts from. */
export function FileLines({ id, of, title }: { id: string; of: 'new' | 'known'; title: string }) {
  return (
    <FileRows<PortalBankFileLine> id={id} title={title} className="cursor-pointer text-text-soft" url={`${bankFileLinesUrl(id)}?of=${of}&`}>
      {(line) => <Line line={line} />}
    </FileRows>
  );
}

function Line({ line }: { line: PortalBankFileLine }) {
  const t = useTranslations('BankFiles');
  const kinds = useTranslations('BankKind');
  const locale = useLocale();
  const { member, sheet, row, content, kind, day, amount, currency, reference, terminal, known } = line;
  const facts = [wordFor(kinds, `${content}-${kind}`), readableDay(day, locale), reference, terminal];
  return (
    <>
      <span className="text-text-soft">{[member, sheet, t('row', { row })].filter((part) => part !== null).join(' · ')}: </span>
      {facts.filter((part) => part !== null).join(' · ')} · <Money amount={amount} currency={currency} locale={locale} />
      {known !== null && (
        <span className="block text-text-soft">
          {known.file === null ? t('knownHere', { row: known.row }) : t('knownThere', { file: known.file, row: known.row })}
        </span>
      )}
    </>
  );
}
