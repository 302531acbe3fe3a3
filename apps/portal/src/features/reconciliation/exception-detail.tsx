'use client';
import type { PortalReconException, PortalReconExceptionDetail } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { DetailActions, ProposalBox } from './detail-actions.tsx';
import { DetailHistory } from './detail-history.tsx';
import { DetailPairs } from './detail-pairs.tsx';
import type { ReconHotel } from './recon-frame.tsx';
import { SeverityMark } from './severity-mark.tsx';
import type { DeskWork } from './use-desk-work.ts';

interface ExceptionDetailProps {
  readonly hotel: ReconHotel;
  readonly exception: PortalReconExceptionDetail | null;
  readonly failed: boolean;
  readonly desk: DeskWork;
  readonly picked: readonly PortalReconException[];
}

/** The exception in hand: what differs, what it may belong to, what was done about it, and what can be done. */
export function ExceptionDetail({ hotel, exception, failed, desk, picked }: ExceptionDetailProps) {
  const t = useTranslations('Recon');
  if (exception === null)
    return failed ? (
      <Notice tone="bad">{t('detailFailed')}</Notice>
    ) : (
      <div role="status" aria-label={t('loading')}>
        <Skeleton className="h-96" />
      </div>
    );
  return (
    <section
      aria-label={t('inHand')}
      className="min-w-0 rounded-lg border border-line bg-surface lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
    >
      <Head exception={exception} hotel={hotel.id} />
      <div className="grid grid-cols-1 gap-5 px-4 py-4 sm:px-5">
        {exception.proposal !== null && <ProposalBox exception={exception} proposal={exception.proposal} desk={desk} />}
        <Differences exception={exception} />
        {exception.may.work && <DetailActions exception={exception} desk={desk} picked={picked} />}
        <DetailPairs exception={exception} desk={desk} />
        <DetailHistory exception={exception} hotel={hotel} desk={desk} />
      </div>
    </section>
  );
}

function Head({ exception, hotel }: { exception: PortalReconExceptionDetail; hotel: string }) {
  const t = useTranslations('Recon');
  const results = useTranslations('ReconResult');
  const sides = useTranslations('ReconSide');
  const meanings = useTranslations('ReconMeaning');
  const locale = useLocale();
  const { look } = exception;
  const facts: readonly (readonly [string, string | null])[] = [
    ['RRN', look.rrn],
    [t('authCode'), look.authCode],
    [t('card'), look.cardMask],
    [t('terminal'), look.tid],
    [t('file'), look.fileName === null ? null : [look.fileName, look.row === null ? null : t('row', { row: look.row })].filter(Boolean).join(', ')],
  ];
  return (
    <header className="grid gap-1.5 border-b border-line px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold">{results(exception.result)}</h2>
        <Money amount={exception.amount} currency={exception.currency} locale={locale} className="text-lg font-semibold" />
      </div>
      <p className="text-text-soft text-pretty">{meanings(exception.result)}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-text-soft">
        <SeverityMark severity={exception.severity} />
        <span>{sides(exception.side)}</span>
        <Link
          href={{ pathname: `/reconciliation/${exception.businessDay}`, query: { property: hotel } }}
          prefetch={false}
          className="underline underline-offset-4 hover:text-text"
        >
          {readableDay(exception.businessDay, locale)}
        </Link>
        {exception.dayClosed && <span>{t('ofClosedDay')}</span>}
        {look.paymentId !== null && (
          <Link href={`/payments/${look.paymentId}`} prefetch={false} className="font-medium text-brand hover:underline">
            {t('toPayment')}
          </Link>
        )}
      </p>
      {look.text !== null && <p className="text-sm wrap-anywhere">{look.text}</p>}
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="flex gap-1.5">
              <dt className="text-text-faint">{name}</dt>
              <dd className="figures wrap-anywhere">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </header>
  );
}

/** Which field, ours and theirs: side by side. */
function Differences({ exception }: { exception: PortalReconExceptionDetail }) {
  const t = useTranslations('Recon');
  const fields = useTranslations('ReconField');
  const locale = useLocale();
  if (exception.differences.length === 0) return null;
  const value = (field: string, text: string | null) => {
    if (text === null) return '—';
    if (field === 'amount' || field === 'fee') return <Money amount={text} currency={exception.currency} locale={locale} />;
    return field === 'day' ? readableDay(text, locale) : text;
  };
  return (
    <ScrollBox label={t('differs')}>
      <table className="w-full text-sm">
        <caption className="mb-1 text-left font-semibold">{t('differs')}</caption>
        <thead className="text-left text-xs text-text-faint">
          <tr>
            <th scope="col" className="py-1 pr-3 font-medium">
              {t('field')}
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              {t('ours')}
            </th>
            <th scope="col" className="py-1 font-medium">
              {t('theirs')}
            </th>
          </tr>
        </thead>
        <tbody>
          {exception.differences.map(({ field, ours, theirs }) => (
            <tr key={field} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-3 text-left font-medium">
                {fields(field)}
              </th>
              <td className="figures py-1.5 pr-3">{value(field, ours)}</td>
              <td className="figures py-1.5 text-declined-ink">{value(field, theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
