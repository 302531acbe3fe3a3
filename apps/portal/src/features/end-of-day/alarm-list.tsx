'use client';
import type { PortalAlarm, PortalProperty } from '@payport/contracts';
import { mayDo } from '@payport/domain';
import { Eye, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Link } from '@/i18n/navigation.ts';
import { alarmPlace, type AlarmPlace } from './alarm-place.ts';
import { useAcknowledge } from './use-end-of-day.ts';

interface AlarmListProps {
  readonly alarms: readonly PortalAlarm[];
  readonly properties: readonly Pick<PortalProperty, 'id' | 'timeZone' | 'role'>[];
  /** Opens a close on the page itself; absent: by a link to the page that has it. */
  readonly onSettlement?: (id: string) => void;
}

/** What somebody should look at, worst first; taking it says who does. */
export function AlarmList({ alarms, properties, onSettlement }: AlarmListProps) {
  const t = useTranslations('Alarms');
  const acknowledge = useAcknowledge();
  if (alarms.length === 0) return null;
  const worstFirst = [...alarms].sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
  return (
    <section aria-label={t('title')} className="grid gap-2">
      {worstFirst.map((alarm) => {
        const property = properties.find(({ id }) => id === alarm.propertyId);
        return (
          <AlarmLine
            key={alarm.id}
            alarm={alarm}
            place={alarmPlace(alarm, property?.role)}
            timeZone={property?.timeZone ?? 'UTC'}
            onTake={!mayDo(property?.role, 'acknowledgeAlarms') ? null : () => acknowledge.mutate(alarm.id)}
            taking={acknowledge.isPending}
            onSettlement={onSettlement}
          />
        );
      })}
      <div role="alert">{acknowledge.isError && <p className="text-sm text-declined-ink">{t('failed')}</p>}</div>
    </section>
  );
}

interface AlarmLineProps {
  readonly alarm: PortalAlarm;
  readonly timeZone: string;
  readonly place: AlarmPlace | null;
  /** Null: this person only reads. */
  readonly onTake: (() => void) | null;
  readonly taking: boolean;
  readonly onSettlement: ((id: string) => void) | undefined;
}

function AlarmLine({ alarm, place, timeZone, onTake, taking, onSettlement }: AlarmLineProps) {
  const t = useTranslations('Alarms');
  const at = useMomentText();
  const critical = alarm.severity === 'critical';
  const owner = alarm.owner ?? alarm.acknowledgedBy;
  const { settlementId } = alarm;
  return (
    <div
      data-alarm={alarm.kind}
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border px-3.5 py-2.5',
        critical ? 'border-declined-edge bg-declined-fill' : 'border-held-edge bg-held-fill',
      )}
    >
      <TriangleAlert aria-hidden className={cn('size-[18px] shrink-0', critical ? 'text-declined-ink' : 'text-held-ink')} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap gap-x-2 text-xs">
          <span className={cn('font-semibold', critical ? 'text-declined-ink' : 'text-held-ink')}>{t(`severity.${alarm.severity}`)}</span>
          <span className="text-text-soft">{t(`kind.${alarm.kind}`)}</span>
          <span className="figures text-text-soft">{t('since', { time: at(alarm.since, timeZone) })}</span>
        </p>
        <p className="text-pretty">{alarm.text}</p>
        {owner !== null && <p className="text-sm text-text-soft">{t('acknowledgedBy', { name: owner })}</p>}
      </div>
      {settlementId !== null && onSettlement ? (
        <Button size="sm" onClick={() => onSettlement(settlementId)}>
          {t('look')}
        </Button>
      ) : (
        place !== null && (
          <Link href={place.href} prefetch={false} className={buttonLook({ size: 'sm' })}>
            {t(`open.${place.what}`)}
          </Link>
        )
      )}
      {owner === null && onTake !== null && (
        <Button size="sm" disabled={taking} onClick={onTake}>
          <Eye aria-hidden />
          {t('acknowledge')}
        </Button>
      )}
    </div>
  );
}
