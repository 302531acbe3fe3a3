import { CircleDashed, Lock, LockOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';

const LOOKS = {
  closed: { Icon: Lock, look: 'border-approved-edge bg-approved-fill text-approved-ink' },
  ready: { Icon: LockOpen, look: 'border-brand bg-brand-soft text-brand' },
  open: { Icon: CircleDashed, look: 'border-held-edge bg-held-fill text-held-ink' },
} as const;

/** Closed, ready to be closed, or open: icon, word and colour together. */
export function DayStateBadge({ state, missing }: { state: 'open' | 'closed'; missing: number }) {
  const t = useTranslations('Recon.dayState');
  const name = state === 'closed' ? 'closed' : missing === 0 ? 'ready' : 'open';
  const { Icon, look } = LOOKS[name];
  return (
    <span className={cn('inline-flex h-6 items-center gap-1.5 rounded-sm border px-2 text-sm font-medium whitespace-nowrap', look)}>
      <Icon aria-hidden className="size-3.5" />
      {t(name)}
    </span>
  );
}
