'use client';
import type { DeliveryState } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/select.tsx';
import { STATE_WORDS } from './webhook-words.ts';

/** Messages of so many last hours can be sent again at once. */
const HOURS = [1, 24, 72, 168] as const;
const STATES = Object.keys(STATE_WORDS) as DeliveryState[];

interface SheetActionsProps {
  readonly onTest: () => void;
  readonly onReplay: (hours: number) => void;
}

/** A message about nothing, and everything of a period once more. */
export function SheetActions({ onTest, onReplay }: SheetActionsProps) {
  const t = useTranslations('Webhooks');
  const [hours, setHours] = useState<number>(24);
  const id = useId();
  const words = (count: number) => (count < 24 ? t('lastHours', { hours: count }) : t('lastDays', { days: count / 24 }));
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3 rounded-md border border-line px-3.5 py-3">
      <div className="grid grow gap-1.5">
        <label htmlFor={id} className="text-sm font-medium text-text-soft">
          {t('replayPeriod')}
        </label>
        <div className="flex flex-wrap gap-2">
          <Select
            id={id}
            className="min-w-52 flex-1"
            value={String(hours)}
            onChange={({ target }) => setHours(Number(target.value))}
            options={HOURS.map((count) => ({ value: String(count), label: words(count) }))}
          />
          <Button onClick={() => onReplay(hours)}>{t('replay')}</Button>
        </div>
      </div>
      <Button onClick={onTest}>{t('test')}</Button>
    </div>
  );
}

interface StateFilterProps {
  readonly state: DeliveryState | null;
  readonly onChange: (state: DeliveryState | null) => void;
}

/** All messages, or those that something became of. */
export function StateFilter({ state, onChange }: StateFilterProps) {
  const t = useTranslations('Webhooks');
  return (
    <Select
      aria-label={t('stateLabel')}
      value={state ?? 'all'}
      onChange={({ target }) => onChange(STATES.find((one) => one === target.value) ?? null)}
      options={[{ value: 'all', label: t('allStates') }, ...STATES.map((one) => ({ value: one, label: t(`state.${STATE_WORDS[one]}`) }))]}
    />
  );
}
