'use client';
import type { PortalSession } from '@payport/contracts';
import { ChevronsUpDown, Keyboard, LogOut, ShieldCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { LanguageSwitch } from '@/components/preferences/language-switch.tsx';
import { ThemeSwitch } from '@/components/preferences/theme-switch.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { SIGN_OUT_URL } from '@/features/gateway-url.ts';
import { showShortcuts } from '@/features/keyboard/shortcut-keys.tsx';
import { forgetSearches } from '@/features/search/recent-searches.ts';
import { Link } from '@/i18n/navigation.ts';
import type { Theme } from '@/theme.ts';

interface UserMenuProps {
  readonly user: PortalSession['user'];
  readonly role: string | null;
  readonly version: string;
  readonly theme: Theme;
}

/** First letters of the first two words: "Анна Соколова" → "АС". */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

export function UserMenu({ user, role, version, theme }: UserMenuProps) {
  const t = useTranslations('Shell');
  const preferences = useTranslations('Preferences');
  const shortcuts = useTranslations('Shortcuts');
  const locale = useLocale();

  const signOut = async () => {
    await fetch(SIGN_OUT_URL, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    forgetSearches();
    // A whole new page, so that nothing of the old session stays in memory.
    window.location.assign(`/${locale}/sign-in`);
  };

  return (
    <Popover>
      <PopoverTrigger className="flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-bridge-raised focus-visible:outline-brass">
        <span className="sr-only">{t('accountOf')} </span>
        <span
          aria-hidden
          className="grid size-8 shrink-0 place-items-center rounded-full bg-bridge-raised text-xs font-semibold text-brass ring-1 ring-bridge-line"
        >
          {initials(user.name)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-bridge-text">{user.name}</span>
          {role !== null && <span className="block truncate text-xs text-bridge-soft">{role}</span>}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-bridge-soft" />
      </PopoverTrigger>
      <PopoverContent label={t('account', { name: user.name })} side="top" width="w-64">
        <div className="px-2.5 pt-1.5 pb-2.5">
          <p className="truncate font-medium">{user.name}</p>
          <p className="truncate text-sm text-text-soft">{user.email}</p>
        </div>
        <div className="grid gap-2.5 border-y border-line px-2.5 py-3">
          <p className="overline-label" aria-hidden>
            {preferences('theme')}
          </p>
          <ThemeSwitch initial={theme} />
          <p className="overline-label" aria-hidden>
            {preferences('language')}
          </p>
          <LanguageSwitch />
        </div>
        <Link href="/account" className="mt-1.5 flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 hover:bg-hover">
          <ShieldCheck aria-hidden className="size-4 text-text-faint" />
          {t('security')}
        </Link>
        <button type="button" onClick={showShortcuts} className="flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 hover:bg-hover">
          <Keyboard aria-hidden className="size-4 text-text-faint" />
          <span className="flex-1 text-left">{shortcuts('title')}</span>
          <kbd aria-hidden className="font-sans text-xs text-text-faint">
            ?
          </kbd>
        </button>
        <button type="button" onClick={() => void signOut()} className="flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 hover:bg-hover">
          <LogOut aria-hidden className="size-4 text-text-faint" />
          {t('signOut')}
        </button>
        <p className="figures px-2.5 pt-1 pb-1 text-xs text-text-faint">{t('version', { version })}</p>
      </PopoverContent>
    </Popover>
  );
}
