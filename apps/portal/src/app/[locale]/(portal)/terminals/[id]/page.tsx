import type { PortalTerminalDetail } from '@payport/contracts';
import { isUuid, mayDo } from '@payport/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { TerminalPage } from '@/features/terminals/page/terminal-page.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { GatewayRefusal } from '@/server/gateway-errors.ts';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface TerminalProps {
  readonly params: Promise<{ id: string }>;
}

/** The terminal, or "not found": for one of another hotel as well, so that nobody learns that it exists. */
const readTerminal = cache(async (id: string): Promise<PortalTerminalDetail> => {
  if (!isUuid(id)) notFound();
  try {
    return await gateway.terminal(id);
  } catch (error) {
    if (error instanceof GatewayRefusal && (error.status === 404 || error.status === 403)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: TerminalProps): Promise<Metadata> {
  await requireSession();
  return { title: (await readTerminal((await params).id)).terminal.name };
}

async function Page({ params }: TerminalProps) {
  const { properties } = await requireSession();
  const first = await readTerminal((await params).id);
  const movable = properties.some(({ id, role }) => id !== first.terminal.property.id && mayDo(role, 'manageTerminals'));
  return <TerminalPage first={first} movable={movable} />;
}

export default withWords('terminals/[id]', Page);
