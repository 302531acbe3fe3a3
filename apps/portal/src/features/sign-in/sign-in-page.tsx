import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import { EntryFrame, Slogan, Way } from '@/features/entry/entry-frame.tsx';
import { Link } from '@/i18n/navigation.ts';
import type { Theme } from '@/theme.ts';
import { SignInForm } from './sign-in-form.tsx';

interface SignInPageProps {
  readonly next: string;
  readonly demo: boolean;
  /** A forgotten password can be replaced by a mailed link. */
  readonly mail: boolean;
  /** The visitor has just set a new password, or comes from a page whose session is over. */
  readonly news: 'renewed' | 'ended' | null;
  readonly theme: Theme;
}

/** The way in for people who have an account. */
export function SignInPage({ next, demo, mail, news, theme }: SignInPageProps) {
  const t = useTranslations('SignIn');
  return (
    <EntryFrame
      theme={theme}
      heading={t('heading')}
      lead={t('lead')}
      aside={
        <>
          <Slogan text={t('slogan')} note={t('sloganNote')} />
          <Way
            steps={[
              { time: '14:05:12', text: t('stepAsked') },
              { time: '14:05:19', text: t('stepCard') },
              { time: '14:05:21', text: t('stepBank') },
              { time: '14:05:21', text: t('stepPosted') },
            ]}
          />
        </>
      }
    >
      {news !== null && (
        <Notice tone={news === 'renewed' ? 'good' : 'care'} className="mb-5">
          {t(news)}
        </Notice>
      )}
      <SignInForm next={next} />
      {mail ? (
        <p className="mt-5 text-sm">
          <Link href="/forgot-password" prefetch={false} className="font-medium text-brand underline underline-offset-4 hover:text-brand-hover">
            {t('forgot')}
          </Link>
        </p>
      ) : (
        <p className="mt-5 text-sm text-text-faint">{t('help')}</p>
      )}
      {demo && (
        <Notice tone="care" title={t('demoTitle')} className="mt-6 text-sm">
          <p className="mt-0.5">{t('demoText')}</p>
        </Notice>
      )}
    </EntryFrame>
  );
}
