import '../globals.css';
import type { Metadata, Viewport } from 'next';
import { hasLocale, NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { DOCUMENT_WORDS } from '@/i18n/page-words.ts';
import { pickMessages } from '@/i18n/pick-messages.ts';
import { routing } from '@/i18n/routing.ts';
import { readTheme, THEME_COOKIE } from '@/theme.ts';

interface LocaleProps {
  readonly params: Promise<{ locale: string }>;
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('App');
  const name = t('name');
  return {
    title: { default: `${name} — ${t('tagline')}`, template: `%s — ${name}` },
    description: t('description'),
    robots: { index: false, follow: false },
  };
}

/** The document: its language, its theme (from the first byte), and the few words that error pages need. */
export default async function LocaleLayout({ params, children }: LocaleProps & { children: ReactNode }) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const messages = pickMessages(await getMessages(), DOCUMENT_WORDS);
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
