import { Compass } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { buttonLook } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Link } from '@/i18n/navigation.ts';

export default async function NotFound() {
  const t = await getTranslations('NotFound');
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <title>{t('title')}</title>
      <EmptyState
        heading="h1"
        icon={<Compass />}
        title={t('title')}
        action={
          <Link href="/payments" prefetch={false} className={buttonLook({ variant: 'primary' })}>
            {t('home')}
          </Link>
        }
      >
        <p>{t('text')}</p>
      </EmptyState>
    </main>
  );
}
