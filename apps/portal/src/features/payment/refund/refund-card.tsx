'use client';
import type { PortalPaymentDetail, RefundPanel } from '@payport/contracts';
import { LoaderCircle, Undo2, UserCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { formatMoney, isZeroAmount } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import { GiveBackDialog } from './give-back-dialog.tsx';
import { RefundProposalDialog } from './proposal-dialog.tsx';

interface RefundCardProps {
  readonly detail: PortalPaymentDetail;
  readonly refund: RefundPanel;
}

type Open = 'give' | 'confirm' | 'reject';

/** What can go back of this payment: the sums, what waits for a second person, and the way to begin. */
export function RefundCard({ detail: { payment, property }, refund }: RefundCardProps) {
  const t = useTranslations('Refund');
  const locale = useLocale();
  const [open, setOpen] = useState<Open | null>(null);
  const { currency, proposal, may } = refund;
  const close = () => setOpen(null);
  return (
    <Card title={t('title')}>
      <p className="text-sm text-text-soft">{t('left')}</p>
      <p className="text-2xl font-semibold">
        <Money amount={refund.refundableAmount} currency={currency} locale={locale} />
      </p>
      <dl className="mt-2 grid gap-1 text-sm">
        <Sum name={t('captured')} amount={refund.capturedAmount} currency={currency} />
        {!isZeroAmount(refund.refundedAmount) && <Sum name={t('refunded')} amount={refund.refundedAmount} currency={currency} />}
        {!isZeroAmount(refund.pendingAmount) && <Sum name={t('pending')} amount={refund.pendingAmount} currency={currency} />}
      </dl>
      {refund.running !== null && (
        <p role="status" className="mt-3 flex items-center gap-2 rounded-md border border-pending-edge bg-pending-fill px-3 py-2 text-pending-ink">
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
          <Link href={`/payments/${refund.running}`} prefetch={false} className="underline underline-offset-4">
            {t('running')}
          </Link>
        </p>
      )}
      {proposal && <Waiting refund={refund} proposal={proposal} timeZone={property.timeZone} />}
      <div data-print="hide" className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {may.confirm && (
          <Button variant="primary" onClick={() => setOpen('confirm')}>
            {t('confirm')}
          </Button>
        )}
        {may.reject && proposal && <Button onClick={() => setOpen('reject')}>{t(proposal.mine ? 'takeBack' : 'reject')}</Button>}
        {may.give && (
          <Button onClick={() => setOpen('give')}>
            <Undo2 aria-hidden />
            {t('open')}
          </Button>
        )}
      </div>
      {may.give && refund.aloneAmount !== null && (
        <p className="mt-2 text-sm text-text-soft text-pretty">
          {isZeroAmount(refund.aloneAmount) ? t('aloneNothing') : t('alone', { amount: formatMoney(refund.aloneAmount, currency, locale) })}
        </p>
      )}
      {open === 'give' && <GiveBackDialog id={payment.id} refund={refund} onClose={close} />}
      {(open === 'confirm' || open === 'reject') && proposal && (
        <RefundProposalDialog id={payment.id} currency={currency} proposal={proposal} step={open} onClose={close} />
      )}
    </Card>
  );
}

function Sum({ name, amount, currency }: { name: string; amount: string; currency: string }) {
  const locale = useLocale();
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-text-faint">{name}</dt>
      <dd>
        <Money amount={amount} currency={currency} locale={locale} />
      </dd>
    </div>
  );
}

function Waiting({
  refund: { currency, may },
  proposal,
  timeZone,
}: {
  refund: RefundPanel;
  proposal: NonNullable<RefundPanel['proposal']>;
  timeZone: string;
}) {
  const t = useTranslations('Refund');
  const reasons = useTranslations('RefundReason');
  const locale = useLocale();
  const { shortDate, time } = localMoment(proposal.at, timeZone, locale);
  return (
    <section aria-label={t('proposed')} className="mt-3 rounded-md border border-held-edge bg-held-fill px-3 py-2.5">
      <p className="flex items-center gap-2 font-medium">
        <UserCheck aria-hidden className="size-4 shrink-0 text-held-ink" />
        {t('proposedAmount', { amount: formatMoney(proposal.amount, currency, locale) })}
      </p>
      <p className="figures mt-0.5 text-sm text-text-soft">{`${proposal.by} · ${shortDate}, ${time} · ${proposal.terminal.name}`}</p>
      <p className="mt-1.5 break-words">
        {proposal.reasonCode !== null && <span className="font-medium">{reasons(proposal.reasonCode)}. </span>}
        {proposal.reason}
      </p>
      <p className="mt-1.5 text-sm text-text-soft text-pretty">{t(proposal.mine ? 'waitsForOther' : may.confirm ? 'waitsForYou' : 'waits')}</p>
    </section>
  );
}
