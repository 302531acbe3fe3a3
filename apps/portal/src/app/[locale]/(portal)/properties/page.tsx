import { Building2, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { buttonLook } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { PropertyList } from '@/features/properties/property-list.tsx';
import { Link } from '@/i18n/navigation.ts';
import { GatewayRefusal } from '@/server/gateway-errors.ts';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Property'))('title') };
}

export default async function PropertiesPage() {
  await requireSession();
  const t = await getTranslations('Property');
  const list = await gateway.properties().catch((error: unknown) => {
    if (error instanceof GatewayRefusal && error.status === 403) return null;
    throw error;
  });
  if (list === null) {
    return (
      <EmptyState heading="h1" closed icon={<Building2 />} title={t('closedTitle')}>
        <p>{t('closedText')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
          <p className="mt-0.5 text-text-soft">{t('listLead')}</p>
        </div>
        {list.may.create && (
          <Link href="/properties/new" prefetch={false} className={buttonLook({ variant: 'primary' })}>
            <Plus aria-hidden />
            {t('add')}
          </Link>
        )}
      </div>
      <PropertyList properties={list.data} />
    </div>
  );
}
