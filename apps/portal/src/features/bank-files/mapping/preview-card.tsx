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
import { missingFields } from './use-editor.ts';

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
        {missing.length === 0 && isError && <Refusal error={error} />}
        {missing.length === 0 && !isError && data !== undefined && <Preview preview={data} />}
      </div>
    </Card>
  );
}

function Preview({ preview: { fits, rows, lines, lineCount, problems, problemCount } }: { preview: PortalMappingPreview }) {
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
      {lines.length > 0 && <Lines lines={lines} />}
      {lines.length < lineCount && <p className="text-xs text-text-faint">{t('firstOnly', { count: lines.length })}</p>}
    </>
  );
}

function Lines({ lines }: { lines: PortalMappingPreview['lines'] }) {
  const t = useTranslations('Mapping');
  const fields = useTranslations('MappingField');
  const kinds = useTranslations('OneKind');
  const locale = useLocale();
  const head = [t('rowNo'), fields('kind'), fields('operatedAt'), fields('gross'), fields('fee'), fields('net'), fields('tid'), fields('rrn'), fields('authCode'), fields('card')]; // prettier-ignore
  const money = (amount: string | null, currency: string) => (amount === null ? '—' : <Money amount={amount} currency={currency} locale={locale} />);
  return (
    <ScrollBox label={t('previewTitle')} className="rounded-md border border-line">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('previewTitle')}</caption>
        <thead className="text-left text-xs text-text-faint">
          <tr>
            {head.map((title, index) => (
              <th key={title} scope="col" className={cn('px-2 py-1.5 font-medium whitespace-nowrap', index >= 3 && index <= 5 && 'text-right')}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ row, kind, state, day, time, amount, fee, net, currency, tid, rrn, authCode, cardMask }) => (
            <tr key={row} className="border-t border-line whitespace-nowrap">
              <td className="figures px-2 py-1 text-text-faint">{row}</td>
              <td className="px-2 py-1">
                {kinds(kind)}
                {state === 'declined' && ` · ${t('declined')}`}
              </td>
              <td className="figures px-2 py-1">
                {day.split('-').reverse().join('.')}
                {time !== null && ` ${time}`}
              </td>
              <td className="px-2 py-1 text-right">{money(amount, currency)}</td>
              <td className="px-2 py-1 text-right">{money(fee, currency)}</td>
              <td className="px-2 py-1 text-right">{money(net, currency)}</td>
              {[tid, rrn, authCode, cardMask].map((text, index) => (
                <td key={index} className="figures px-2 py-1">
                  {text ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
