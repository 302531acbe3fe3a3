import { mayDo } from '@payport/contracts';
import { Lock } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RecordNotFound } from '@/components/record-not-found.tsx';
import { NewPropertyForm } from '@/features/properties/new-property-form.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Property'))('newTitle') };
}

async function NewPropertyPage() {
  const session = await requireSession();
  const t = await getTranslations('Property');
  if (!session.properties.some(({ role }) => mayDo(role, 'ownProperty'))) {
    return <RecordNotFound closed icon={<Lock />} title={t('newClosedTitle')} text={t('newClosedText')} list="/overview" toList={t('toOverview')} />;
  }
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('newTitle')}</h1>
      <p className="mt-0.5 mb-6 max-w-lg text-text-soft text-pretty">{t('newLead')}</p>
      <NewPropertyForm />
    </div>
  );
}

export default withWords('properties/new', NewPropertyPage);
