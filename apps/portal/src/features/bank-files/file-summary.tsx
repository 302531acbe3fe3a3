import type { PortalBankFileSummary } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { wordFor } from './lib/word-for.ts';

/** What the file would add: by kind, without what is there already. `listed`: that stands below, row by row. */
export function FileSummary({ summary, listed }: { summary: PortalBankFileSummary; listed: boolean }) {
  const t = useTranslations('BankFiles');
  const kinds = useTranslations('BankKind');
  const problems = useTranslations('FileProblem');
  const locale = useLocale();
  const { from, to, totals, duplicates, unknownTerminals, warnings } = summary;
  return (
    <div className="grid gap-2 text-sm">
      {from !== null && to !== null && (
        <p className="text-text-soft">
          {from === to ? readableDay(from, locale) : t('period', { from: readableDay(from, locale), to: readableDay(to, locale) })}
        </p>
      )}
      {totals.length > 0 && (
        <ScrollBox label={t('totals')}>
          <table className="w-full max-w-xl">
            <caption className="sr-only">{t('totals')}</caption>
            <thead className="text-left text-xs text-text-faint">
              <tr>
                <th scope="col" className="py-1 pr-4 font-medium">
                  {t('kind')}
                </th>
                <th scope="col" className="py-1 pr-4 text-right font-medium">
                  {t('count')}
                </th>
                <th scope="col" className="py-1 text-right font-medium">
                  {t('amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {totals.map(({ content, kind, count, amount, currency }) => (
                <tr key={`${content} ${kind} ${currency}`} className="border-t border-line">
                  <th scope="row" className="py-1 pr-4 text-left font-normal">
                    {wordFor(kinds, `${content}-${kind}`)}
                  </th>
                  <td className="figures py-1 pr-4 text-right">{count.toLocaleString(locale)}</td>
                  <td className="py-1 text-right">
                    <Money amount={amount} currency={currency} locale={locale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {duplicates > 0 && !listed && <p className="text-text-soft">{t('duplicates', { count: duplicates })}</p>}
      {warnings.map(({ code, member, detail }) => (
        <Notice key={`${member} ${detail}`} tone="care">
          <p className="font-medium">{wordFor(problems, code)}</p>
          <p className="wrap-anywhere">{[member, detail].filter((part) => part !== null).join(' · ')}</p>
        </Notice>
      ))}
      {unknownTerminals.length > 0 && (
        <Notice tone="care">
          <p className="wrap-anywhere">{t('unknownTerminals', { list: unknownTerminals.map(({ tid, lines }) => `${tid} (${lines})`).join(', ') })}</p>
        </Notice>
      )}
    </div>
  );
}
