import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { LinesView } from '@/features/reconciliation/lines-view.tsx';
import { ReconClosed } from '@/features/reconciliation/recon-closed.tsx';
import { reconHotels } from '@/features/reconciliation/recon-hotels.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

interface LinesProps {
  readonly params: Promise<{ readonly day: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Recon'))('linesTitle') };
}

async function ReconLinesPage({ params }: LinesProps) {
  const hotels = reconHotels(await requireSession());
  const { day } = await params;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) notFound();
  if (hotels.length === 0) return <ReconClosed />;
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <LinesView hotels={hotels} day={day} />
    </div>
  );
}

export default withWords('reconciliation/[day]/lines', ReconLinesPage);
