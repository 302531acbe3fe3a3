import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TerminalsView } from '@/features/terminals/list/terminals-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface TerminalsProps {
  readonly searchParams: Promise<{ readonly property?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Terminals'))('title') };
}

async function TerminalsPage({ searchParams }: TerminalsProps) {
  const session = await requireSession();
  const t = await getTranslations('Terminals');
  const { property } = await searchParams;
  const chosen = session.properties.find(({ id }) => id === property);
  // What cannot be read now is asked for again by the page itself, which also says what is wrong.
  const first = await gateway.terminals(chosen ? `property=${chosen.id}` : '').catch(() => null);
  return (
    <div className="mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('lead')}</p>
      <TerminalsView properties={session.properties.map(({ id }) => ({ id }))} first={first} />
    </div>
  );
}

export default withWords('terminals', TerminalsPage);
