import { getTranslations } from 'next-intl/server';
import { RecordNotFound } from '@/components/record-not-found.tsx';

export default async function PropertyNotFound() {
  const t = await getTranslations('Property');
  return <RecordNotFound title={t('notFoundTitle')} text={t('notFoundText')} list="/properties" toList={t('toList')} />;
}
