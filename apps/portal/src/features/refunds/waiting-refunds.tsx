'use client';
import type { PortalWaitingRefund } from '@payport/contracts';
import { LoaderCircle, UserCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useQueryState } from 'nuqs';
import { useMomentText } from '@/components/clock.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Money } from '@/components/ui/money.tsx';
import { formatMoney } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import { waitingParser } from './lib/refund-filters.ts';
import { waitingLook } from './lib/waiting-look.ts';
import { useWaitingRefunds, type FirstWaiting } from './use-waiting-refunds.ts';

interface WaitingRefundsProps {
  readonly property: string | null;
  readonly withProperty: boolean;
  /** Whether the person may confirm anywhere. */
  readonly confirms: boolean;
  readonly first: FirstWaiting | null;
}

/** More than this is told as "more than". */
const COUNTED = 100;

/** What waits for a second person, longest waiting first. It is decided on the page of its payment, beside the whole history. */
export function WaitingRefunds({ property, withProperty, confirms, first }: WaitingRefundsProps) {
  const t = useTranslations('Refunds');
  const [whose, setWhose] = useQueryState('waiting', waitingParser.waiting.withOptions({ history: 'replace', shallow: true, scroll: false }));
  const list = useWaitingRefunds(property, whose, first);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const waiting = data?.pages.flatMap((page) => page.data) ?? [];
  const count = data?.pages.at(-1)?.count ?? 0;
  // While it is tried again, what never came is still what could not be read.
  const failed = list.isError || (data === undefined && list.errorUpdateCount > 0);
  const look = waitingLook({ rows: waiting.length, whose, known: data !== undefined, failed });
  if (look === 'hidden') return null;
  const title = whose === null ? (['waiting', 'waitingMany'] as const) : (['waitingForMe', 'waitingForMeMany'] as const);
  return (
    <section aria-labelledby="refunds-waiting" className="rounded-lg border border-held-edge bg-held-fill">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 sm:px-5">
        <h2 id="refunds-waiting" className="flex min-w-0 flex-1 basis-64 items-center gap-2 text-lg font-semibold">
          <UserCheck aria-hidden className="size-5 shrink-0 text-held-ink" />
          {look === 'unknown' ? t('whose.label') : t(count >= COUNTED ? title[1] : title[0], { count })}
        </h2>
        {(confirms || whose !== null) && (
          <div role="group" aria-label={t('whose.label')} className="flex flex-wrap gap-1.5">
            {([null, 'me'] as const).map((one) => (
              <Button
                key={one ?? 'all'}
                size="sm"
                variant={whose === one ? 'chosen' : 'outline'}
                aria-pressed={whose === one}
                onClick={() => void setWhose(one)}
              >
                {t(one === null ? 'whose.all' : 'whose.me')}
              </Button>
            ))}
          </div>
        )}
      </div>
      <div role="alert" className="empty:hidden">
        {failed && <Failed again={list.isFetching} onRetry={() => void (list.isFetchNextPageError ? fetchNextPage() : list.refetch())} />}
      </div>
      {look === 'none' && <p className="px-4 pt-1 pb-3 text-text-soft sm:px-5">{t('waitingNone')}</p>}
      {look === 'some' && (
        <ul className="divide-y divide-held-edge">
          {waiting.map((refund) => (
            <Waiting key={`${refund.payment.id}-${refund.seq}`} refund={refund} withProperty={withProperty} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="border-t border-held-edge px-4 py-3 sm:px-5">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('waitingMore')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** That it could not be read, which is not that nothing waits. */
function Failed({ again, onRetry }: { again: boolean; onRetry: () => void }) {
  const t = useTranslations('Refunds');
  const lists = useTranslations('Lists');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-1 pb-3 sm:px-5">
      <p className="min-w-0 flex-1 basis-64 text-declined-ink">{t('waitingFailed')}</p>
      <Button size="sm" onClick={onRetry}>
        {again && <LoaderCircle aria-hidden className="animate-spin" />}
        {lists('retry')}
      </Button>
    </div>
  );
}

function Waiting({ refund, withProperty }: { refund: PortalWaitingRefund; withProperty: boolean }) {
  const t = useTranslations('Refunds');
  const reasons = useTranslations('RefundReason');
  const locale = useLocale();
  const { payment } = refund;
  const at = useMomentText();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Money amount={refund.amount} currency={payment.currency} locale={locale} className="font-semibold" />
          <span className="text-sm text-text-soft">{t('ofPayment', { amount: formatMoney(payment.amount, payment.currency, locale) })}</span>
        </p>
        <p className="text-sm break-words">
          {refund.contradicted ? `${t('contradicted')}. ` : refund.reasonCode === null ? '' : `${reasons(refund.reasonCode)}. `}
          {refund.reason}
        </p>
        <p className="figures text-sm text-text-soft">
          {[refund.by, at(refund.at, payment.property.timeZone), refund.terminal.name, ...(withProperty ? [payment.property.name] : [])].join(' · ')}
        </p>
      </div>
      <Link
        href={`/payments/${payment.id}`}
        prefetch={false}
        className={buttonLook({ variant: refund.mayConfirm ? 'primary' : 'outline', size: 'md' })}
      >
        {t(refund.mayConfirm ? 'decide' : 'look')}
      </Link>
    </li>
  );
}
