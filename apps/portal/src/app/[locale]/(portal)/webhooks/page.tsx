import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { WebhooksCard } from '@/features/webhooks/webhooks-card.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

const load = createLoader({ property: parseAsString });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Webhooks'))('title') };
}

/** Receivers of every hotel of the person, or of the one that is looked at. */
async function WebhooksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { properties } = await requireSession();
  const t = await getTranslations('Webhooks');
  const { property } = await load(searchParams);
  const chosen = properties.filter(({ id }) => id === property);
  return (
    <div className="mx-auto max-w-5xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('note')}</p>
      <div className="grid grid-cols-1 gap-5">
        {(chosen.length > 0 ? chosen : properties).map(({ id, name, timeZone }) => (
          <WebhooksCard key={id} propertyId={id} timeZone={timeZone} name={name} />
        ))}
      </div>
    </div>
  );
}

export default withWords('webhooks', WebhooksPage);
