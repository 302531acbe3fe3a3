import { getTranslations } from 'next-intl/server';
import { RecordNotFound } from '@/components/record-not-found.tsx';

export default async function PaymentNotFound() {
  const t = await getTranslations('Payment');
  return <RecordNotFound title={t('notFoundTitle')} text={t('notFoundText')} list="/payments" toList={t('toList')} />;
}
