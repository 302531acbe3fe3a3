import { getTranslations } from 'next-intl/server';
import { RecordNotFound } from '@/components/record-not-found.tsx';

export default async function TerminalNotFound() {
  const t = await getTranslations('Terminal');
  return <RecordNotFound title={t('notFoundTitle')} text={t('notFoundText')} list="/terminals" toList={t('toList')} />;
}
