'use client';
import { CreditCard, GraduationCap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Link, usePathname } from '@/i18n/navigation.ts';

/** The portal's sections; each appears here together with its pages. */
const SECTIONS = [
  { key: 'payments', href: '/payments', Icon: CreditCard },
  { key: 'training', href: '/training', Icon: GraduationCap },
] as const;

export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('Shell');
  const pathname = usePathname();
  return (
    <nav aria-label={t('navigation')}>
      <ul className="grid gap-0.5">
        {SECTIONS.map(({ key, href, Icon }) => {
          const here = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={key}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={pathname === href ? 'page' : here ? 'true' : undefined}
                className={cn(
                  'relative flex h-10 items-center gap-3 rounded-md px-3 font-medium focus-visible:outline-brass',
                  here
                    ? 'bg-bridge-raised text-bridge-text before:absolute before:inset-y-2 before:-left-3 before:w-[3px] before:rounded-r-full before:bg-brass'
                    : 'text-bridge-soft hover:bg-bridge-raised hover:text-bridge-text',
                )}
              >
                <Icon aria-hidden className={cn('size-[18px]', here && 'text-brass')} />
                {t(key)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
