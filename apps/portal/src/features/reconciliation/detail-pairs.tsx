import type { PortalReconExceptionDetail, PortalReconPair } from '@payport/contracts';
import { Check, Split, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { formatMoney } from '@/format/money.ts';
import { wordFor } from '../bank-files/lib/word-for.ts';
import { DetailGroups } from './detail-groups.tsx';
import { differenceAbove } from './lib/second-person.ts';
import { Pair } from './pair-row.tsx';
import type { DeskWork } from './use-desk-work.ts';

/** Likely pairs with their score and why, and the match that the line stands in. */
export function DetailPairs({ exception, desk }: { exception: PortalReconExceptionDetail; desk: DeskWork }) {
  const t = useTranslations('Recon');
  const why = useTranslations('ReconWhy');
  const rungs = useTranslations('ReconRung');
  const locale = useLocale();
  const { suggestions, matched, relation, may, decision } = exception;
  const forTwo = ({ amount, currency }: PortalReconPair): string => {
    const difference = differenceAbove(exception.amount, amount, desk.above);
    return difference === null ? '' : t('pairSecond', { difference: formatMoney(difference, currency, locale), above: desk.above });
  };
  const apart = (members: readonly Pick<PortalReconPair, 'side' | 'ref'>[]): void =>
    desk.ask({ what: 'apart', relation, members: members.map(({ side, ref }) => ({ side, ref })) });
  return (
    <>
      {matched.length > 1 && (
        <div>
          <h3 className="mb-1 text-sm font-semibold">
            {t('matched')} <span className="font-normal text-text-soft">{matched[0]?.rung != null && wordFor(rungs, matched[0].rung)}</span>
          </h3>
          <ul className="divide-y divide-line rounded-md border border-line">
            {matched.map((pair) => (
              <Pair key={`${pair.side} ${pair.ref}`} pair={pair} />
            ))}
          </ul>
          {may.work && decision === null && (
            <Button size="sm" className="mt-2" onClick={() => apart(matched)}>
              <Split aria-hidden />
              {t('split')}
            </Button>
          )}
        </div>
      )}
      {exception.endedAt === null && (
        <div>
          <h3 className="mb-1 text-sm font-semibold">{t('suggestions')}</h3>
          {exception.groups.length > 0 && <DetailGroups key={exception.id} exception={exception} desk={desk} />}
          {suggestions.length === 0 && exception.groups.length === 0 && <p className="text-sm text-text-soft">{t('noSuggestions')}</p>}
          <ul className="grid gap-2">
            {suggestions.map((pair) => (
              <li key={pair.ref} className="rounded-md border border-line">
                <ul>
                  <Pair pair={pair}>
                    <span className="font-semibold text-brand">{t('score', { score: pair.score })}</span>
                    <span className="text-text-soft">{pair.why.map((code) => wordFor(why, code)).join(', ')}</span>
                  </Pair>
                </ul>
                {may.work && forTwo(pair) !== '' && <p className="px-3 pb-2 text-sm text-held-ink">{forTwo(pair)}</p>}
                {may.work && (
                  <p className="flex flex-wrap gap-2 px-3 pb-2.5">
                    <Button size="sm" variant="primary" disabled={desk.match.isPending} onClick={() => desk.pairWith(pair.ref, t('acceptedReason'))}>
                      <Check aria-hidden />
                      {t('match')}
                    </Button>
                    <Button size="sm" onClick={() => apart([exception, pair])}>
                      <X aria-hidden />
                      {t('notPair')}
                    </Button>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
