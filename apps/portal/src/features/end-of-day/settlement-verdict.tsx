import type { PortalSettlement } from '@payport/contracts';
import { CircleCheck, CircleHelp, CircleX, LoaderCircle, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { TONE_INK, type Tone } from '../payments/status-look.ts';

export const VERDICTS = ['running', 'agrees', 'differs', 'uncompared', 'failed', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

export function verdictOf({ status, matches }: Pick<PortalSettlement, 'status' | 'matches'>): Verdict {
  if (status === 'accepted' || status === 'in_progress') return 'running';
  if (status === 'failed' || status === 'unknown') return status;
  return matches === null ? 'uncompared' : matches ? 'agrees' : 'differs';
}

const LOOKS: Readonly<Record<Verdict, { readonly tone: Tone; readonly Icon: LucideIcon }>> = {
  running: { tone: 'pending', Icon: LoaderCircle },
  agrees: { tone: 'approved', Icon: CircleCheck },
  differs: { tone: 'declined', Icon: TriangleAlert },
  uncompared: { tone: 'held', Icon: CircleHelp },
  failed: { tone: 'failed', Icon: CircleX },
  unknown: { tone: 'unknown', Icon: CircleHelp },
};

/** What came of a close, in one line. */
export function SettlementVerdict({ settlement }: { settlement: Pick<PortalSettlement, 'status' | 'matches'> }) {
  const t = useTranslations('Verdict');
  const verdict = verdictOf(settlement);
  const { tone, Icon } = LOOKS[verdict];
  return (
    <span data-verdict={verdict} className={cn('inline-flex items-center gap-1.5 font-medium', TONE_INK[tone])}>
      <Icon aria-hidden className={cn('size-4 shrink-0', verdict === 'running' && 'animate-spin')} />
      {t(verdict)}
    </span>
  );
}
