import { mayDo } from '@payport/domain';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { loadRefundFilters, loadWaiting, refundQuery, waitingQuery } from '@/features/refunds/lib/refund-filters.ts';
import { RefundsView } from '@/features/refunds/refunds-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { openedView } from '@/server/opened-view.ts';
import { requireSession } from '@/server/session.ts';

interface RefundsProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Refunds'))('title') };
}

async function RefundsPage({ searchParams }: RefundsProps) {
  const session = await requireSession();
  const t = await getTranslations('Refunds');
  const view = await openedView('refunds', searchParams);
  const filters = await loadRefundFilters(searchParams);
  const here = session.properties.find(({ id }) => id === filters.property) ?? session.properties[0];
  const clock = { property: here?.name ?? '', timeZone: here?.timeZone ?? 'Europe/Moscow' };
  const severalZones = new Set(session.properties.map(({ timeZone }) => timeZone)).size > 1;
  // What cannot be read now is asked for again by the page itself, which also says what is wrong.
  const { waiting: whose } = await loadWaiting(searchParams);
  const [page, waiting] = await Promise.all([
    gateway.refunds(refundQuery(filters, clock.timeZone, new Date(), null)).catch(() => null),
    gateway.waitingRefunds(waitingQuery(filters.property, whose, null)).catch(() => null),
  ]);
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-6 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('lead')}</p>
      <RefundsView
        clock={clock}
        severalZones={severalZones}
        withProperty={session.properties.length > 1}
        view={view}
        first={page && { filters, page }}
        confirms={session.properties.some(({ role }) => mayDo(role, 'decideMoney'))}
        firstWaiting={waiting && { property: filters.property, whose, page: waiting }}
      />
    </div>
  );
}

export default withWords('refunds', RefundsPage);
