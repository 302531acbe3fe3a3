import type { Payment, PortalPaymentRow } from '@payport/contracts';
import { ArrowRight } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { StatusBadge } from '../payments/status-badge.tsx';

interface RefundsCardProps {
  readonly payment: Payment;
  readonly refunds: readonly PortalPaymentRow[];
  readonly timeZone: string;
}

/** What belongs together: the payment that this one goes back to, and what went back from it. */
export function RefundsCard({ payment, refunds, timeZone }: RefundsCardProps) {
  const t = useTranslations('Payment');
  const locale = useLocale();
  return (
    <Card title={t(payment.original ? 'original' : 'refunds')}>
      {payment.original && <Original original={payment.original} />}
      {refunds.length > 0 && (
        <ul className="-mx-2 grid gap-px">
          {refunds.map((refund) => {
            const at = localMoment(refund.createdAt, timeZone, locale);
            return (
              <li key={refund.id}>
                <Link
                  href={`/payments/${refund.id}`}
                  prefetch={false}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 hover:bg-hover"
                >
                  <Money amount={refund.amount} currency={refund.currency} locale={locale} className="font-semibold" />
                  <StatusBadge status={refund.status} />
                  <span className="figures ml-auto text-xs text-text-faint">
                    {at.date}, {at.time}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

function Original({ original }: { original: NonNullable<Payment['original']> }) {
  const t = useTranslations('Payment');
  const linked = useTranslations('Payment.linkedBy');
  if (original.paymentId === null) return <p className="text-text-soft">{t('originalOutside', { rrn: original.rrn ?? '—' })}</p>;
  return (
    <p>
      <Link
        href={`/payments/${original.paymentId}`}
        prefetch={false}
        className="inline-flex items-center gap-1.5 font-medium text-brand underline decoration-brand/40 underline-offset-4 hover:decoration-brand"
      >
        <span className="font-mono text-sm">{original.rrn ?? original.paymentId.slice(0, 8)}</span>
        <ArrowRight aria-hidden className="size-4" />
      </Link>
      {original.linkedBy && <span className="ml-2 text-sm text-text-faint">{linked(original.linkedBy)}</span>}
    </p>
  );
}
