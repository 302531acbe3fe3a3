import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { StatusBadge } from '@/features/payments/status-badge.tsx';
import { localMoment } from '@/format/moment.ts';
import type { TrainingPlace } from '@/server/training/training-places.ts';
import { balanceOf, folioLines, stayCharge, type FolioLine } from '../lib/folio.ts';
import { stayOf, type PracticeGuest } from '../lib/practice.ts';
import type { SonataClient } from '../lib/sonata-client.ts';

/** How often a payment whose outcome is open is looked at, ms. */
const OPEN_MS = 3_000;

interface FolioCardProps {
  readonly client: SonataClient;
  readonly place: TrainingPlace;
  readonly guest: PracticeGuest;
  readonly confirmation: string;
}

/** The guest's folio as the payments of this reservation would have filled it, and what is left to pay. */
export function FolioCard({ client, place, guest, confirmation }: FolioCardProps) {
  const t = useTranslations('Training');
  const locale = useLocale();
  const folio = useQuery({
    queryKey: ['training-folio', place.id, confirmation],
    queryFn: ({ signal }) => client.ofReservation(confirmation, signal),
    refetchInterval: ({ state }) => (state.data?.some(({ final }) => !final) ? OPEN_MS : false),
    staleTime: 0,
  });
  const lines = folioLines(folio.data ?? []);
  const charge = stayCharge(guest, place.currency);
  const balance = balanceOf(charge, lines, place.currency);
  const overpaid = balance.startsWith('-');
  const { arrival } = stayOf(guest, place.timeZone, new Date());
  return (
    <div className="grid gap-1.5">
      <div tabIndex={0} role="group" aria-label={t('folio')} className="h-36 overflow-y-auto rounded-sm border border-line">
        <table className="w-full">
          <thead className="sticky top-0 z-10 bg-sunken text-left text-xs text-text-soft">
            <tr>
              <th scope="col" className="px-2.5 py-1 font-medium">
                {t('columnWhat')}
              </th>
              <th scope="col" className="px-2.5 py-1 font-medium max-sm:hidden">
                {t('columnCard')}
              </th>
              <th scope="col" className="px-2.5 py-1 text-right font-medium">
                {t('columnAmount')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr className="border-t border-line">
              <td className="px-2.5 py-1" colSpan={2}>
                {t('stay', { nights: guest.nights })} <span className="sr-only">{arrival}</span>
              </td>
              <td className="px-2.5 py-1 text-right max-sm:hidden">
                <Money amount={charge} currency={place.currency} locale={locale} />
              </td>
            </tr>
            {lines.map((line) => (
              <Line key={line.id} line={line} place={place} />
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p className="px-2.5 py-2 text-sm text-text-faint">{t(folio.isError ? 'folioBroken' : 'folioEmpty')}</p>}
      </div>
      <p aria-live="polite" className="flex items-baseline justify-between gap-3 px-2.5 font-semibold">
        {t(overpaid ? 'overpaid' : 'balance')}
        <Money amount={balance.replace('-', '')} currency={place.currency} locale={locale} className="text-lg" />
      </p>
    </div>
  );
}

function Line({ line: { kind, amount, at, posted, window, card, payment }, place }: { line: FolioLine; place: TrainingPlace }) {
  const t = useTranslations('Training');
  const kinds = useTranslations('Kind');
  const locale = useLocale();
  return (
    <tr className="border-t border-line align-baseline" data-posted={posted}>
      <td className="px-2.5 py-1">
        <span className="flex flex-wrap items-center gap-x-2">
          {kinds(kind)}
          {!posted && <StatusBadge status={payment.status} />}
        </span>
        <span className="figures block text-xs text-text-faint">
          {localMoment(at, place.timeZone, locale).seconds} ·{' '}
          {posted ? t('windowShort', { number: window }) : t(payment.outcome === 'unknown' ? 'openLine' : 'runningLine')}
          {payment.result?.rrn != null && ` · RRN ${payment.result.rrn}`}
        </span>
      </td>
      <td className="px-2.5 py-1 font-mono text-xs max-sm:hidden">
        {card ?? '—'}
        {payment.result?.cardExpiry != null && <span className="block text-text-faint">{payment.result.cardExpiry}</span>}
      </td>
      <td className={cn('px-2.5 py-1 text-right', !posted && 'text-text-faint')}>
        <Money amount={amount} currency={place.currency} locale={locale} />
      </td>
    </tr>
  );
}
