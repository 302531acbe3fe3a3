import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EndOfDayView } from '@/features/end-of-day/end-of-day-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('EndOfDay'))('title') };
}

async function EndOfDayPage() {
  const session = await requireSession();
  const t = await getTranslations('EndOfDay');
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('lead')}</p>
      <EndOfDayView properties={session.properties.map(({ id, timeZone, role }) => ({ id, timeZone, role }))} />
    </div>
  );
}

export default withWords('end-of-day', EndOfDayPage);
