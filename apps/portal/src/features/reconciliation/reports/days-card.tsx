'use client';
import type { PortalReconReport } from '@payport/contracts';
import { ChartColumn, Table2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { dayBars, type DayBar } from '../lib/day-bars.ts';
import { SumsTable } from './sums-table.tsx';

const HEIGHT = 100;
const BAR = 10;
const GAP = 3;

/** What the bank pays for each day, as a chart or as its table, where every day leads to its page. */
export function DaysCard({ report }: { report: PortalReconReport }) {
  const t = useTranslations('ReconReport');
  const [table, setTable] = useState(false);
  const currency = report.totals[0]?.currency ?? '';
  return (
    <Card
      title={t('byDay')}
      note={t('byDayNote')}
      action={
        <Button size="sm" variant="quiet" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          {t(table ? 'asChart' : 'asTable')}
        </Button>
      }
    >
      {table ? <DaysTable report={report} /> : <Bars bars={dayBars(report, currency)} currency={currency} />}
    </Card>
  );
}

function Bars({ bars, currency }: { bars: readonly DayBar[]; currency: string }) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const most = Math.max(0, ...bars.map(({ net }) => net));
  const least = Math.min(0, ...bars.map(({ net }) => net));
  const scale = HEIGHT / (most - least || 1);
  const best = bars.reduce<DayBar | null>((found, bar) => (found === null || bar.net > found.net ? bar : found), null);
  const money = (net: number) => <Money amount={String(Math.round(net))} currency={currency} locale={locale} />;
  const ends = [bars[0], bars.at(-1)].filter((bar) => bar !== undefined);
  return (
    <div className="grid gap-x-2 sm:grid-cols-[auto_minmax(0,1fr)]">
      <div aria-hidden className="figures flex justify-between gap-2 pb-1 text-right text-2xs text-text-faint sm:flex-col sm:pb-0">
        <span>{money(most)}</span>
        <span>{money(least)}</span>
      </div>
      <svg
        role="img"
        aria-label={t('chartSummary', { day: best === null ? '' : readableDay(best.day, locale), days: bars.length })}
        viewBox={`0 0 ${Math.max(1, bars.length * (BAR + GAP) - GAP)} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-40 w-full"
      >
        <line x2="100%" y1={most * scale} y2={most * scale} className="stroke-line-strong" vectorEffect="non-scaling-stroke" />
        {bars.map(({ day, net }, index) => (
          <rect
            key={day}
            x={index * (BAR + GAP)}
            width={BAR}
            y={(most - Math.max(net, 0)) * scale}
            height={Math.abs(net) * scale}
            className={net < 0 ? 'fill-declined-ink' : 'fill-brand'}
          />
        ))}
      </svg>
      <span className="max-sm:hidden" />
      <div aria-hidden className="figures mt-1 flex justify-between text-2xs text-text-faint">
        {ends.map(({ day }) => (
          <span key={day}>{readableDay(day, locale, true)}</span>
        ))}
      </div>
    </div>
  );
}

function DaysTable({ report: { days, hotels } }: { report: PortalReconReport }) {
  const t = useTranslations('ReconReport');
  const locale = useLocale();
  const several = hotels.length > 1;
  return (
    <div className="max-h-112 overflow-y-auto">
      <SumsTable
        caption={t('byDay')}
        heads={[t('day'), ...(several ? [t('hotel')] : []), t('state')]}
        rows={days.map((row) => ({
          cells: [
            <Link
              key="day"
              href={{ pathname: `/reconciliation/${row.day}`, query: { property: row.hotel.id } }}
              prefetch={false}
              className="rounded-sm font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
            >
              {readableDay(row.day, locale, true)}
            </Link>,
            ...(several ? [row.hotel.name] : []),
            row.closed ? (row.adjustments > 0 ? t('closedAdjusted', { count: row.adjustments }) : t('closed')) : t('open'),
          ],
          sums: row,
          to: { property: row.hotel.id, from: row.day, to: row.day },
        }))}
      />
    </div>
  );
}
