import { mayDo } from '@payport/contracts';
import { ShieldUser } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { PeopleView } from '@/features/people/people-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('People'))('title') };
}

async function PeoplePage() {
  const session = await requireSession();
  const t = await getTranslations('People');
  const mayLook = session.properties.some(({ role }) => mayDo(role, 'viewPeople'));
  if (!mayLook) {
    return (
      <EmptyState heading="h1" closed icon={<ShieldUser />} title={t('closedTitle')}>
        <p>{t('closedText')}</p>
      </EmptyState>
    );
  }
  // What cannot be read now is asked for again by the page itself, which also says what is wrong.
  const first = await gateway.people().catch(() => null);
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('lead')}</p>
      <PeopleView first={first} />
    </div>
  );
}

export default withWords('people', PeoplePage);
