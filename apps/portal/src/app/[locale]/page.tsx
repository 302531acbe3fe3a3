import { getLocale } from 'next-intl/server';
import { redirect } from '@/i18n/navigation.ts';
import { requireSession } from '@/server/session.ts';

/** The portal opens with what needs somebody and how the day goes. */
export default async function HomePage() {
  await requireSession();
  redirect({ href: '/overview', locale: await getLocale() });
}
