'use client';
import type { PortalProperty } from '@payport/contracts';
import { PAYMENT_KINDS, PAYMENT_OUTCOMES, PAYMENT_STATUSES } from '@payport/domain';
import { CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { OptionList } from '@/components/ui/option-list.tsx';
import { OUTCOME_ICONS, STATUS_LOOKS, TONE_INK } from '../status-look.ts';
import type { FilterControl } from '../use-payment-filters.ts';
import { FilterButton } from './filter-button.tsx';
import { PeriodFilter } from './period-filter.tsx';
import { SearchBox } from './search-box.tsx';

/** States that say more than their outcome does; the others are already in the list of outcomes. */
const EXACT = PAYMENT_STATUSES.filter((status) => ['pending', 'unknown'].includes(STATUS_LOOKS[status].tone));

interface FilterBarProps extends FilterControl {
  readonly properties: readonly PortalProperty[];
  readonly clock: { readonly property: string; readonly timeZone: string };
}

const orNull = <T,>(list: T[]): T[] | null => (list.length === 0 ? null : list);
const count = (...lists: (readonly unknown[] | null)[]): string | null => {
  const total = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  return total === 0 ? null : String(total);
};

export function FilterBar({ filters, change, properties, clock }: FilterBarProps) {
  const t = useTranslations('Filters');
  const outcome = useTranslations('Outcome');
  const status = useTranslations('Status');
  const kind = useTranslations('Kind');
  const looked = properties.filter((property) => filters.property === null || property.id === filters.property);
  const attention = filters.outcome?.length === 1 && filters.outcome[0] === 'unknown' && filters.status === null;

  return (
    <div role="group" aria-label={t('label')} className="flex flex-wrap items-start gap-2">
      <SearchBox value={filters.q} onChange={(q) => change({ q })} />
      <PeriodFilter filters={filters} change={change} clock={clock} />
      <FilterButton label={t('state')} chosen={count(filters.outcome, filters.status)}>
        <OptionList
          legend={t('outcomes')}
          options={PAYMENT_OUTCOMES.map((value) => {
            const Icon = OUTCOME_ICONS[value];
            return { value, label: outcome(value), icon: <Icon aria-hidden className={cn('size-4 shrink-0', TONE_INK[value])} /> };
          })}
          chosen={filters.outcome ?? []}
          onChange={(chosen) => change({ outcome: orNull(chosen) })}
        />
        <div className="mt-1 border-t border-line pt-1">
          <OptionList
            legend={t('exact')}
            options={EXACT.map((value) => {
              const { Icon, tone } = STATUS_LOOKS[value];
              return { value, label: status(value), icon: <Icon aria-hidden className={cn('size-4 shrink-0', TONE_INK[tone])} /> };
            })}
            chosen={filters.status ?? []}
            onChange={(chosen) => change({ status: orNull(chosen) })}
          />
        </div>
      </FilterButton>
      <FilterButton label={t('kind')} chosen={count(filters.kind)}>
        <OptionList
          legend={t('kind')}
          options={PAYMENT_KINDS.map((value) => ({ value, label: kind(value) }))}
          chosen={filters.kind ?? []}
          onChange={(chosen) => change({ kind: orNull(chosen) })}
        />
      </FilterButton>
      <FilterButton label={t('terminal')} chosen={count(filters.terminal)} wide>
        {looked.map((property) => (
          <OptionList
            key={property.id}
            legend={property.name}
            options={property.terminals.map((terminal) => ({ value: terminal.id, label: terminal.name }))}
            chosen={filters.terminal ?? []}
            onChange={(chosen) => change({ terminal: orNull(chosen) })}
          />
        ))}
      </FilterButton>
      <button
        type="button"
        aria-pressed={attention}
        title={t('attentionHint')}
        onClick={() => change(attention ? { outcome: null } : { outcome: ['unknown'], status: null })}
        className={buttonLook({ variant: attention ? 'unknown' : 'outline' })}
      >
        <CircleHelp aria-hidden className={attention ? undefined : 'text-unknown-ink'} />
        {t('attention')}
      </button>
    </div>
  );
}
