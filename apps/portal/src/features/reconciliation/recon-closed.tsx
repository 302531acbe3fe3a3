import { Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state.tsx';

/** For who may not see reconciliation anywhere. */
export function ReconClosed() {
  const t = useTranslations('Recon');
  return (
    <EmptyState heading="h1" closed icon={<Scale />} title={t('closedTitle')}>
      <p>{t('closedText')}</p>
    </EmptyState>
  );
}
