import type { EndOfDayState } from '@payport/contracts';
import { CalendarClock, CircleCheck, Hand, LoaderCircle, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { TONE_PILL, type Tone } from '../payments/status-look.ts';

const LOOKS: Readonly<Record<EndOfDayState, { readonly tone: Tone; readonly Icon: LucideIcon }>> = {
  by_hand: { tone: 'cancelled', Icon: Hand },
  due: { tone: 'reversed', Icon: CalendarClock },
  running: { tone: 'pending', Icon: LoaderCircle },
  done: { tone: 'approved', Icon: CircleCheck },
  missed: { tone: 'declined', Icon: TriangleAlert },
};

/** Whether a terminal's day is closed: word, icon, colour. */
export function DayState({ state }: { state: EndOfDayState }) {
  const t = useTranslations('DayState');
  const { tone, Icon } = LOOKS[state];
  return (
    <span
      data-day-state={state}
      className={cn('inline-flex h-6 items-center gap-1.5 rounded-full border pr-2.5 pl-2 text-sm font-medium whitespace-nowrap', TONE_PILL[tone])}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.25} />
      {t(state)}
    </span>
  );
}
