import type { PortalPaymentDetail } from '@payport/contracts';
import { FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { dossierUrl } from '@/features/gateway-url.ts';
import { BackLink } from './back-link.tsx';
import { ContradictionPanel } from './explain/contradiction-panel.tsx';
import { ContradictionRefundBlock } from './explain/contradiction-refund.tsx';
import { ExplainPanel } from './explain/explain-panel.tsx';
import { PaymentFacts } from './payment-facts.tsx';
import { PaymentHeader } from './payment-header.tsx';
import { PaymentNews } from './payment-news.tsx';
import { FamilyCard } from './refund/family-card.tsx';
import { RefundCard } from './refund/refund-card.tsx';
import { SlipCard } from './slip-card.tsx';
import { TimelineCard } from './timeline/timeline-card.tsx';
import { BooksCard } from './traces/books-card.tsx';
import { MessagesCard } from './traces/messages-card.tsx';
import { PeopleCard } from './traces/people-card.tsx';

/** One payment: what it is, why it is so, what happened, and its paper. */
export function PaymentPage({ detail }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Payment');
  const locale = useLocale();
  const { payment, property, events, frames, family, refund } = detail;
  return (
    <div className="mx-auto max-w-[88rem] px-4 pt-3 pb-10 sm:px-6 lg:pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <BackLink label={t('back')} />
        <a href={dossierUrl(payment.id, locale)} download data-print="hide" className={buttonLook({ variant: 'quiet', size: 'sm' })}>
          <FileText aria-hidden />
          {t('dossier')}
        </a>
      </div>
      <PaymentHeader detail={detail} />
      {/* A payment that runs is watched by its chip; here are the rest of its family, and itself once it is final. */}
      <PaymentNews ids={[...(payment.final ? [payment.id] : []), ...family.map(({ id }) => id).filter((id) => id !== payment.id)]} />
      <div className="mt-5 grid gap-5">
        {payment.contradiction && (
          <ContradictionPanel contradiction={payment.contradiction} timeZone={property.timeZone}>
            {detail.contradictionRefund && (
              <ContradictionRefundBlock id={payment.id} refund={detail.contradictionRefund} timeZone={property.timeZone} may={detail.may} />
            )}
          </ContradictionPanel>
        )}
        <ExplainPanel detail={detail} />
        <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_23rem]">
          <div className="grid min-w-0 grid-cols-1 gap-5">
            <PaymentFacts detail={detail} />
            <TimelineCard events={events} frames={frames} timeZone={property.timeZone} />
            <BooksCard id={payment.id} property={property} />
            <MessagesCard id={payment.id} timeZone={property.timeZone} />
          </div>
          <div className="grid min-w-0 grid-cols-1 gap-5 md:grid-cols-2 md:items-start xl:grid-cols-1">
            {refund && <RefundCard detail={detail} refund={refund} />}
            {(family.length > 1 || payment.original) && <FamilyCard payment={payment} family={family} timeZone={property.timeZone} />}
            <SlipCard slip={payment.result?.slip ?? null} final={payment.final} />
            <PeopleCard id={payment.id} events={events} cashier={payment.cashier} timeZone={property.timeZone} />
          </div>
        </div>
      </div>
    </div>
  );
}
