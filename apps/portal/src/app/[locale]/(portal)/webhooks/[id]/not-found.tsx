import { getTranslations } from 'next-intl/server';
import { RecordNotFound } from '@/components/record-not-found.tsx';

export default async function WebhookNotFound() {
  const t = await getTranslations('Webhooks');
  return <RecordNotFound title={t('notFoundTitle')} text={t('notFoundText')} list="/webhooks" toList={t('toList')} />;
}
