import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { readGuide } from '@/features/help/guide-files.ts';
import { isGuide } from '@/features/help/guide-list.ts';
import { GuidePage } from '@/features/help/guide-page.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

interface HelpGuideProps {
  readonly params: Promise<{ guide: string }>;
}

export async function generateMetadata({ params }: HelpGuideProps): Promise<Metadata> {
  const { guide } = await params;
  return isGuide(guide) ? { title: readGuide(guide, await getLocale()).title } : {};
}

async function HelpGuidePage({ params }: HelpGuideProps) {
  await requireSession();
  const { guide } = await params;
  if (!isGuide(guide)) notFound();
  return <GuidePage name={guide} />;
}

export default withWords('help/[guide]', HelpGuidePage);
