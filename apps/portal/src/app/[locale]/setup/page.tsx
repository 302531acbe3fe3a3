import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { EntryFrame, Slogan, Way } from '@/features/entry/entry-frame.tsx';
import { SetupForm } from '@/features/entry/setup-form.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { readTheme, THEME_COOKIE } from '@/theme.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Setup'))('title') };
}

/** The link's token never comes here: it stands in the fragment, and the form below reads it. */
async function Page() {
  const t = await getTranslations('Setup');
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <EntryFrame
      theme={theme}
      heading={t('heading')}
      wide
      aside={
        <>
          <Slogan text={t('slogan')} note={t('sloganNote')} />
          <Way steps={[{ text: t('step1') }, { text: t('step2') }, { text: t('step3') }]} />
        </>
      }
    >
      <SetupForm />
    </EntryFrame>
  );
}

export default withWords('setup', Page);
