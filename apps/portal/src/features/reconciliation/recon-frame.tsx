'use client';
import { useTranslations } from 'next-intl';
import { useQueryState, parseAsString } from 'nuqs';
import type { ReactNode } from 'react';
import { Select } from '@/components/ui/select.tsx';
import { HotelChoice } from '../hotel-choice/hotel-choice.tsx';
import { hotelOf } from '../hotel-choice/hotel-of.ts';
import { ReconParts } from './recon-parts.tsx';

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

/** The hotel and the parts of its reconciliation. The hotel stands in the address. */
export function ReconFrame({ hotels, children }: ReconFrameProps) {
  const t = useTranslations('Recon');
  const [chosen, choose] = useQueryState('property', parseAsString.withOptions({ history: 'replace', scroll: false }));
  const hotel = hotelOf(hotels, chosen);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-3 border-b border-line pb-0">
        <ReconParts property={hotel?.id ?? null} />
        {hotel !== undefined && hotels.length > 1 && (
          <Select
            aria-label={t('hotel')}
            value={hotel.id}
            onChange={(event) => void choose(event.target.value)}
            options={hotels.map(({ id, name }) => ({ value: id, label: name }))}
            className="mb-2 w-full sm:ml-auto sm:w-64"
          />
        )}
      </div>
      {hotel === undefined ? <HotelChoice hotels={hotels} /> : children(hotel)}
    </>
  );
}
