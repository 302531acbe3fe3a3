'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { cn } from '@/components/ui/cn.ts';
import { Link, usePathname } from '@/i18n/navigation.ts';
import { routing } from '@/i18n/routing.ts';

/** Each language is called by its own name, so that whoever got lost in the other one finds the way back. */
const NAMES = { ru: 'Русский', en: 'English' };

/** The same page in the other language, with everything that stands in its address. */
export function LanguageSwitch() {
  const t = useTranslations('Preferences');
  const current = useLocale();
  const pathname = usePathname();
  const query = Object.fromEntries(useSearchParams());
  return (
    <nav aria-label={t('language')} className="flex rounded-md border border-line bg-sunken p-0.5">
      {routing.locales.map((locale) => (
        <Link
          key={locale}
          href={{ pathname, query }}
          locale={locale}
          hrefLang={locale}
          lang={locale}
          prefetch={false}
          aria-current={locale === current ? 'true' : undefined}
          className={cn(
            'grid h-7 flex-1 place-items-center rounded-[4px] px-2.5 text-sm',
            locale === current ? 'bg-raised text-text shadow-[0_0_0_1px_var(--line)]' : 'text-text-soft hover:text-text',
          )}
        >
          {NAMES[locale]}
        </Link>
      ))}
    </nav>
  );
}
