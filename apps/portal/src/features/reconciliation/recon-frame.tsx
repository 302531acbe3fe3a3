'use client';
import { useTranslations } from 'next-intl';
import { useQueryState, parseAsString } from 'nuqs';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Select } from '@/components/ui/select.tsx';
import { Link, usePathname } from '@/i18n/navigation.ts';

export interface ReconHotel {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly mayWork: boolean;
}

interface ReconFrameProps {
  readonly hotels: readonly ReconHotel[];
  readonly children: (hotel: ReconHotel) => ReactNode;
}

/** The hotel and the two halves of reconciliation: its days and its exceptions. The hotel stands in the address. */
export function ReconFrame({ hotels, children }: ReconFrameProps) {
  const t = useTranslations('Recon');
  const pathname = usePathname();
  const [chosen, choose] = useQueryState('property', parseAsString.withOptions({ history: 'replace', scroll: false }));
  const hotel = hotels.find(({ id }) => id === chosen) ?? hotels[0];
  if (hotel === undefined) return null;
  const place = (href: string, text: string) => (
    <Link
      href={{ pathname: href, query: { property: hotel.id } }}
      prefetch={false}
      aria-current={pathname === href ? 'page' : undefined}
      className={cn(
        'inline-flex h-9 items-center border-b-2 px-1 font-medium',
        pathname === href ? 'border-brand text-text' : 'border-transparent text-text-soft hover:text-text',
      )}
    >
      {text}
    </Link>
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-3 border-b border-line pb-0">
        <nav aria-label={t('parts')} className="flex gap-5">
          {place('/reconciliation', t('days'))}
          {place('/reconciliation/exceptions', t('exceptions'))}
        </nav>
        {hotels.length > 1 && (
          <Select
            aria-label={t('hotel')}
            value={hotel.id}
            onChange={(event) => void choose(event.target.value)}
            options={hotels.map(({ id, name }) => ({ value: id, label: name }))}
            className="mb-2 w-full sm:ml-auto sm:w-64"
          />
        )}
      </div>
      {children(hotel)}
    </>
  );
}
