'use client';
import type { PortalProperty } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { AlarmList } from '../end-of-day/alarm-list.tsx';
import { useAlarms } from '../end-of-day/use-end-of-day.ts';
import { PartFailed } from './part-failed.tsx';

interface AlarmsCardProps {
  readonly properties: readonly PortalProperty[];
  readonly property: string | null;
}

/** What somebody should look at, and who does. */
export function AlarmsCard({ properties, property }: AlarmsCardProps) {
  const t = useTranslations('Overview.alarms');
  const { data, isError, refetch } = useAlarms(property);
  const open = data?.data.length ?? 0;
  return (
    <Card title={t('title')} {...(open > 0 && { note: t('count', { count: open }) })}>
      {!data && isError && <PartFailed onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton className="h-20" />}
      {data && open === 0 && <p className="text-text-soft">{t('none')}</p>}
      {data && open > 0 && <AlarmList alarms={data.data} properties={properties} />}
    </Card>
  );
}
