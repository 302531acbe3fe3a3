import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ExceptionsView } from '@/features/reconciliation/exceptions-view.tsx';
import { ReconClosed } from '@/features/reconciliation/recon-closed.tsx';
import { reconHotels } from '@/features/reconciliation/recon-hotels.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Recon'))('exceptionsTitle') };
}

async function ReconExceptionsPage() {
  const hotels = reconHotels(await requireSession());
  const t = await getTranslations('Recon');
  if (hotels.length === 0) return <ReconClosed />;
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('exceptionsTitle')}</h1>
      <p className="mt-0.5 mb-4 max-w-3xl text-text-soft text-pretty">{t('exceptionsLead')}</p>
      <ExceptionsView hotels={hotels} />
    </div>
  );
}

export default withWords('reconciliation/exceptions', ReconExceptionsPage);
