'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { THEME_COOKIE, THEMES, type Theme } from '@/theme.ts';

const ICONS = { system: Monitor, light: Sun, dark: Moon };
/** A choice of looks is kept for a year, s. */
const COOKIE_AGE_S = 31_536_000;

/** Light, dark, or as the operating system; takes effect at once and is remembered. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useTranslations('Preferences');
  const [theme, setTheme] = useState(initial);
  const labels = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };

  const choose = (next: Theme) => {
    setTheme(next);
    document.documentElement.dataset['theme'] = next;
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${COOKIE_AGE_S}; samesite=lax${secure}`;
  };

  return (
    <fieldset className="flex rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">{t('theme')}</legend>
      {THEMES.map((option) => {
        const Icon = ICONS[option];
        return (
          <label
            key={option}
            title={labels[option]}
            className={cn(
              'grid h-7 min-w-9 flex-1 cursor-pointer place-items-center rounded-[4px] has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus',
              theme === option ? 'bg-raised text-text shadow-[0_0_0_1px_var(--line)]' : 'text-text-faint hover:text-text',
            )}
          >
            <input type="radio" name="theme" value={option} checked={theme === option} onChange={() => choose(option)} className="sr-only" />
            <Icon aria-hidden className="size-4" />
            <span className="sr-only">{labels[option]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
