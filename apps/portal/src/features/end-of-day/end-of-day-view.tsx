'use client';
import type { PortalEndOfDay, PortalProperty } from '@payport/contracts';
import { MoonStar } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { SettleDialog } from '../terminals/commands/settle-dialog.tsx';
import { AlarmList } from './alarm-list.tsx';
import { DayCard } from './day-card.tsx';
import { END_OF_DAY_ORDER } from './day-order.ts';
import { SettlementSheet } from './settlement-sheet.tsx';
import { useAlarms, useEndOfDay } from './use-end-of-day.ts';

/** What is switched off comes last. */
const place = ({ state, terminal }: PortalEndOfDay): number => END_OF_DAY_ORDER.indexOf(state) + (terminal.enabled ? 0 : END_OF_DAY_ORDER.length);

/** Every terminal's day: due, done or missed, with both totals side by side. */
export function EndOfDayView({ properties }: { properties: readonly Pick<PortalProperty, 'id' | 'timeZone' | 'role'>[] }) {
  const t = useTranslations('EndOfDay');
  const [chosen] = useQueryState('property', parseAsString);
  const [sheet, setSheet] = useQueryState('settlement', parseAsString);
  const [settling, setSettling] = useState<string | null>(null);
  const property = properties.some(({ id }) => id === chosen) ? chosen : null;
  const { data, error, isError, refetch } = useEndOfDay(property);
  const alarms = useAlarms(property);
  const days = [...(data?.data ?? [])].sort((a, b) => place(a) - place(b));
  const toSettle = days.find(({ terminal }) => terminal.id === settling);

  return (
    <>
      <div className="mb-5 empty:hidden">
        {!alarms.data && alarms.isError && (
          <Notice tone="care">
            <p>{t('alarmsFailed')}</p>
          </Notice>
        )}
        <AlarmList alarms={alarms.data?.data ?? []} properties={properties} onSettlement={(id) => void setSheet(id)} />
      </div>
      {!data && !isError && (
        <div role="status" aria-label={t('loading')} className="grid gap-4 lg:grid-cols-2 2xl:grid-cols-3">
          <Skeleton className="h-72 rounded-lg" />
          <Skeleton className="h-72 rounded-lg" />
          <Skeleton className="h-72 rounded-lg" />
        </div>
      )}
      {!data && isError && <ListFailed error={error} onRetry={() => void refetch()} />}
      {data && days.length === 0 && (
        <EmptyState icon={<MoonStar />} title={t('emptyTitle')}>
          <p>{t('emptyText')}</p>
        </EmptyState>
      )}
      {days.length > 0 && (
        <ul aria-label={t('caption')} className="grid items-start gap-4 lg:grid-cols-2 2xl:grid-cols-3">
          {days.map((day) => (
            <DayCard
              key={day.terminal.id}
              day={day}
              withProperty={properties.length > 1 && property === null}
              onSettle={() => setSettling(day.terminal.id)}
              onSettlement={(id) => void setSheet(id)}
            />
          ))}
        </ul>
      )}
      {toSettle && <SettleDialog terminal={toSettle.terminal} unresolved={toSettle.openPayments} onClose={() => setSettling(null)} />}
      {sheet !== null && <SettlementSheet id={sheet} onClose={() => void setSheet(null)} />}
    </>
  );
}
