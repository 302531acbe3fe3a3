import type { PortalWebhook } from '@payport/contracts';
import { Ban, CircleCheck, CircleX, Clock, Radio, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { healthOf, type Health } from './lib/health.ts';

const LOOKS: Readonly<Record<Health, { readonly Icon: LucideIcon; readonly ink: string }>> = {
  good: { Icon: CircleCheck, ink: 'text-approved-ink' },
  sending: { Icon: Clock, ink: 'text-pending-ink' },
  failing: { Icon: CircleX, ink: 'text-declined-ink' },
  quiet: { Icon: Radio, ink: 'text-text-soft' },
  off: { Icon: Ban, ink: 'text-text-faint' },
  gone: { Icon: Ban, ink: 'text-declined-ink' },
};

/** How a receiver does, in a word. */
export function HealthMark({ webhook }: { webhook: PortalWebhook }) {
  const t = useTranslations('Webhooks');
  const health = healthOf(webhook);
  const { Icon, ink } = LOOKS[health];
  return (
    <span data-health={health} className={cn('inline-flex items-center gap-1.5 font-medium', ink)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`health.${health}`)}
    </span>
  );
}
