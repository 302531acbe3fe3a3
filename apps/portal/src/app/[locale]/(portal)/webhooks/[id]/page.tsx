import type { PortalWebhookDetail } from '@payport/contracts';
import { isUuid } from '@payport/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { WebhookPage } from '@/features/webhooks/webhook-page.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { GatewayRefusal } from '@/server/gateway-errors.ts';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface WebhookProps {
  readonly params: Promise<{ id: string }>;
}

/** The receiver, or "not found": for one of another hotel as well, so that nobody learns that it exists. */
const readWebhook = cache(async (id: string): Promise<PortalWebhookDetail> => {
  if (!isUuid(id)) notFound();
  try {
    return await gateway.webhook(id);
  } catch (error) {
    if (error instanceof GatewayRefusal && (error.status === 404 || error.status === 403)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: WebhookProps): Promise<Metadata> {
  await requireSession();
  const { url } = (await readWebhook((await params).id)).webhook;
  return { title: URL.canParse(url) ? new URL(url).host : url };
}

async function Page({ params }: WebhookProps) {
  await requireSession();
  return <WebhookPage first={await readWebhook((await params).id)} />;
}

export default withWords('webhooks/[id]', Page);
