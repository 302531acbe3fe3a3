'use client';
import type { PortalOverviewDay } from '@payport/contracts';
import { ChartColumn, Table2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Link } from '@/i18n/navigation.ts';
import { allOf, GROUP_OUTCOMES, GROUPS, hourCounts, type GroupCounts, type OutcomeGroup } from '../lib/day-sums.ts';
import { todayLink, type ListLink } from '../lib/list-links.ts';

/** Whole class names, so that the style sheet's compiler finds them. */
const FILLS: Readonly<Record<OutcomeGroup, string>> = {
  approved: 'fill-approved-ink',
  declined: 'fill-declined-ink',
  notThrough: 'fill-failed-edge',
  running: 'fill-pending-ink',
  unknown: 'fill-unknown-solid',
};
/** From the axis up: what is unknown lies at the bottom, where even a single one is seen in every hour. */
const STACK: readonly OutcomeGroup[] = ['unknown', 'approved', 'declined', 'notThrough', 'running'];
const HEIGHT = 100;
const BAR = 10;
const GAP = 3;
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** How the day went hour by hour, as a chart or as its table. */
export function HoursChart({ days }: { days: readonly PortalOverviewDay[] }) {
  const t = useTranslations('Overview.hours');
  const [table, setTable] = useState(false);
  const hours = hourCounts(days);
  const none = hours.every((counts) => allOf(counts) === 0);
  return (
    <Card
      title={t('title')}
      note={t(days.length > 1 ? 'noteAll' : 'note')}
      action={
        !none && (
          <Button size="sm" variant="quiet" aria-pressed={table} onClick={() => setTable(!table)}>
            {table ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
            {t(table ? 'asChart' : 'asTable')}
          </Button>
        )
      }
    >
      {none ? <p className="text-text-soft">{t('none')}</p> : table ? <HoursTable hours={hours} days={days} /> : <Bars hours={hours} days={days} />}
    </Card>
  );
}

function Bars({ hours, days }: { hours: readonly GroupCounts[]; days: readonly PortalOverviewDay[] }) {
  const t = useTranslations('Overview.hours');
  const most = Math.max(...hours.map(allOf));
  const busiest = hours.findIndex((counts) => allOf(counts) === most);
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="figures flex flex-col justify-between text-right text-2xs text-text-faint">
          <span>{most}</span>
          <span>0</span>
        </div>
        <div className="relative">
          <svg
            role="img"
            aria-label={t('summary', { hour: clock(busiest), count: most })}
            viewBox={`0 0 ${24 * (BAR + GAP) - GAP} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="block h-40 w-full border-b border-line-strong"
          >
            {hours.map((counts, hour) => (
              <Bar key={hour} x={hour * (BAR + GAP)} counts={counts} most={most} />
            ))}
          </svg>
          <HourLinks hours={hours} days={days} />
        </div>
        <span />
        <div aria-hidden className="figures mt-1 grid grid-cols-8 text-2xs text-text-faint">
          {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
            <span key={hour}>{String(hour).padStart(2, '0')}</span>
          ))}
        </div>
      </div>
      <Legend days={days} sums={sumOf(hours)} />
    </div>
  );
}

/** Over each bar the way to its payments, for a pointer; the table has the same ways for keys and for ears. */
function HourLinks({ hours, days }: { hours: readonly GroupCounts[]; days: readonly PortalOverviewDay[] }) {
  const locale = useLocale();
  const t = useTranslations('Overview.hours');
  return (
    <div aria-hidden className="absolute inset-0 grid grid-cols-24">
      {hours.map((counts, hour) => {
        const link = allOf(counts) === 0 ? null : todayLink(days, { hour }, locale);
        return link === null ? (
          <span key={hour} />
        ) : (
          <Link
            key={hour}
            href={link}
            prefetch={false}
            tabIndex={-1}
            title={t('bar', { hour: clock(hour), count: allOf(counts) })}
            className="rounded-t-sm hover:bg-hover/60"
          />
        );
      })}
    </div>
  );
}

function Bar({ x, counts, most }: { x: number; counts: GroupCounts; most: number }) {
  const pieces = STACK.map((group, i) => ({
    group,
    height: (counts[group] * HEIGHT) / most,
    below: STACK.slice(0, i).reduce((sum, lower) => sum + (counts[lower] * HEIGHT) / most, 0),
  }));
  return pieces
    .filter(({ height }) => height > 0)
    .map(({ group, height, below }) => <rect key={group} x={x} width={BAR} y={HEIGHT - below - height} height={height} className={FILLS[group]} />);
}

const sumOf = (hours: readonly GroupCounts[]): GroupCounts => {
  const sum = (group: OutcomeGroup): number => hours.reduce((total, counts) => total + counts[group], 0);
  return { approved: sum('approved'), declined: sum('declined'), notThrough: sum('notThrough'), running: sum('running'), unknown: sum('unknown') };
};

function Legend({ days, sums }: { days: readonly PortalOverviewDay[]; sums: GroupCounts }) {
  const locale = useLocale();
  const t = useTranslations('Overview.group');
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
      {GROUPS.filter((group) => sums[group] > 0).map((group) => {
        const link = todayLink(days, { outcome: GROUP_OUTCOMES[group] }, locale);
        const text = (
          <>
            {t(group)} <span className="figures font-semibold">{sums[group]}</span>
          </>
        );
        return (
          <li key={group} className="flex min-h-6 items-center gap-2">
            <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 shrink-0', FILLS[group])}>
              <rect width="10" height="10" rx="2" />
            </svg>
            {link === null ? (
              <span>{text}</span>
            ) : (
              <Link href={link} prefetch={false} className="rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current">
                {text}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function HoursTable({ hours, days }: { hours: readonly GroupCounts[]; days: readonly PortalOverviewDay[] }) {
  const locale = useLocale();
  const t = useTranslations('Overview.hours');
  const groups = useTranslations('Overview.group');
  return (
    <div role="region" aria-label={t('asTable')} tabIndex={0} className="max-h-72 overflow-auto rounded-sm">
      <table className="figures w-full text-right text-sm">
        <thead className="sticky top-0 bg-surface text-xs text-text-soft">
          <tr>
            <th scope="col" className="py-1 pr-3 text-left font-medium">
              {t('hour')}
            </th>
            {GROUPS.map((group) => (
              <th key={group} scope="col" className="px-2 py-1 font-medium">
                {groups(group)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((counts, hour) => (
            <tr key={hour} className="border-t border-line">
              <th scope="row" className="py-1 pr-3 text-left font-normal">
                {clock(hour)}
              </th>
              {GROUPS.map((group) => (
                <td key={group} className={cn('px-2 py-1', counts[group] === 0 && 'text-text-faint')}>
                  <Count count={counts[group]} link={todayLink(days, { hour, outcome: GROUP_OUTCOMES[group] }, locale)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ count, link }: { count: number; link: ListLink | null }) {
  if (count === 0 || link === null) return count;
  return (
    <Link href={link} prefetch={false} className="rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current">
      {count}
    </Link>
  );
}
