'use client';
import { useTranslations } from 'next-intl';
import { parseAsInteger, useQueryState } from 'nuqs';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { ReconFrame, type ReconHotel } from '../recon-frame.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { RulesCard } from './rules-card.tsx';
import { SecondPersonCard } from './second-person-card.tsx';
import { TariffsCard } from './tariffs-card.tsx';
import { useReconSettings, useSettingsChange } from './use-settings.ts';

/** What a hotel has agreed with its acquirers and its own people. */
export function SettingsView({ hotels }: { hotels: readonly ReconHotel[] }) {
  return <ReconFrame hotels={hotels}>{(hotel) => <Settings key={hotel.id} hotel={hotel} />}</ReconFrame>;
}

function Settings({ hotel }: { hotel: ReconHotel }) {
  const t = useTranslations('ReconSettings');
  const [year, setYear] = useQueryState('year', parseAsInteger.withOptions({ history: 'replace', scroll: false }));
  const { data, error, isPending, isError, refetch } = useReconSettings(hotel.id, year);
  const change = useSettingsChange(hotel.id);
  if (isPending)
    return (
      <div role="status" aria-label={t('loading')} className="grid gap-5">
        <Skeleton className="h-32" />
        <Skeleton className="h-48" />
        <Skeleton className="h-40" />
      </div>
    );
  if (isError && data === undefined) return <ListFailed error={error} onRetry={() => void refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-5">
      <TariffsCard settings={data} change={change} />
      <RulesCard settings={data} change={change} />
      <CalendarCard settings={data} change={change} onYear={(chosen) => void setYear(chosen)} />
      <SecondPersonCard settings={data} timeZone={hotel.timeZone} change={change} />
    </div>
  );
}
