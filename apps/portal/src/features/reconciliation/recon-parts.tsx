'use client';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Link, usePathname } from '@/i18n/navigation.ts';

const PARTS = [
  { href: '/reconciliation', name: 'days' },
  { href: '/reconciliation/exceptions', name: 'exceptions' },
  { href: '/reconciliation/reports', name: 'reports' },
  { href: '/reconciliation/settings', name: 'settings' },
] as const;

/** The parts of reconciliation; the hotel goes along in the address. */
export function ReconParts({ property }: { property: string | null }) {
  const t = useTranslations('Recon');
  const pathname = usePathname();
  return (
    <nav aria-label={t('parts')} className="flex flex-wrap gap-x-5">
      {PARTS.map(({ href, name }) => {
        const here = pathname === href;
        return (
          <Link
            key={href}
            href={{ pathname: href, query: property === null ? {} : { property } }}
            prefetch={false}
            aria-current={here ? 'page' : undefined}
            className={cn(
              'inline-flex h-9 items-center border-b-2 px-1 font-medium',
              here ? 'border-brand text-text' : 'border-transparent text-text-soft hover:text-text',
            )}
          >
            {t(name)}
          </Link>
        );
      })}
    </nav>
  );
}
