'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/select.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { narrowed, NO_FILTERS, RELATIONS, SEVERITIES, type ExceptionFilters } from './lib/exception-filters.ts';

interface ExceptionFiltersBarProps {
  readonly filters: ExceptionFilters;
  readonly open: number | null;
  readonly onChange: (change: Partial<ExceptionFilters>) => void;
}

/** Conditions of the list, all in the address. */
export function ExceptionFiltersBar({ filters, open, onChange }: ExceptionFiltersBarProps) {
  const t = useTranslations('Recon');
  const relations = useTranslations('ReconRelation');
  const severities = useTranslations('ReconSeverity');
  const any = { value: '', label: t('any') };
  /** An empty choice is none. */
  const chosen = <T extends string>(value: string): T | null => (value === '' ? null : (value as T));
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <Labelled label={t('filter.state')}>
        <Select
          aria-label={t('filter.state')}
          value={filters.state}
          onChange={(event) => onChange({ state: event.target.value as ExceptionFilters['state'] })}
          options={(['open', 'ended'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
      </Labelled>
      <Labelled label={t('filter.relation')}>
        <Select
          aria-label={t('filter.relation')}
          value={filters.relation ?? ''}
          onChange={(event) => onChange({ relation: chosen(event.target.value) })}
          options={[any, ...RELATIONS.map((value) => ({ value, label: relations(value) }))]}
        />
      </Labelled>
      <Labelled label={t('filter.severity')}>
        <Select
          aria-label={t('filter.severity')}
          value={filters.severity ?? ''}
          onChange={(event) => onChange({ severity: chosen(event.target.value) })}
          options={[any, ...SEVERITIES.map((value) => ({ value, label: severities(value) }))]}
        />
      </Labelled>
      <Labelled label={t('filter.owner')}>
        <Select
          aria-label={t('filter.owner')}
          value={filters.owner ?? ''}
          onChange={(event) => onChange({ owner: chosen(event.target.value) })}
          options={[any, ...(['me', 'nobody'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))]}
        />
      </Labelled>
      <Labelled label={t('filter.waiting')}>
        <Select
          aria-label={t('filter.waiting')}
          value={filters.waiting ?? ''}
          onChange={(event) => onChange({ waiting: chosen(event.target.value) })}
          options={[any, ...(['second', 'overdue'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))]}
        />
      </Labelled>
      <ChosenDays filters={filters} onChange={onChange} />
      {narrowed(filters) && (
        <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
          {t('reset')}
        </Button>
      )}
      {open !== null && <p className="figures ml-auto self-center text-sm text-text-soft">{t('openCount', { count: open })}</p>}
    </div>
  );
}

/** Days that came along in the address; each can be taken off. */
function ChosenDays({ filters, onChange }: Pick<ExceptionFiltersBarProps, 'filters' | 'onChange'>) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const words = { day: 'onlyDay', from: 'onlyFrom', to: 'onlyTo' } as const;
  return (['day', 'from', 'to'] as const).map((name) => {
    const day = filters[name];
    return day === null ? null : (
      <Button key={name} variant="chosen" onClick={() => onChange({ [name]: null })}>
        {t(words[name], { day: readableDay(day, locale) })}
      </Button>
    );
  });
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid min-w-36 flex-1 gap-1 sm:flex-none">
    <span aria-hidden className="text-xs text-text-faint">
      {label}
    </span>
    {children}
  </div>
);
