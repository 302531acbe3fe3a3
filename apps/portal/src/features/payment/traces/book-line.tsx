import type { PortalReconLine } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { wordFor } from '../../bank-files/lib/word-for.ts';

interface LineProps {
  readonly line: PortalReconLine;
  readonly propertyId: string;
}

const LINK = 'text-brand underline decoration-line-strong underline-offset-4 hover:decoration-current';

/** What the comparison came to, what it rests on, and where it is worked on. */
export function OwnLine({ line: { result, rung, deadline, differences, exceptionId, businessDay }, propertyId }: LineProps) {
  const t = useTranslations('Traces');
  const recon = useTranslations('Recon');
  const results = useTranslations('ReconResult');
  const rungs = useTranslations('ReconRung');
  const fields = useTranslations('ReconField');
  const locale = useLocale();
  const ink = result === 'matched' ? 'text-approved-ink' : result === 'expected' ? 'text-text-soft' : 'text-held-ink';
  return (
    <div className="grid gap-0.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className={cn('font-medium', ink)}>{results(result)}</span>
        {rung !== null && <span className="text-text-soft">{wordFor(rungs, rung)}</span>}
        {deadline !== null && <span className="text-text-soft">{t('until', { day: readableDay(deadline, locale, true) })}</span>}
        {exceptionId !== null && (
          <Link
            href={{ pathname: '/reconciliation/exceptions', query: { property: propertyId, day: businessDay } }}
            prefetch={false}
            className={cn(LINK, 'ml-auto')}
          >
            {t('toException')}
          </Link>
        )}
      </p>
      {differences.map(({ field, ours, theirs }) => (
        <p key={field} className="text-text-soft">
          {`${wordFor(fields, field)}: ${recon('ours')} ${ours ?? recon('noLine')}, ${recon('theirs')} ${theirs ?? recon('noLine')}`}
        </p>
      ))}
    </div>
  );
}

/** A line of another side: of which day, how much, what it says of itself, and the file it came from. */
export function BookLine({ line: { side, businessDay, amount, currency, look }, propertyId }: LineProps) {
  const t = useTranslations('Traces');
  const recon = useTranslations('Recon');
  const sides = useTranslations('ReconSide');
  const locale = useLocale();
  const place = [look.fileName, look.row === null ? null : recon('row', { row: look.row })].filter((part) => part !== null).join(', ');
  const says = [look.rrn, look.authCode, look.cardMask, look.tid, look.text].filter(Boolean).join(' · ');
  return (
    <li className="grid gap-0.5 px-3 py-2.5 text-sm">
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{sides(side)}</span>
        <Link href={{ pathname: `/reconciliation/${businessDay}`, query: { property: propertyId } }} prefetch={false} className={LINK}>
          {t('ofDay', { day: readableDay(businessDay, locale, true) })}
        </Link>
        <Money amount={amount} currency={currency} locale={locale} className="ml-auto font-medium" />
      </span>
      {says !== '' && <span className="figures wrap-anywhere text-text-soft">{says}</span>}
      {place !== '' && <span className="text-xs wrap-anywhere text-text-faint">{place}</span>}
    </li>
  );
}
