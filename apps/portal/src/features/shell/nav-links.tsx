'use client';
import { PERMISSIONS, type Role } from '@payport/domain';
import {
  Building2,
  CreditCard,
  FileSpreadsheet,
  Gauge,
  GraduationCap,
  ListChecks,
  MoonStar,
  Nfc,
  Scale,
  ScrollText,
  Undo2,
  Users,
  Webhook,
  type LucideIcon,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useEffect, useId, useRef } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { useWaiting } from '@/features/waiting/use-waiting.ts';
import { Link, usePathname } from '@/i18n/navigation.ts';

interface Section {
  readonly key:
    | 'overview'
    | 'payments'
    | 'queue'
    | 'refunds'
    | 'terminals'
    | 'endOfDay'
    | 'bankFiles'
    | 'reconciliation'
    | 'training'
    | 'people'
    | 'properties'
    | 'webhooks'
    | 'audit';
  readonly href: string;
  readonly Icon: LucideIcon;
  /** Only for these; else for everybody. */
  readonly roles?: readonly Role[];
  /** About a hotel: the chosen one goes along. */
  readonly byHotel?: true;
}

/** The portal's sections; each appears here together with its pages. */
const SECTIONS: readonly Section[] = [
  { key: 'overview', href: '/overview', Icon: Gauge, byHotel: true },
  { key: 'payments', href: '/payments', Icon: CreditCard, byHotel: true },
  { key: 'queue', href: '/queue', Icon: ListChecks, byHotel: true },
  { key: 'refunds', href: '/refunds', Icon: Undo2, byHotel: true },
  { key: 'terminals', href: '/terminals', Icon: Nfc, byHotel: true },
  { key: 'endOfDay', href: '/end-of-day', Icon: MoonStar, byHotel: true },
  { key: 'bankFiles', href: '/bank-files', Icon: FileSpreadsheet, roles: PERMISSIONS.viewBankFiles, byHotel: true },
  { key: 'reconciliation', href: '/reconciliation', Icon: Scale, roles: PERMISSIONS.viewReconciliation, byHotel: true },
  { key: 'training', href: '/training', Icon: GraduationCap },
  { key: 'people', href: '/people', Icon: Users, roles: PERMISSIONS.viewPeople },
  { key: 'properties', href: '/properties', Icon: Building2, roles: PERMISSIONS.viewProperty },
  { key: 'webhooks', href: '/webhooks', Icon: Webhook, byHotel: true },
  { key: 'audit', href: '/audit', Icon: ScrollText, roles: PERMISSIONS.viewAudit },
];

interface NavLinksProps {
  /** What the person is anywhere. */
  readonly roles: readonly Role[];
  /** Whether anything can wait for their confirmation. */
  readonly confirms: boolean;
  readonly onNavigate?: () => void;
}

export function NavLinks({ roles, confirms, onNavigate }: NavLinksProps) {
  const t = useTranslations('Shell');
  const pathname = usePathname();
  const hotel = useSearchParams().get('property');
  const list = useRef<HTMLElement>(null);
  const told = useWaiting(confirms, null);
  const waiting: Partial<Record<Section['key'], number>> = told === null ? {} : { refunds: told.refunds, queue: told.resolutions };
  const id = useId();
  // On a low screen the sections scroll, and the one that is looked at may be out of sight.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for what ends the effect.
    void list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={list} aria-label={t('navigation')}>
      <ul className="grid gap-0.5">
        {SECTIONS.filter((section) => section.roles?.some((role) => roles.includes(role)) ?? true).map(({ key, href, Icon, byHotel }) => {
          const here = pathname === href || pathname.startsWith(`${href}/`);
          const count = waiting[key] ?? 0;
          return (
            <li key={key}>
              <Link
                href={byHotel === true && hotel !== null ? { pathname: href, query: { property: hotel } } : href}
                onClick={onNavigate}
                aria-describedby={count > 0 ? `${id}-${key}` : undefined}
                aria-current={pathname === href ? 'page' : here ? 'true' : undefined}
                className={cn(
                  'relative flex h-10 scroll-my-6 items-center [@media(max-height:60rem)]:h-8 gap-3 rounded-md px-3 font-medium focus-visible:outline-brass',
                  here
                    ? 'bg-bridge-raised text-bridge-text before:absolute before:inset-y-2 before:-left-3 before:w-[3px] before:rounded-r-full before:bg-brass'
                    : 'text-bridge-soft hover:bg-bridge-raised hover:text-bridge-text',
                )}
              >
                <Icon aria-hidden className={cn('size-[18px]', here && 'text-brass')} />
                {t(key)}
                {count > 0 && (
                  <span aria-hidden className="figures ml-auto min-w-6 rounded-full bg-brass px-1.5 text-center text-xs/5 font-semibold text-bridge">
                    {count > 99 ? '99+' : count}
                  </span>
                )}
              </Link>
              {count > 0 && (
                <span id={`${id}-${key}`} hidden>
                  {t('waitingForYou', { count })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
