import type { PortalTerminal } from '@payport/contracts';
import { CircleCheck, CreditCard, PowerOff, Unplug, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { TONE_PILL, type Tone } from '../payments/status-look.ts';

/** Word, icon and colour, as for payments: a terminal that does not answer is a pulled plug, not a refusal. */
const LOOKS: Readonly<Record<PortalTerminal['status'], { readonly tone: Tone; readonly Icon: LucideIcon }>> = {
  online: { tone: 'approved', Icon: CircleCheck },
  busy: { tone: 'pending', Icon: CreditCard },
  offline: { tone: 'failed', Icon: Unplug },
  disabled: { tone: 'cancelled', Icon: PowerOff },
};

export function TerminalStatus({ status, size = 'sm' }: { status: PortalTerminal['status']; size?: 'sm' | 'lg' }) {
  const t = useTranslations('TerminalStatus');
  const { tone, Icon } = LOOKS[status];
  return (
    <span
      data-terminal-status={status}
      className={cn(
        'inline-flex items-center gap-1.5 rounded-full border font-medium whitespace-nowrap',
        size === 'sm' ? 'h-6 pr-2.5 pl-2 text-sm' : 'h-8 pr-3.5 pl-2.5 text-lg',
        TONE_PILL[tone],
      )}
    >
      <Icon aria-hidden className={cn('shrink-0', size === 'sm' ? 'size-3.5' : 'size-[18px]')} strokeWidth={2.25} />
      {t(status)}
    </span>
  );
}
