import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ReconClosed } from '@/features/reconciliation/recon-closed.tsx';
import { reconHotels } from '@/features/reconciliation/recon-hotels.ts';
import { ReportsView } from '@/features/reconciliation/reports/reports-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ReconReport'))('title') };
}

async function ReconReportsPage() {
  const hotels = reconHotels(await requireSession());
  const t = await getTranslations('ReconReport');
  if (hotels.length === 0) return <ReconClosed />;
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-4 max-w-3xl text-text-soft text-pretty">{t('lead')}</p>
      <ReportsView hotels={hotels} />
    </div>
  );
}

export default withWords('reconciliation/reports', ReconReportsPage);
