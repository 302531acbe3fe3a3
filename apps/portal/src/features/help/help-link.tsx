'use client';
import { CircleHelp } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Link, usePathname } from '@/i18n/navigation.ts';
import type { Locale } from '@/i18n/routing.ts';
import { guideHref, helpFor } from './guide-list.ts';

/** Help about the page one is on. In a tab of its own: what is being typed or paid must not be lost for reading. */
export function HelpLink({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('Shell');
  const locale: Locale = useLocale();
  const pathname = usePathname();
  const { guide, section } = helpFor(pathname);
  const reading = pathname === '/help' || pathname.startsWith('/help/');
  return (
    <Link
      href={guideHref(guide) + (section ? `#${section[locale]}` : '')}
      prefetch={false}
      onClick={onNavigate}
      {...(reading ? {} : { target: '_blank' })}
      aria-current={pathname === '/help' ? 'page' : undefined}
      className="flex h-10 items-center gap-3 rounded-md px-3 font-medium text-bridge-soft hover:bg-bridge-raised hover:text-bridge-text focus-visible:outline-brass"
    >
      <CircleHelp aria-hidden className="size-[18px]" />
      {t('help')}
      {!reading && <span className="sr-only"> {t('newTab')}</span>}
    </Link>
  );
}
