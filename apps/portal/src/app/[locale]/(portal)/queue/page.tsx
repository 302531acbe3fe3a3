import { mayDo } from '@payport/domain';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { loadQueueFilters, queueQuery } from '@/features/queue/lib/queue-filters.ts';
import { QueueView } from '@/features/queue/queue-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { openedView } from '@/server/opened-view.ts';
import { requireSession } from '@/server/session.ts';

interface QueueProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Queue'))('title') };
}

async function QueuePage({ searchParams }: QueueProps) {
  const session = await requireSession();
  const t = await getTranslations('Queue');
  const view = await openedView('queue', searchParams);
  const filters = await loadQueueFilters(searchParams);
  // A queue that cannot be read now is asked for again by the page itself, which also says what is wrong.
  const page = await gateway.queue(queueQuery(filters, null)).catch(() => null);
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 max-w-3xl text-text-soft text-pretty">{t('lead')}</p>
      <QueueView
        properties={session.properties.map(({ id }) => ({ id }))}
        confirms={session.properties.some(({ role }) => mayDo(role, 'decideMoney'))}
        view={view}
        first={page && { filters, page }}
      />
    </div>
  );
}

export default withWords('queue', QueuePage);
