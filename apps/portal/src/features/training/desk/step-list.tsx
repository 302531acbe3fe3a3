import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { STATUS_LOOKS, TONE_INK } from '@/features/payments/status-look.ts';
import { formatGap } from '@/format/gap.ts';
import type { Step } from '../lib/flow.ts';

/** The steps of an operation with the seconds that each came after the first, by the gateway's clock. */
export function StepList({ steps, live = false }: { steps: readonly Step[]; live?: boolean }) {
  const t = useTranslations('TrainingEft');
  const statuses = useTranslations('Status');
  const stages = useTranslations('Stage');
  const locale = useLocale();
  const start = Date.parse(steps[0]?.at ?? '');
  return (
    <ol aria-label={t('stages')} aria-live={live ? 'polite' : 'off'} className="grid gap-0.5">
      {steps.map(({ status, stage, stageText, at }, index) => {
        const { Icon, tone } = STATUS_LOOKS[status];
        const last = index === steps.length - 1;
        return (
          <li key={`${status} ${stage ?? ''} ${at}`} className="flex items-center gap-2.5 py-0.5">
            <Icon aria-hidden className={cn('size-4 shrink-0', TONE_INK[tone], live && last && 'animate-[breathe_2s_ease-in-out_infinite]')} />
            <span className={cn('min-w-0 flex-1', last && 'font-medium')}>
              {statuses(status)}
              {stage !== null && <span className="text-text-soft"> — {stageText ?? stages(stage)}</span>}
            </span>
            <span className="figures text-sm text-text-faint">{formatGap(Date.parse(at) - start, locale)}</span>
          </li>
        );
      })}
    </ol>
  );
}
