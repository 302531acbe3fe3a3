import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { OverviewView } from '@/features/overview/overview-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface OverviewProps {
  readonly searchParams: Promise<SearchParams>;
}

const loadPlace = createLoader({ property: parseAsString });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Overview'))('title') };
}

async function OverviewPage({ searchParams }: OverviewProps) {
  const session = await requireSession();
  const t = await getTranslations('Overview');
  const { property: chosen } = await loadPlace(searchParams);
  const property = session.properties.find(({ id }) => id === chosen)?.id ?? null;
  // What cannot be read now is asked for again by the page itself, which also says what is wrong.
  const overview = await gateway.overview(property === null ? '' : `?property=${property}`).catch(() => null);
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 max-w-3xl text-text-soft text-pretty">{t('lead')}</p>
      <OverviewView properties={session.properties} first={overview && { property, overview }} />
    </div>
  );
}

export default withWords('overview', OverviewPage);
