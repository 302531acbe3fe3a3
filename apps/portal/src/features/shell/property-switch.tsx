'use client';
import type { PortalProperty } from '@payport/contracts';
import { Building2, Check, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { Link, usePathname } from '@/i18n/navigation.ts';

/** Pages that follow the chosen hotel; from any other the choice leads to the overview. */
const BY_PROPERTY = [
  '/overview',
  '/payments',
  '/queue',
  '/refunds',
  '/terminals',
  '/end-of-day',
  '/bank-files',
  '/reconciliation',
  '/reconciliation/exceptions',
  '/reconciliation/reports',
  '/reconciliation/settings',
  '/webhooks',
];

type Choice = Pick<PortalProperty, 'id' | 'name' | 'city'>;

/** Which hotel is looked at. Whoever works for one only sees its name. */
export function PropertySwitch({ properties, onNavigate }: { properties: readonly Choice[]; onNavigate?: () => void }) {
  const t = useTranslations('Shell');
  const search = useSearchParams();
  const pathname = usePathname();
  const here = BY_PROPERTY.includes(pathname) ? pathname : '/overview';
  const only = properties.length === 1 ? properties[0] : undefined;
  const chosen = only ?? properties.find((property) => property.id === search.get('property'));

  const face = (
    <>
      <Building2 aria-hidden className="size-4 shrink-0 text-bridge-soft" />
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate font-medium">{chosen?.name ?? t('allProperties')}</span>
        {chosen?.city != null && <span className="block truncate text-xs text-bridge-soft">{chosen.city}</span>}
      </span>
    </>
  );
  if (only) return <div className="flex min-h-11 items-center gap-2.5 px-3 py-1.5">{face}</div>;

  /** The other conditions of the list stay; terminals belong to a hotel and go with it. */
  const queryFor = (property: string | null): Record<string, string> => {
    const query = new URLSearchParams(here === pathname ? search : undefined);
    query.delete('terminal');
    query.delete('settlement');
    query.delete('property');
    if (property !== null) query.set('property', property);
    return Object.fromEntries(query);
  };
  const entry = (id: string | null, name: string, city: string | null) => (
    <li key={id ?? 'all'}>
      <Link
        href={{ pathname: here, query: queryFor(id) }}
        prefetch={false}
        data-close
        onClick={onNavigate}
        aria-current={(chosen?.id ?? null) === id ? 'true' : undefined}
        className="flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1 hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          {name}
          {city !== null && <span className="block text-xs text-text-faint">{city}</span>}
        </span>
        {(chosen?.id ?? null) === id && <Check aria-hidden className="size-4 text-brand" />}
      </Link>
    </li>
  );
  return (
    <Popover>
      <PopoverTrigger className="flex min-h-11 w-full items-center gap-2.5 rounded-md border border-bridge-line px-3 py-1.5 hover:bg-bridge-raised focus-visible:outline-brass">
        <span className="sr-only">{t('property')}: </span>
        {face}
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-bridge-soft" />
      </PopoverTrigger>
      <PopoverContent label={t('property')} width="w-[var(--opener-width)]">
        <ul>
          {entry(null, t('allProperties'), null)}
          {properties.map((property) => entry(property.id, property.name, property.city))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}
