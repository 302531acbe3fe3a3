import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ReconClosed } from '@/features/reconciliation/recon-closed.tsx';
import { reconHotels } from '@/features/reconciliation/recon-hotels.ts';
import { ReportLinesView } from '@/features/reconciliation/reports/report-lines-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ReconReport'))('linesTitle') };
}

async function ReconReportLinesPage() {
  const hotels = reconHotels(await requireSession());
  if (hotels.length === 0) return <ReconClosed />;
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <ReportLinesView hotels={hotels} />
    </div>
  );
}

export default withWords('reconciliation/reports/lines', ReconReportLinesPage);
