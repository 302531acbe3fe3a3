import type { PortalTerminal } from '@payport/contracts';
import { CircleCheck, CreditCard, PowerOff, ShieldAlert, Unplug, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { TONE_PILL, type Tone } from '../payments/status-look.ts';

interface Look {
  readonly tone: Tone;
  readonly Icon: LucideIcon;
}

/** Word, icon and colour, as for payments: a terminal that does not answer is a pulled plug, not a refusal. */
const LOOKS: Readonly<Record<PortalTerminal['status'], Look>> = {
  online: { tone: 'approved', Icon: CircleCheck },
  busy: { tone: 'pending', Icon: CreditCard },
  offline: { tone: 'failed', Icon: Unplug },
  disabled: { tone: 'cancelled', Icon: PowerOff },
};

/** The gateway counts it as disabled; what people must know is that nobody has disabled it. */
const QUARANTINE: Look = { tone: 'held', Icon: ShieldAlert };

interface TerminalStatusProps {
  readonly terminal: Pick<PortalTerminal, 'status' | 'quarantine'>;
  readonly size?: 'sm' | 'lg';
}

export function TerminalStatus({ terminal: { status, quarantine }, size = 'sm' }: TerminalStatusProps) {
  const t = useTranslations('TerminalStatus');
  const inQuarantine = useTranslations('Quarantine');
  const { tone, Icon } = quarantine ? QUARANTINE : LOOKS[status];
  return (
    <span
      data-terminal-status={quarantine ? 'quarantine' : status}
      className={cn(
        'inline-flex items-center gap-1.5 rounded-full border font-medium whitespace-nowrap',
        size === 'sm' ? 'h-6 pr-2.5 pl-2 text-sm' : 'h-8 pr-3.5 pl-2.5 text-lg',
        TONE_PILL[tone],
      )}
    >
      <Icon aria-hidden className={cn('shrink-0', size === 'sm' ? 'size-3.5' : 'size-[18px]')} strokeWidth={2.25} />
      {quarantine ? inQuarantine('badge') : t(status)}
    </span>
  );
}
