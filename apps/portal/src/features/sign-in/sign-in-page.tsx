import { useTranslations } from 'next-intl';
import { BrandMark } from '@/components/brand-mark.tsx';
import { LanguageSwitch } from '@/components/preferences/language-switch.tsx';
import { ThemeSwitch } from '@/components/preferences/theme-switch.tsx';
import type { Theme } from '@/theme.ts';
import { SignInForm } from './sign-in-form.tsx';

interface SignInPageProps {
  readonly next: string;
  readonly demo: boolean;
  readonly theme: Theme;
}

/** Two halves: what this place is, and the way in. On narrow screens the first shrinks to the name. */
export function SignInPage({ next, demo, theme }: SignInPageProps) {
  const t = useTranslations('SignIn');
  const app = useTranslations('App');
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] lg:grid-cols-[minmax(24rem,5fr)_7fr] lg:grid-rows-1">
      <aside className="relative flex flex-col overflow-hidden bg-bridge text-bridge-text lg:p-10">
        <p className="flex items-center gap-3 p-4 lg:p-0">
          <BrandMark className="size-9 lg:size-11" />
          <span className="text-xl font-semibold tracking-tight lg:text-2xl">{app('name')}</span>
        </p>
        <div className="hidden flex-1 flex-col justify-center gap-10 py-10 lg:flex">
          <div>
            <p className="max-w-md text-[2rem] leading-[2.5rem] font-semibold tracking-tight text-balance">{t('slogan')}</p>
            <p className="mt-4 max-w-sm text-bridge-soft text-pretty">{t('sloganNote')}</p>
          </div>
          <Journey
            steps={[
              ['14:05:12', t('stepAsked')],
              ['14:05:19', t('stepCard')],
              ['14:05:21', t('stepBank')],
              ['14:05:21', t('stepPosted')],
            ]}
          />
        </div>
      </aside>
      <main className="flex flex-col bg-page">
        <div className="flex flex-1 items-start justify-center px-4 pt-10 pb-8 sm:items-center sm:pt-8">
          <div className="w-full max-w-sm">
            <h1 className="text-2xl font-semibold tracking-tight">{t('heading')}</h1>
            <p className="mt-1 mb-7 text-text-soft">{t('lead')}</p>
            <SignInForm next={next} />
            <p className="mt-5 text-sm text-text-faint">{t('help')}</p>
            {demo && (
              <div className="mt-6 rounded-md border border-held-edge bg-held-fill px-3.5 py-3 text-sm">
                <p className="font-semibold text-held-ink">{t('demoTitle')}</p>
                <p className="mt-0.5">{t('demoText')}</p>
              </div>
            )}
          </div>
        </div>
        <footer className="flex flex-wrap justify-center gap-3 px-4 pb-6">
          <div className="w-44">
            <LanguageSwitch />
          </div>
          <div className="w-36">
            <ThemeSwitch initial={theme} />
          </div>
        </footer>
      </main>
    </div>
  );
}

/** The product's own picture: one payment's way, as the payment page draws it. An illustration, so not for screen readers. */
function Journey({ steps }: { steps: readonly (readonly [time: string, text: string])[] }) {
  return (
    <ol aria-hidden className="max-w-sm">
      {steps.map(([time, text], index) => (
        <li key={text} className="relative flex gap-4 pb-5 last:pb-0">
          {index < steps.length - 1 && <span className="absolute top-4 bottom-0 left-[5px] w-px bg-bridge-line" />}
          <span
            className={
              index === steps.length - 1
                ? 'mt-1 size-[11px] rounded-full bg-brass'
                : 'mt-1 size-[11px] rounded-full border-2 border-bridge-soft bg-bridge'
            }
          />
          <span className="flex-1 text-bridge-text">{text}</span>
          <span className="figures font-mono text-xs leading-[1.375rem] text-bridge-soft">{time}</span>
        </li>
      ))}
    </ol>
  );
}
