'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { zoneName } from '@/format/moment.ts';
import type { FilterControl } from '../use-payment-filters.ts';
import { useConditions } from './use-condition-texts.ts';

interface FilterChipsProps extends FilterControl {
  readonly terminals: readonly { readonly id: string; readonly name: string }[];
  /** Whose midnight bounds the days; null where all hotels of this person have the same. */
  readonly clock: { readonly property: string; readonly timeZone: string } | null;
}

/** What is chosen, each with its own way out, and one way out of all. */
export function FilterChips({ filters, change, reset, terminals, clock }: FilterChipsProps) {
  const t = useTranslations('Filters');
  const conditions = useConditions(filters, terminals);
  if (conditions.length === 0) return null;
  return (
    <ul aria-label={t('active')} className="flex flex-wrap items-center gap-1.5">
      {conditions.map(({ key, name, off }) => (
        <li key={key} className="flex h-7 max-w-full items-center rounded-full border border-line bg-surface pl-3 text-sm">
          <span className="truncate">{name}</span>
          <button
            type="button"
            onClick={() => change(off)}
            aria-label={t('remove', { name })}
            className="mx-0.5 grid size-6 shrink-0 place-items-center rounded-full text-text-faint hover:bg-hover hover:text-text"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
      {clock && conditions.some(({ key }) => key === 'period') && (
        <li className="text-xs text-text-faint">{t('dayZone', { property: clock.property, zone: zoneName(new Date(), clock.timeZone) })}</li>
      )}
      <li>
        <button type="button" onClick={reset} className="h-7 rounded-md px-2 text-sm font-medium text-brand hover:bg-hover">
          {t('reset')}
        </button>
      </li>
    </ul>
  );
}
