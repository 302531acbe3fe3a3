'use client';
import type { PortalOverviewDay, PortalProperty } from '@payport/contracts';
import { mayDo } from '@payport/domain';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { ReconCard } from '../reconciliation/recon-card.tsx';
import { AlarmsCard } from './alarms-card.tsx';
import { HoursChart } from './charts/hours-chart.tsx';
import { ReasonsChart } from './charts/reasons-chart.tsx';
import { DayEndCard } from './day-end-card.tsx';
import { FirstDay } from './first-day.tsx';
import { TerminalsCard } from './terminals-card.tsx';
import { TodayCard } from './today-card.tsx';
import { UnknownPanel } from './unknown-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';
import { useOverview, type FirstOverview } from './use-overview.ts';

interface OverviewViewProps {
  readonly properties: readonly PortalProperty[];
  readonly first: FirstOverview | null;
}

const isNew = ({ started }: PortalOverviewDay): boolean => !started.payment;

/** What needs somebody first, then how the day goes, then the terminals. */
export function OverviewView({ properties, first }: OverviewViewProps) {
  const t = useTranslations('Overview');
  const [chosen] = useQueryState('property', parseAsString);
  const property = properties.some(({ id }) => id === chosen) ? chosen : null;
  const { data, error, isError, refetch } = useOverview(property, first);

  if (!data) return isError ? <ListFailed error={error} onRetry={() => void refetch()} /> : <Loading label={t('loading')} />;
  const newcomers = data.days.filter(isNew);
  const days = data.days.filter((day) => !isNew(day));
  const here = property === null ? properties : properties.filter(({ id }) => id === property);
  return (
    <div className="grid gap-5">
      {isError && <Notice tone="care">{t('stale')}</Notice>}
      <WaitingPanel confirms={here.some(({ role }) => mayDo(role, 'decideMoney'))} property={property} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
        <UnknownPanel unknown={data.unknown} property={property} />
        <AlarmsCard properties={here} property={property} />
      </div>
      {newcomers.map((day) => (
        <FirstDay key={day.property.id} day={day} role={properties.find(({ id }) => id === day.property.id)?.role} />
      ))}
      {days.length > 0 && (
        <>
          <TodayCard days={days} />
          <div className="grid items-start gap-5 xl:grid-cols-2">
            <HoursChart days={days} />
            <ReasonsChart days={days} />
          </div>
        </>
      )}
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <TerminalsCard property={property} withProperty={here.length > 1} />
        <DayEndCard property={property} withProperty={here.length > 1} />
        <ReconCard properties={here} />
      </div>
    </div>
  );
}

/** The places of the final size, so that nothing moves when the figures arrive. */
function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-5">
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
        <Skeleton className="h-44 rounded-lg" />
        <Skeleton className="h-44 rounded-lg" />
      </div>
      <Skeleton className="h-48 rounded-lg" />
      <div className="grid gap-5 xl:grid-cols-2">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
      </div>
    </div>
  );
}
