'use client';
import type { PortalReconSettings } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Notice } from '@/components/ui/notice.tsx';
import { Select } from '@/components/ui/select.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { LineField } from '../../properties/line-field.tsx';
import { Refusal } from '../../terminals/refusal.tsx';
import { lineOf } from '../lib/settings-form.ts';
import { useFieldWords } from './use-field-words.ts';
import type { SettingsChange } from './use-settings.ts';

interface CalendarCardProps {
  readonly settings: PortalReconSettings;
  readonly change: SettingsChange;
  readonly onYear: (year: number) => void;
}

/** The banks' working days: the production calendar, and what the hotel knows better. */
export function CalendarCard({ settings, change, onYear }: CalendarCardProps) {
  const t = useTranslations('ReconSettings');
  const { calendar, today, may } = settings;
  const thisYear = Number(today.slice(0, 4));
  const years = [...new Set([thisYear - 2, thisYear - 1, thisYear, thisYear + 1, calendar.year])].sort((a, b) => b - a);
  return (
    <Card
      title={t('calendar.title')}
      note={t('calendar.note')}
      action={
        <Select
          aria-label={t('calendar.year')}
          className="w-28"
          value={String(calendar.year)}
          onChange={({ target }) => onYear(Number(target.value))}
          options={years.map((year) => ({ value: String(year), label: String(year) }))}
        />
      }
    >
      {!calendar.decreed && (
        <Notice tone="care" className="mb-4">
          {t('calendar.lawOnly', { year: String(calendar.year) })}
        </Notice>
      )}
      <ul aria-label={t('calendar.title')} className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2 lg:grid-cols-3">
        {calendar.days.map((row) => (
          <Day key={row.day} row={row} may={may.work} change={change} />
        ))}
      </ul>
      {may.work && <DayForm change={change} />}
    </Card>
  );
}

function Day({ row, may, change: { day: setting } }: { row: PortalReconSettings['calendar']['days'][number]; may: boolean; change: SettingsChange }) {
  const t = useTranslations('ReconSettings');
  const locale = useLocale();
  const { day, working, source, set } = row;
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="figures">{readableDay(day, locale, true)}</span>
      <span className={cn(working ? 'text-approved-ink' : 'text-text-soft')}>{t(working ? 'calendar.works' : 'calendar.off')}</span>
      {source !== 'law' && (
        <span className="text-xs text-text-faint">{set === null ? t('calendar.moved') : t('calendar.setBy', { name: set.by })}</span>
      )}
      {source === 'hotel' && may && (
        <Button size="sm" variant="quiet" disabled={setting.isPending} onClick={() => setting.mutate({ day, working: null })}>
          {t('calendar.forget')}
        </Button>
      )}
    </li>
  );
}

function DayForm({ change: { day: setting } }: { change: SettingsChange }) {
  const t = useTranslations('ReconSettings');
  const [working, setWorking] = useState('off');
  const wrong = useFieldWords(setting.error);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    setting.mutate({ day: lineOf(new FormData(form), 'day'), working: working === 'works' }, { onSuccess: () => form.reset() });
  };
  return (
    <form noValidate onSubmit={submit} className="mt-5 flex flex-wrap items-end gap-3 border-t border-line pt-4">
      <LineField id="day" type="date" label={t('calendar.day')} className="figures w-40" error={wrong('day')} />
      <Select
        aria-label={t('calendar.what')}
        className="w-44"
        value={working}
        onChange={({ target }) => setWorking(target.value)}
        options={(['off', 'works'] as const).map((value) => ({ value, label: t(`calendar.${value}`) }))}
      />
      <Button type="submit" disabled={setting.isPending}>
        {t('calendar.set')}
      </Button>
      <div role="alert" className="w-full empty:hidden">
        {setting.error != null && <Refusal error={setting.error} />}
      </div>
    </form>
  );
}
