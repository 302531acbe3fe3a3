'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import type { TrainingPlace } from '@/server/training/training-places.ts';

/** Drawn in the browser only: what the desk was doing is kept there, in the tab. */
const TrainingRoom = dynamic(() => import('./training-room.tsx').then((file) => file.TrainingRoom), {
  ssr: false,
  loading: () => (
    <div className="grid gap-4 p-4 sm:px-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <Skeleton className="h-10 lg:col-span-2" />
      <Skeleton className="h-[38rem] rounded-lg" />
      <Skeleton className="h-[38rem] rounded-lg" />
    </div>
  ),
});

/** Which hotel's desk is practised; another hotel is another desk. */
export function TrainingView({ places, cashier }: { places: readonly TrainingPlace[]; cashier: string }) {
  const [chosen, setChosen] = useState(places[0]?.id);
  const place = places.find(({ id }) => id === chosen) ?? places[0];
  if (!place) return null;
  return <TrainingRoom key={place.id} place={place} places={places} onPlace={setChosen} cashier={cashier} />;
}
