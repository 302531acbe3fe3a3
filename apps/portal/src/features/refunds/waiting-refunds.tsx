'use client';
import type { PortalWaitingRefund } from '@payport/contracts';
import { UserCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { buttonLook } from '@/components/ui/button.tsx';
import { Money } from '@/components/ui/money.tsx';
import { formatMoney } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';

interface WaitingRefundsProps {
  readonly waiting: readonly PortalWaitingRefund[];
  readonly withProperty: boolean;
}

/** What waits for a second person, longest waiting first. It is decided on the page of its payment, beside the whole history. */
export function WaitingRefunds({ waiting, withProperty }: WaitingRefundsProps) {
  const t = useTranslations('Refunds');
  return (
    <section aria-labelledby="refunds-waiting" className="rounded-lg border border-held-edge bg-held-fill">
      <h2 id="refunds-waiting" className="flex items-center gap-2 px-4 pt-3 text-lg font-semibold sm:px-5">
        <UserCheck aria-hidden className="size-5 shrink-0 text-held-ink" />
        {t('waiting', { count: waiting.length })}
      </h2>
      <ul className="divide-y divide-held-edge">
        {waiting.map((refund) => (
          <Waiting key={`${refund.payment.id}-${refund.seq}`} refund={refund} withProperty={withProperty} />
        ))}
      </ul>
    </section>
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
