import { ArrowLeft, Lock } from 'lucide-react';
import type { PortalDriver } from '@payport/contracts';
import { isUuid } from '@payport/domain';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RecordNotFound } from '@/components/record-not-found.tsx';
import { movedTerminal, type Moved } from '@/features/terminals/setup/moved-terminal.ts';
import { SetupView } from '@/features/terminals/setup/setup-view.tsx';
import { Link } from '@/i18n/navigation.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { GatewayRefusal } from '@/server/gateway-errors.ts';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface NewTerminalProps {
  readonly searchParams: Promise<{ readonly property?: string | string[]; readonly from?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('TerminalSetup'))('title') };
}

/** What is carried over; nothing from a terminal that is not there for this person, and the form is an empty one then. */
async function readMoved(id: string, drivers: readonly PortalDriver[]): Promise<Moved | null> {
  try {
    const detail = await gateway.terminal(id);
    return detail.may.manage ? movedTerminal(detail, drivers) : null;
  } catch (error) {
    if (error instanceof GatewayRefusal && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

async function NewTerminalPage({ searchParams }: NewTerminalProps) {
  const session = await requireSession();
  const t = await getTranslations('TerminalSetup');
  const [drivers, terminals] = await Promise.all([gateway.terminalDrivers(), gateway.terminals('')]);
  const properties = session.properties.filter(({ id }) => terminals.may.register.includes(id)).map(({ id, name }) => ({ id, name }));
  if (properties.length === 0) {
    return <RecordNotFound closed icon={<Lock />} title={t('closedTitle')} text={t('closedText')} list="/terminals" toList={t('toList')} />;
  }
  const { property, from } = await searchParams;
  const moved = typeof from === 'string' && isUuid(from) ? await readMoved(from, drivers.data) : null;
  // A terminal in the wrong hotel would be found by its first guest: with several, the person says which.
  const here = properties.length === 1 ? properties[0] : properties.find(({ id }) => id === property);
  return (
    <div className="mx-auto max-w-4xl px-4 pt-3 pb-10 sm:px-6 lg:pt-4">
      <Link
        href="/terminals"
        prefetch={false}
        className="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-text-soft hover:bg-hover hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('toList')}
      </Link>
      <h1 className="mt-1 text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-6 text-text-soft">{t('lead')}</p>
      <SetupView drivers={drivers.data} properties={properties} property={here?.id ?? ''} moved={moved} />
    </div>
  );
}

export default withWords('terminals/new', NewTerminalPage);
