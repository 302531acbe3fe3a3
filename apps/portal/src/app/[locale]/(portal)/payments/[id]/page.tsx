import type { PortalPaymentDetail } from '@payport/contracts';
import { isUuid } from '@payport/domain';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { PaymentPage } from '@/features/payment/payment-page.tsx';
import { formatMoney } from '@/format/money.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { GatewayRefusal } from '@/server/gateway-errors.ts';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface PaymentProps {
  readonly params: Promise<{ id: string }>;
}

/** The payment, or "not found": for one of another hotel as well, so that nobody learns that it exists. */
const readPayment = cache(async (id: string): Promise<PortalPaymentDetail> => {
  if (!isUuid(id)) notFound();
  try {
    return await gateway.payment(id);
  } catch (error) {
    if (error instanceof GatewayRefusal && (error.status === 404 || error.status === 403)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: PaymentProps): Promise<Metadata> {
  await requireSession();
  const { payment } = await readPayment((await params).id);
  const [t, kinds, locale] = [await getTranslations('Payment'), await getTranslations('Kind'), await getLocale()];
  return { title: t('title', { kind: kinds(payment.kind), amount: formatMoney(payment.amount, payment.currency, locale) }) };
}

async function Page({ params }: PaymentProps) {
  await requireSession();
  return <PaymentPage detail={await readPayment((await params).id)} />;
}

export default withWords('payments/[id]', Page);
