import type { PortalPropertyDetail } from '@payport/contracts';
import { isUuid } from '@payport/domain';
import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { PropertyPage } from '@/features/properties/property-page.tsx';
import { Link } from '@/i18n/navigation.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { GatewayRefusal } from '@/server/gateway-errors.ts';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface PropertyProps {
  readonly params: Promise<{ id: string }>;
}

/** The hotel, or "not found": where somebody does not belong, nothing exists. */
const readProperty = cache(async (id: string): Promise<PortalPropertyDetail> => {
  if (!isUuid(id)) notFound();
  try {
    return await gateway.property(id);
  } catch (error) {
    if (error instanceof GatewayRefusal && (error.status === 404 || error.status === 403)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: PropertyProps): Promise<Metadata> {
  await requireSession();
  return { title: (await readProperty((await params).id)).name };
}

async function Page({ params }: PropertyProps) {
  await requireSession();
  const t = await getTranslations('Property');
  const property = await readProperty((await params).id);
  const keys = property.may.seeKeys ? await gateway.apiKeys(property.id).catch(() => null) : null;
  return (
    <div className="mx-auto max-w-7xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <Link href="/properties" prefetch={false} className="mb-3 inline-flex items-center gap-1.5 rounded-sm text-sm text-text-soft hover:text-text">
        <ArrowLeft aria-hidden className="size-4" />
        {t('toList')}
      </Link>
      <PropertyPage first={property} keys={keys} />
    </div>
  );
}

export default withWords('properties/[id]', Page);
