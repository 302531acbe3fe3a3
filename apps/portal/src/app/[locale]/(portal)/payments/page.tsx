import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { loadFilters, toQuery, withoutCardNumber } from '@/features/payments/lib/payment-filters.ts';
import { PaymentsView } from '@/features/payments/payments-view.tsx';
import type { FirstPage } from '@/features/payments/use-payment-pages.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { openedView } from '@/server/opened-view.ts';
import { requireSession } from '@/server/session.ts';

interface PaymentsProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Payments'))('title') };
}

async function PaymentsPage({ searchParams }: PaymentsProps) {
  const session = await requireSession();
  const t = await getTranslations('Payments');
  const view = await openedView('payments', searchParams);
  const filters = withoutCardNumber(await loadFilters(searchParams));
  const here = session.properties.find((property) => property.id === filters.property) ?? session.properties[0];
  const query = toQuery(filters, here?.timeZone ?? 'UTC', new Date(), null);
  // A list that cannot be read now is asked for again by the page itself, which also says what is wrong.
  const first = await gateway.payments(query).then(
    (page): FirstPage => ({ filters, page }),
    () => null,
  );
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-6 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('lead')}</p>
      <PaymentsView properties={session.properties} view={view} first={first} />
    </div>
  );
}

export default withWords('payments', PaymentsPage);
