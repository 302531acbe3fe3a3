import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { EntryFrame, Slogan } from '@/features/entry/entry-frame.tsx';
import { ForgotForm } from '@/features/entry/forgot-form.tsx';
import { NoMail } from '@/features/entry/no-mail.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { readTheme, THEME_COOKIE } from '@/theme.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Forgot'))('title') };
}

async function Page() {
  const t = await getTranslations('Forgot');
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  // Where the gateway does not answer, the form says so when it is sent.
  const mail = await gateway.about().then(
    (about) => about.mail,
    () => true,
  );
  return (
    <EntryFrame
      theme={theme}
      heading={t('heading')}
      lead={mail ? t('lead') : t('noMailLead')}
      aside={<Slogan text={t('slogan')} note={t('sloganNote')} />}
    >
      {mail ? <ForgotForm /> : <NoMail />}
    </EntryFrame>
  );
}

export default withWords('forgot-password', Page);
