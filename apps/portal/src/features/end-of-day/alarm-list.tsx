'use client';
import type { PortalAlarm } from '@payport/contracts';
import { Eye, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { localMoment } from '@/format/moment.ts';
import { useAcknowledge } from './use-end-of-day.ts';

interface AlarmListProps {
  readonly alarms: readonly PortalAlarm[];
  readonly zones: ReadonlyMap<string, string>;
  readonly onSettlement: (id: string) => void;
}

/** What somebody should look at, worst first; acknowledging says who does. */
export function AlarmList({ alarms, zones, onSettlement }: AlarmListProps) {
  const t = useTranslations('Alarms');
  const locale = useLocale();
  const acknowledge = useAcknowledge();
  if (alarms.length === 0) return null;
  const worstFirst = [...alarms].sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
  return (
    <section aria-label={t('title')} className="mb-5 grid gap-2">
      {worstFirst.map((alarm) => {
        const at = localMoment(alarm.since, zones.get(alarm.propertyId) ?? 'UTC', locale);
        const critical = alarm.severity === 'critical';
        return (
          <div
            key={alarm.id}
            data-alarm={alarm.kind}
            className={cn(
              'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border px-3.5 py-2.5',
              critical ? 'border-declined-edge bg-declined-fill' : 'border-held-edge bg-held-fill',
            )}
          >
            <TriangleAlert aria-hidden className={cn('size-[18px] shrink-0', critical ? 'text-declined-ink' : 'text-held-ink')} />
            <p className="min-w-0 flex-1 basis-60">
              {alarm.text} <span className="figures text-xs text-text-soft">{t('since', { time: `${at.shortDate}, ${at.time}` })}</span>
            </p>
            {alarm.settlementId !== null && (
              <Button size="sm" onClick={() => onSettlement(alarm.settlementId ?? '')}>
                {t('look')}
              </Button>
            )}
            {(alarm.owner ?? alarm.acknowledgedBy) === null ? (
              <Button size="sm" disabled={acknowledge.isPending} onClick={() => acknowledge.mutate(alarm.id)}>
                <Eye aria-hidden />
                {t('acknowledge')}
              </Button>
            ) : (
              <span className="text-sm text-text-soft">{t('acknowledgedBy', { name: alarm.owner ?? alarm.acknowledgedBy ?? '' })}</span>
            )}
          </div>
        );
      })}
      <div role="alert">{acknowledge.isError && <p className="text-sm text-declined-ink">{t('failed')}</p>}</div>
    </section>
  );
}
