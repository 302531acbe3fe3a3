import { FileQuestion } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { buttonLook } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Link } from '@/i18n/navigation.ts';

export default async function WebhookNotFound() {
  const t = await getTranslations('Webhooks');
  return (
    <>
      <title>{t('notFoundTitle')}</title>
      <EmptyState
        heading="h1"
        icon={<FileQuestion />}
        title={t('notFoundTitle')}
        action={
          <Link href="/webhooks" prefetch={false} className={buttonLook({ variant: 'primary' })}>
            {t('toList')}
          </Link>
        }
      >
        <p>{t('notFoundText')}</p>
      </EmptyState>
    </>
  );
}
