'use client';
import type { PortalBankFileProblems } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { bankFileProblemsUrl } from '@/features/gateway-url.ts';
import { FileRows } from './file-rows.tsx';
import { wordFor } from './lib/word-for.ts';

/** Rows that were not taken, each with what was wrong where; the others were. */
export function FileProblems({ id, count }: { id: string; count: number }) {
  const t = useTranslations('BankFiles');
  return (
    <FileRows<PortalBankFileProblems['data'][number]>
      id={id}
      title={t('problems', { count })}
      className="cursor-pointer font-medium text-declined-ink"
      url={`${bankFileProblemsUrl(id)}?`}
    >
      {(problem) => <Problem problem={problem} />}
    </FileRows>
  );
}

function Problem({ problem: { member, sheet, row, code, column, value } }: { problem: PortalBankFileProblems['data'][number] }) {
  const t = useTranslations('BankFiles');
  const words = useTranslations('RowProblem');
  return (
    <>
      <span className="text-text-soft">{[member, sheet, t('row', { row })].filter((part) => part !== null).join(' · ')}: </span>
      {column !== null && `«${column}» — `}
      {wordFor(words, code)}
      {value !== null && value !== '' && <code className="ml-1.5 rounded-sm bg-sunken px-1 font-mono">{value}</code>}
    </>
  );
}
