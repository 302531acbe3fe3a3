import type { PortalOverviewDay } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { calendarDay, zoneName } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { TONE_INK } from '../payments/status-look.ts';
import { allOf, approvalRate, GROUP_OUTCOMES, GROUPS, groupCounts, type OutcomeGroup } from './lib/day-sums.ts';
import { todayLink, type ListLink } from './lib/list-links.ts';

/** Each hotel's day in figures; each leads to the list that it counts. */
export function TodayCard({ days }: { days: readonly PortalOverviewDay[] }) {
  const t = useTranslations('Overview.today');
  return (
    <Card title={t('title')} note={t('note')}>
      <ul className="-my-4 divide-y divide-line">
        {days.map((day) => (
          <PropertyDay key={day.property.id} day={day} />
        ))}
      </ul>
    </Card>
  );
}

const INKS: Readonly<Record<OutcomeGroup, string>> = {
  approved: TONE_INK.approved,
  declined: TONE_INK.declined,
  notThrough: TONE_INK.failed,
  running: TONE_INK.pending,
  unknown: TONE_INK.unknown,
};

function PropertyDay({ day }: { day: PortalOverviewDay }) {
  const t = useTranslations('Overview.today');
  const groups = useTranslations('Overview.group');
  const locale = useLocale();
  const counts = groupCounts(day.outcomes);
  const rate = approvalRate(counts);
  const link = (conditions: Parameters<typeof todayLink>[1]): ListLink | null => todayLink([day], conditions, locale);
  return (
    <li className="grid gap-x-6 gap-y-3 py-4 xl:grid-cols-[minmax(10rem,1fr)_minmax(0,5fr)]">
      <div>
        <h3 className="font-semibold">{day.property.name}</h3>
        <p className="figures text-sm text-text-faint">
          {calendarDay(day.day, locale)}, {zoneName(new Date(day.from), day.property.timeZone)}
        </p>
        {allOf(counts) === 0 && <p className="text-sm text-text-soft">{t('quiet')}</p>}
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1.2fr)_minmax(0,1.2fr)_repeat(4,minmax(0,0.8fr))]">
        <Figure name={t('taken')} link={day.taken.length === 0 ? null : link({ kind: ['sale', 'capture'], outcome: ['approved'] })} loud>
          <Sums sums={day.taken} />
        </Figure>
        <Figure name={t('returned')} link={day.returned.length === 0 ? null : link({ returned: true, outcome: ['approved'] })}>
          <Sums sums={day.returned} />
        </Figure>
        <Figure
          name={t('rate')}
          link={rate === null ? null : link({ outcome: ['approved', 'declined'] })}
          {...(rate && { note: t('rateOf', { approved: rate.approved, answered: rate.answered }) })}
        >
          {rate === null ? '—' : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(rate.permille / 1000)}
        </Figure>
        {GROUPS.filter((group) => group !== 'approved').map((group) => (
          <Figure
            key={group}
            name={groups(group)}
            link={counts[group] === 0 ? null : link({ outcome: GROUP_OUTCOMES[group] })}
            className={counts[group] === 0 ? 'text-text-faint' : INKS[group]}
          >
            {counts[group]}
          </Figure>
        ))}
      </dl>
    </li>
  );
}

interface FigureProps {
  readonly name: string;
  readonly link: ListLink | null;
  readonly note?: string;
  readonly loud?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

function Figure({ name, link, note, loud = false, className, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-text-soft">{name}</dt>
      <dd className={cn('figures font-semibold', loud ? 'text-xl' : 'text-lg', className)}>
        {link === null ? (
          children
        ) : (
          <Link
            href={link}
            prefetch={false}
            className="rounded-sm underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-current"
          >
            {children}
          </Link>
        )}
        {note !== undefined && <span className="block text-xs font-normal text-text-soft">{note}</span>}
      </dd>
    </div>
  );
}

function Sums({ sums }: { sums: PortalOverviewDay['taken'] }) {
  const locale = useLocale();
  if (sums.length === 0) return <span className="text-text-faint">—</span>;
  return (
    <>
      {sums.map(({ currency, amount }) => (
        <Money key={currency} amount={amount} currency={currency} locale={locale} className="block" />
      ))}
    </>
  );
}
