'use client';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Input } from '@/components/ui/field.tsx';
import { zoneName } from '@/format/moment.ts';
import { isCalendarDay } from '@/format/zoned-day.ts';
import type { PaymentFilters } from '../lib/payment-filters.ts';
import { PERIODS } from '../lib/period.ts';
import { FilterButton } from './filter-button.tsx';
import { usePeriodText } from './use-condition-texts.ts';

interface PeriodFilterProps {
  readonly filters: PaymentFilters;
  readonly change: (changes: Partial<PaymentFilters>) => void;
  /** Whose midnight bounds the days. */
  readonly clock: { readonly property: string; readonly timeZone: string };
}

export function PeriodFilter({ filters, change, clock }: PeriodFilterProps) {
  const t = useTranslations('Filters');
  const text = usePeriodText();
  const own = filters.period === null && (filters.from !== null || filters.to !== null);
  return (
    <FilterButton label={t('period')} chosen={own ? t('ownDates') : text(filters)} wide>
      <div className="grid grid-cols-2 gap-1.5 p-1.5">
        {PERIODS.map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={filters.period === period}
            onClick={() => change({ period: filters.period === period ? null : period, from: null, to: null })}
            className={buttonLook({ size: 'sm', variant: filters.period === period ? 'chosen' : 'outline' })}
          >
            {t(period)}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={filters.period === null && !own}
          onClick={() => change({ period: null, from: null, to: null })}
          className={cn(buttonLook({ size: 'sm', variant: filters.period === null && !own ? 'chosen' : 'outline' }), 'col-span-2')}
        >
          {t('anyTime')}
        </button>
      </div>
      <OwnDates key={`${filters.from}|${filters.to}`} filters={filters} change={change} />
      <p className="border-t border-line px-2 pt-2 pb-1 text-xs text-text-faint">
        {t('dayZone', { property: clock.property, zone: zoneName(new Date(), clock.timeZone) })}
      </p>
    </FilterButton>
  );
}

const dayOrNull = (text: string): string | null => (isCalendarDay(text) ? text : null);

function OwnDates({ filters, change }: Pick<PeriodFilterProps, 'filters' | 'change'>) {
  const t = useTranslations('Filters');
  const [from, setFrom] = useState(filters.from ?? '');
  const [to, setTo] = useState(filters.to ?? '');

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const days = [dayOrNull(from), dayOrNull(to)];
    // Two days in the wrong order are still the same two days.
    if (days[0] != null && days[1] != null && days[0] > days[1]) days.reverse();
    change({ period: null, from: days[0] ?? null, to: days[1] ?? null });
  };

  return (
    <form onSubmit={apply} className="grid grid-cols-2 gap-x-2 gap-y-1.5 border-t border-line p-2">
      <p className="overline-label col-span-2">{t('ownDates')}</p>
      <label className="grid gap-1 text-xs text-text-soft">
        {t('from')}
        <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} fit="h-9 px-2" className="figures" />
      </label>
      <label className="grid gap-1 text-xs text-text-soft">
        {t('to')}
        <Input type="date" value={to} onChange={(event) => setTo(event.target.value)} fit="h-9 px-2" className="figures" />
      </label>
      <Button type="submit" variant="primary" size="sm" className="col-span-2" disabled={dayOrNull(from) === null && dayOrNull(to) === null}>
        {t('apply')}
      </Button>
    </form>
  );
}
