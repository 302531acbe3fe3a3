'use client';
import { END_OF_DAY_ORDER } from '../end-of-day/day-order.ts';
import type { PortalEndOfDay } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Link } from '@/i18n/navigation.ts';
import { DayState } from '../end-of-day/day-state.tsx';
import { useEndOfDay } from '../end-of-day/use-end-of-day.ts';
import { PartFailed } from './part-failed.tsx';

/** More lines than this are read on the page of its own. */
const SHOWN = 6;

/** Whose day is not closed, the missed ones first. */
export function DayEndCard({ property, withProperty }: { property: string | null; withProperty: boolean }) {
  const t = useTranslations('Overview.dayEnd');
  const { data, isError, refetch } = useEndOfDay(property);
  const days = [...(data?.data ?? [])]
    .filter(({ terminal }) => terminal.enabled)
    .sort((a, b) => END_OF_DAY_ORDER.indexOf(a.state) - END_OF_DAY_ORDER.indexOf(b.state));
  const missed = days.filter(({ state }) => state === 'missed').length;
  return (
    <Card
      title={t('title')}
      {...(days.length > 0 && { note: missed > 0 ? t('missed', { count: missed }) : t('noneMissed') })}
      action={
        <Link
          href={{ pathname: '/end-of-day', query: property === null ? {} : { property } }}
          prefetch={false}
          className="font-medium text-brand hover:underline"
        >
          {t('all')}
        </Link>
      }
    >
      {!data && isError && <PartFailed onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton className="h-32" />}
      {data && days.length === 0 && <p className="text-text-soft">{t('none')}</p>}
      <ul className="-my-2 divide-y divide-line">
        {days.slice(0, SHOWN).map((day) => (
          <Line key={day.terminal.id} day={day} withProperty={withProperty} />
        ))}
      </ul>
      {days.length > SHOWN && <p className="mt-3 text-sm text-text-faint">{t('more', { count: days.length - SHOWN })}</p>}
    </Card>
  );
}

function Line({ day: { terminal, property, state, dueAt, lastDoneAt, last }, withProperty }: { day: PortalEndOfDay; withProperty: boolean }) {
  const t = useTranslations('Overview.dayEnd');
  const at = state === 'done' ? lastDoneAt : dueAt;
  const moment = useMomentText();
  // Without a close to open, the page shows at least the terminal's own hotel.
  const query = last === null ? { property: property.id } : { settlement: last.id };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="min-w-0 flex-1 basis-40">
        <Link href={{ pathname: '/end-of-day', query }} prefetch={false} className="rounded-sm font-medium hover:underline hover:underline-offset-4">
          {terminal.name}
        </Link>
        {withProperty && <span className="block text-xs text-text-faint">{property.name}</span>}
      </span>
      {at !== null && (
        <span className="figures text-sm text-text-soft">{t(state === 'done' ? 'closedAt' : 'dueAt', { time: moment(at, property.timeZone) })}</span>
      )}
      <DayState state={state} />
    </li>
  );
}
