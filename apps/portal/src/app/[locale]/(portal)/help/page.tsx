import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CONTENTS } from '@/features/help/guide-list.ts';
import { GuidePage } from '@/features/help/guide-page.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Shell'))('help') };
}

export default async function HelpPage() {
  await requireSession();
  return <GuidePage name={CONTENTS} />;
}
