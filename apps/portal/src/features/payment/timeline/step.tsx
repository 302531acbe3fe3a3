import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { formatGap } from '@/format/gap.ts';
import { localMoment } from '@/format/moment.ts';
import { GAP_WORTH_TELLING_MS } from '../lib/timeline.ts';

/** A pause at the device that a person at the desk would have felt, ms. */
const LONG_PAUSE_MS = 10_000;

interface StepProps {
  readonly at: string;
  readonly gapMs: number | null;
  readonly timeZone: string;
  readonly node: ReactNode;
  /** Was it the device that let everybody wait? Then a long pause is worth the eye. */
  readonly byDevice: boolean;
  /** Who did it; beside the words where there is room, under them where not. */
  readonly actor?: ReactNode;
  readonly children: ReactNode;
}

const RAIL = 'before:absolute before:inset-y-0 before:left-1/2 before:border-l';

/** One step on the rail: its time at the left, its mark on the line, its words at the right, and the pause above. */
export function Step({ at, gapMs, timeZone, node, byDevice, actor, children }: StepProps) {
  const t = useTranslations('Timeline');
  const locale = useLocale();
  const moment = localMoment(at, timeZone, locale);
  const felt = byDevice && gapMs !== null && gapMs >= LONG_PAUSE_MS;
  return (
    <li className="group/step grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 sm:grid-cols-[5.25rem_1.5rem_minmax(0,1fr)]">
      {gapMs !== null && gapMs >= GAP_WORTH_TELLING_MS && (
        <>
          <span className="hidden sm:block" />
          <span className={cn('relative before:border-dashed before:border-line-strong', RAIL)} />
          <span className={cn('figures py-0.5 text-xs', felt ? 'font-semibold text-held-ink' : 'text-text-faint')}>
            {t(felt ? 'silence' : 'gap', { gap: formatGap(gapMs, locale) })}
          </span>
        </>
      )}
      <time dateTime={at} title={moment.utc} className="figures pt-1 text-right font-mono text-xs text-text-faint max-sm:hidden">
        {moment.milliseconds}
      </time>
      <span className={cn('relative flex justify-center before:border-line group-last/step:before:hidden', RAIL)}>{node}</span>
      <div className="min-w-0 pt-px pb-2.5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <div className="min-w-0 flex-1 basis-64">{children}</div>
          <span className="text-xs text-text-faint">
            {actor}
            <time dateTime={at} className="figures ml-2 font-mono sm:hidden">
              {moment.milliseconds}
            </time>
          </span>
        </div>
      </div>
    </li>
  );
}
