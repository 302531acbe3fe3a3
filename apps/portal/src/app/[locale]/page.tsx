import { getLocale } from 'next-intl/server';
import { redirect } from '@/i18n/navigation.ts';
import { requireSession } from '@/server/session.ts';

/** The portal opens with its payments. */
export default async function HomePage() {
  await requireSession();
  redirect({ href: '/payments', locale: await getLocale() });
}
