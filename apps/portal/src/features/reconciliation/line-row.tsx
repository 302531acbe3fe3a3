import type { PortalReconLine } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { wordFor } from '../bank-files/lib/word-for.ts';

/** One line of a side: what came of it, what its match rests on, and where it stands. */
export function LineRow({ line }: { line: PortalReconLine }) {
  const t = useTranslations('Recon');
  const relations = useTranslations('ReconRelation');
  const sides = useTranslations('ReconSide');
  const results = useTranslations('ReconResult');
  const rungs = useTranslations('ReconRung');
  const fields = useTranslations('ReconField');
  const locale = useLocale();
  const { look, result, rung } = line;
  const place = [look.fileName, look.row === null ? null : t('row', { row: look.row })].filter((part) => part !== null).join(', ');
  return (
    <li className="grid gap-0.5 px-3 py-2.5 text-sm">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className={result === 'matched' ? 'font-medium text-approved-ink' : 'font-medium'}>
          {results(result)}
          {rung !== null && <span className="font-normal text-text-soft"> · {wordFor(rungs, rung)}</span>}
          {line.deadline !== null && (
            <span className="font-normal text-text-soft"> · {t('dueShort', { day: readableDay(line.deadline, locale, true) })}</span>
          )}
        </span>
        <Money amount={line.amount} currency={line.currency} locale={locale} />
      </span>
      <span className="figures wrap-anywhere">
        {[look.rrn, look.authCode, look.cardMask, look.tid, look.text].filter(Boolean).join(' · ') || t('noName')}
      </span>
      {line.differences.map(({ field, ours, theirs }) => (
        <span key={field} className="text-text-soft">
          {`${wordFor(fields, field)}: ${t('ours')} ${ours ?? t('noLine')}, ${t('theirs')} ${theirs ?? t('noLine')}`}
        </span>
      ))}
      <span className="flex flex-wrap gap-x-3 text-text-soft">
        <span>{`${sides(line.side)} · ${relations(line.relation)}`}</span>
        {place !== '' && <span className="wrap-anywhere">{place}</span>}
        {look.paymentId !== null && (
          <Link href={`/payments/${look.paymentId}`} prefetch={false} className="text-brand underline-offset-2 hover:underline">
            {t('toPayment')}
          </Link>
        )}
      </span>
    </li>
  );
}
