import type { PortalReconPair } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';

/** A line as one of a pair: whose, of which day, how much, and what it is known by. */
export function Pair({ pair, children }: { pair: PortalReconPair; children?: ReactNode }) {
  const sides = useTranslations('ReconSide');
  const locale = useLocale();
  const { look } = pair;
  return (
    <li className="grid gap-0.5 px-3 py-2 text-sm">
      <span className="flex flex-wrap justify-between gap-x-3">
        <span className="font-medium">{`${sides(pair.side)} · ${readableDay(pair.businessDay, locale, true)}`}</span>
        <Money amount={pair.amount} currency={pair.currency} locale={locale} />
      </span>
      <span className="figures wrap-anywhere text-text-soft">{[look.rrn, look.authCode, look.cardMask, look.text].filter(Boolean).join(' · ')}</span>
      {children !== undefined && <span className="flex flex-wrap gap-x-2">{children}</span>}
    </li>
  );
}
