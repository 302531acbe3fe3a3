import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInPage } from '@/features/sign-in/sign-in-page.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { safeReturnPath } from '@/server/return-path.ts';
import { currentSession } from '@/server/session.ts';
import { readTheme, THEME_COOKIE } from '@/theme.ts';

interface SignInProps {
  readonly searchParams: Promise<{ next?: string | string[]; renewed?: string | string[]; ended?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('SignIn'))('title') };
}

async function SignIn({ searchParams }: SignInProps) {
  const { next: wanted, renewed, ended } = await searchParams;
  const next = safeReturnPath(wanted) ?? `/${await getLocale()}/overview`;
  // A gateway that is down must not hide the sign-in page: its form says what is wrong.
  const session = await currentSession().catch(() => null);
  if (session) redirect(next);
  const { demo, mail } = await gateway.about().catch(() => ({ demo: false, mail: false }));
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const news = renewed !== undefined ? 'renewed' : ended !== undefined ? 'ended' : null;
  return <SignInPage next={next} demo={demo} mail={mail} news={news} theme={theme} />;
}

export default withWords('sign-in', SignIn);
