'use client';
import type { BankMappingDefinition, PortalMappingPreview } from '@payport/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { Refusal } from '../../terminals/refusal.tsx';
import { wordFor } from '../lib/word-for.ts';
import { lacksAccount, missingFields } from './use-editor.ts';

interface PreviewCardProps {
  readonly definition: BankMappingDefinition;
  readonly preview: UseQueryResult<PortalMappingPreview>;
}

/** What the first rows would give, and which of them have an error: as it is now, before anything is saved. */
export function PreviewCard({ definition, preview: { data, isError, error, isPlaceholderData } }: PreviewCardProps) {
  const t = useTranslations('Mapping');
  const fields = useTranslations('MappingField');
  const missing = missingFields(definition);
  return (
    <Card title={t('previewTitle')}>
      <div aria-live="polite" className={cn('grid grid-cols-1 gap-3', isPlaceholderData && 'opacity-60')}>
        {missing.length > 0 && <p className="text-text-soft">{t('previewWaits', { fields: missing.map((field) => fields(field)).join(', ') })}</p>}
        {missing.length === 0 && lacksAccount(definition) && <p className="text-text-soft">{t('previewWaitsForAccount')}</p>}
        {missing.length === 0 && isError && <Refusal error={error} />}
        {missing.length === 0 && !lacksAccount(definition) && !isError && data !== undefined && <Preview preview={data} target={definition.target} />}
      </div>
    </Card>
  );
}

interface PreviewProps {
  readonly preview: PortalMappingPreview;
  readonly target: BankMappingDefinition['target'];
}

function Preview({ preview: { fits, rows, lines, lineCount, problems, problemCount }, target }: PreviewProps) {
  const t = useTranslations('Mapping');
  const words = useTranslations('RowProblem');
  if (!fits) return <Notice tone="bad">{t('headerGone')}</Notice>;
  return (
    <>
      <p className="text-sm text-text-soft">{t('previewCount', { rows, lines: lineCount, problems: problemCount })}</p>
      {problems.length > 0 && (
        <Notice tone="care" title={t('problemsTitle', { count: problemCount })}>
          <ol className="mt-1 grid max-h-48 gap-1 overflow-y-auto text-sm" tabIndex={0} aria-label={t('problemsTitle', { count: problemCount })}>
            {problems.map(({ row, code, column, value }) => (
              <li key={row} className="wrap-anywhere">
                <span className="text-text-soft">{t('row', { row })}: </span>
                {column !== null && `«${column}» — `}
                {wordFor(words, code)}
                {value !== null && value !== '' && <code className="ml-1.5 rounded-sm bg-sunken px-1 font-mono">{value}</code>}
              </li>
            ))}
          </ol>
        </Notice>
      )}
      {lines.length > 0 && <Lines lines={lines} target={target} />}
      {lines.length < lineCount && <p className="text-xs text-text-faint">{t('firstOnly', { count: lines.length })}</p>}
    </>
  );
}

/** The columns of each kind of table behind the row, the kind and the day; money stands on the right. */
const SHOWN = {
  bank: ['gross', 'fee', 'net', 'tid', 'rrn', 'authCode', 'card'],
  statement: ['amount', 'documentNumber', 'purpose'],
  posting: ['amount', 'postingRef', 'guest', 'tid', 'rrn', 'card'],
} as const;
const DAY_OF = { bank: 'operatedAt', statement: 'bookedOn', posting: 'businessDay' } as const;
type ShownField = (typeof SHOWN)[keyof typeof SHOWN][number];
const MONEY: readonly ShownField[] = ['gross', 'fee', 'net', 'amount'];
const VALUE_OF: Readonly<Record<ShownField, (line: PortalMappingPreview['lines'][number]) => string | null>> = {
  gross: ({ amount }) => amount,
  amount: ({ amount }) => amount,
  fee: ({ fee }) => fee,
  net: ({ net }) => net,
  tid: ({ tid }) => tid,
  rrn: ({ rrn }) => rrn,
  authCode: ({ authCode }) => authCode,
  card: ({ cardMask }) => cardMask,
  documentNumber: ({ reference }) => reference,
  postingRef: ({ reference }) => reference,
  purpose: ({ text }) => text,
  guest: ({ text }) => text,
};

function Lines({ lines, target }: Pick<PreviewProps, 'target'> & { readonly lines: PortalMappingPreview['lines'] }) {
  const t = useTranslations('Mapping');
  const fields = useTranslations('MappingField');
  const kinds = useTranslations('OneKind');
  const locale = useLocale();
  const columns: readonly ShownField[] = SHOWN[target];
  const isMoney = (field: ShownField): boolean => MONEY.includes(field);
  return (
    <ScrollBox label={t('previewTitle')} className="rounded-md border border-line">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('previewTitle')}</caption>
        <thead className="text-left text-xs text-text-faint">
          <tr>
            {[t('rowNo'), fields('kind'), fields(DAY_OF[target])].map((title) => (
              <th key={title} scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
                {title}
              </th>
            ))}
            {columns.map((field) => (
              <th key={field} scope="col" className={cn('px-2 py-1.5 font-medium whitespace-nowrap', isMoney(field) && 'text-right')}>
                {fields(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.row} className="border-t border-line whitespace-nowrap">
              <td className="figures px-2 py-1 text-text-faint">{line.row}</td>
              <td className="px-2 py-1">
                {kinds(line.kind)}
                {line.state === 'declined' && ` · ${t('declined')}`}
              </td>
              <td className="figures px-2 py-1">
                {line.day.split('-').reverse().join('.')}
                {line.time !== null && ` ${line.time}`}
              </td>
              {columns.map((field) => {
                const value = VALUE_OF[field](line);
                if (value === null) return <td key={field} className={cn('px-2 py-1', isMoney(field) && 'text-right')}>—</td>; // prettier-ignore
                if (isMoney(field)) return <td key={field} className="px-2 py-1 text-right"><Money amount={value} currency={line.currency} locale={locale} /></td>; // prettier-ignore
                return <td key={field} className="figures max-w-96 truncate px-2 py-1">{value}</td>; // prettier-ignore
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
