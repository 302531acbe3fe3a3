'use client';
import { PAYMENT_OUTCOMES } from '@payport/domain';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { zoneName } from '@/format/moment.ts';
import { holdsCardNumber } from '@/features/payments/lib/search-text.ts';
import { narrowed, type RefundFilters } from './lib/refund-filters.ts';

interface RefundFilterBarProps {
  readonly filters: RefundFilters;
  readonly change: (changes: Partial<RefundFilters>) => void;
  /** Whose midnight bounds the days; null where all hotels of this person have the same. */
  readonly clock: { readonly property: string; readonly timeZone: string } | null;
  readonly onReset: () => void;
}

/** What the history is narrowed by. */
export function RefundFilterBar({ filters, change, clock, onReset }: RefundFilterBarProps) {
  const t = useTranslations('Refunds');
  const outcomes = useTranslations('Outcome');
  const labelled = 'grid gap-1 text-xs text-text-soft';
  return (
    <div role="group" aria-label={t('filters')} className="flex flex-wrap items-end gap-x-3 gap-y-2.5">
      <SearchLine key={filters.q} typed={filters.q ?? ''} onSearch={(q) => change({ q })} />
      <label className={labelled}>
        {t('outcome')}
        <Select
          className="w-44"
          value={filters.outcome ?? ''}
          onChange={({ target }) => change({ outcome: PAYMENT_OUTCOMES.find((outcome) => outcome === target.value) ?? null })}
          options={[{ value: '', label: t('all') }, ...PAYMENT_OUTCOMES.map((value) => ({ value, label: outcomes(value) }))]}
        />
      </label>
      {/* Together, also where the line breaks. */}
      <div className="flex min-w-0 gap-3">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className={labelled}>
            {t(end)}
            <Input
              type="date"
              fit="h-9 px-2"
              className="figures w-38"
              value={filters[end] ?? ''}
              onChange={({ target }) => change({ [end]: target.value === '' ? null : target.value })}
            />
          </label>
        ))}
      </div>
      {narrowed(filters) && (
        <Button variant="quiet" onClick={onReset}>
          <X aria-hidden />
          {t('reset')}
        </Button>
      )}
      {clock && (filters.from !== null || filters.to !== null) && (
        <p className="w-full text-xs text-text-faint">{t('dayZone', { property: clock.property, zone: zoneName(new Date(), clock.timeZone) })}</p>
      )}
    </div>
  );
}

/** Searches when it is sent; a full card number goes nowhere. */
function SearchLine({ typed, onSearch }: { typed: string; onSearch: (q: string | null) => void }) {
  const t = useTranslations('Refunds');
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('refund-q') ?? '').trim();
    setRefused(holdsCardNumber(q));
    if (!holdsCardNumber(q)) onSearch(q === '' ? null : q);
  };
  return (
    <form role="search" onSubmit={submit} className="grid w-full gap-1 text-xs text-text-soft sm:w-64">
      <label htmlFor="refund-q">{t('search')}</label>
      <Input
        id="refund-q"
        name="refund-q"
        type="search"
        defaultValue={typed}
        maxLength={100}
        autoComplete="off"
        placeholder={t('searchExample')}
        aria-invalid={refused}
        aria-describedby={refused ? 'refund-q-error' : undefined}
      />
      {refused && (
        <span id="refund-q-error" role="alert" className="text-declined-ink">
          {t('cardNumber')}
        </span>
      )}
    </form>
  );
}
