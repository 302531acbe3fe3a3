import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CONTENTS } from '@/features/help/guide-list.ts';
import { GuidePage } from '@/features/help/guide-page.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Shell'))('help') };
}

async function HelpPage() {
  await requireSession();
  return <GuidePage name={CONTENTS} />;
}

export default withWords('help', HelpPage);
