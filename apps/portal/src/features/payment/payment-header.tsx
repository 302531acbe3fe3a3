import type { PortalPaymentDetail } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { Money } from '@/components/ui/money.tsx';
import { isZeroAmount } from '@/format/money.ts';
import { countedAmount } from '../payments/lib/counted-amount.ts';
import { AskedMoney } from '../payments/row-money.tsx';
import { StatusBadge } from '../payments/status-badge.tsx';
import { moneyWay } from './lib/money-way.ts';
import { familyMark } from './lib/payment-marks.ts';
import { PaymentLive } from './payment-live.tsx';

/** How often a running payment is looked at, and one that waits for a person, ms. */
const RUNNING_MS = 2_000;
const REVIEW_MS = 15_000;

/** A payment that has ended is looked at too while something goes back of it, or waits for a second person. */
function watchEveryMs({ final, status }: PortalPaymentDetail['payment'], refund: PortalPaymentDetail['refund']): number | null {
  if (refund?.running != null || (!final && status !== 'manual_review')) return RUNNING_MS;
  return !final || refund?.proposal != null ? REVIEW_MS : null;
}

/** The one amount that this page is about, its state in words, and when. */
export function PaymentHeader({ detail: { payment, property, demo, events, frames, family, refund } }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Payment');
  const kinds = useTranslations('Kind');
  const statuses = useTranslations('StatusMeaning');
  const stages = useTranslations('Stage');
  const list = useTranslations('Payments');
  const locale = useLocale();
  const [everyMs, refunded] = [watchEveryMs(payment, refund), !isZeroAmount(payment.refundedAmount)];
  return (
    <header className="mt-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-text-soft">
        <span className="font-medium text-text">{kinds(payment.kind)}</span>
        <span aria-hidden>·</span>
        <span>{property.name}</span>
        {demo && <Badge>{list('demo')}</Badge>}
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Amount payment={payment} />
        <span role="status" className="flex flex-wrap items-center gap-2">
          <StatusBadge status={payment.status} size="lg" />
          {payment.stage !== null && <span className="text-pending-ink">{stages(payment.stage)}</span>}
        </span>
        {everyMs !== null && (
          <PaymentLive
            id={payment.id}
            seen={{ updatedAt: payment.updatedAt, events: events.length, frames: frames.length, family: familyMark(family) }}
            everyMs={everyMs}
          />
        )}
      </div>
      <p className="mt-1.5 text-text-soft">
        {payment.contradiction ? t('contradictedMeaning') : statuses(payment.status, { way: moneyWay(payment.kind) })}
      </p>
      <dl className="mt-3 flex flex-wrap items-center gap-x-6 gap-y-1.5 text-sm">
        <div className="flex items-center gap-2">
          <dt className="text-text-faint">{t('created')}</dt>
          <dd>
            <Moment at={payment.createdAt} timeZone={property.timeZone} locale={locale} />
          </dd>
        </div>
        {refunded && (
          <div className="flex items-center gap-2">
            <dt className="text-text-faint">{t('refunded')}</dt>
            <dd className="font-medium">
              <Money amount={payment.refundedAmount} currency={payment.currency} locale={locale} />
            </dd>
          </div>
        )}
        {refunded && !isZeroAmount(payment.refundableAmount) && (
          <div className="flex items-center gap-2">
            <dt className="text-text-faint">{t('refundable')}</dt>
            <dd className="font-medium">
              <Money amount={payment.refundableAmount} currency={payment.currency} locale={locale} />
            </dd>
          </div>
        )}
        <div className="flex min-w-0 items-center gap-2">
          <dt className="text-text-faint max-sm:sr-only">{t('id')}</dt>
          <dd className="flex min-w-0 items-center gap-0.5 font-mono text-xs">
            <span className="truncate">{payment.id}</span>
            <CopyButton value={payment.id} name={t('id')} />
          </dd>
        </div>
      </dl>
    </header>
  );
}

/** What counts, and beside it what was asked for where the bank approved another amount. */
function Amount({ payment }: { payment: PortalPaymentDetail['payment'] }) {
  const kinds = useTranslations('Kind');
  const locale = useLocale();
  const approved = payment.result?.approvedAmount ?? null;
  const amounts = { ...payment, approvedAmount: approved === payment.amount ? null : approved };
  return (
    <>
      <h1 className="text-amount font-semibold tracking-tight max-sm:text-[2rem] max-sm:leading-10">
        <span className="sr-only">{kinds(payment.kind)} </span>
        <Money amount={countedAmount(amounts)} currency={payment.currency} locale={locale} size="display" />
      </h1>
      <AskedMoney payment={amounts} className="figures text-text-soft" />
    </>
  );
}
