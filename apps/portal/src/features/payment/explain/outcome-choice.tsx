'use client';
import type { ResolutionOutcome } from '@payport/contracts';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { STATUS_LOOKS, TONE_INK } from '../../payments/status-look.ts';
import type { MoneyWay } from '../lib/money-way.ts';
import { statusOf } from './resolution-look.ts';

interface OutcomeChoiceProps {
  readonly outcomes: readonly ResolutionOutcome[];
  readonly way: MoneyWay;
  readonly chosen: ResolutionOutcome | null;
  readonly missing: boolean;
  readonly onChoose: (outcome: ResolutionOutcome) => void;
}

/** What happened to the money, in the words of a statement: not the names of states. */
export function OutcomeChoice({ outcomes, way, chosen, missing, onChoose }: OutcomeChoiceProps) {
  const t = useTranslations('Resolve');
  return (
    <fieldset aria-describedby={missing ? 'outcome-error' : undefined}>
      <legend className="mb-1.5 text-sm font-medium text-text-soft">{t('outcome')}</legend>
      <div className={cn('grid gap-2', outcomes.length === 3 ? 'sm:grid-cols-3' : 'sm:grid-cols-2')}>
        {outcomes.map((outcome) => {
          const { tone, Icon } = STATUS_LOOKS[statusOf(outcome)];
          return (
            <label
              key={outcome}
              className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line-strong bg-surface px-3 py-2.5 hover:bg-hover has-[:checked]:border-brand has-[:checked]:bg-brand-soft has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-focus"
            >
              <input
                type="radio"
                name="outcome"
                value={outcome}
                checked={chosen === outcome}
                aria-invalid={missing}
                onChange={() => onChoose(outcome)}
                className="mt-1 size-4 shrink-0 accent-brand focus-visible:outline-none"
              />
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-1.5 font-medium">
                  {t(`said.${outcome}`, { way })}
                  <Icon aria-hidden className={cn('size-4 shrink-0', TONE_INK[tone])} />
                </span>
                <span className="block text-sm text-text-soft text-pretty">{t(`when.${outcome}`)}</span>
              </span>
            </label>
          );
        })}
      </div>
      {missing && (
        <p id="outcome-error" role="alert" className="mt-1.5 flex gap-1.5 text-sm text-declined-ink">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('outcomeMissing')}
        </p>
      )}
    </fieldset>
  );
}
