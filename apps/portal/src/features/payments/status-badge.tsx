import type { PaymentStatus } from '@payport/domain';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { STATUS_LOOKS, TONE_PILL } from './status-look.ts';

/** The state of a payment: word, icon, colour. */
export function StatusBadge({ status, size = 'sm' }: { status: PaymentStatus; size?: 'sm' | 'lg' }) {
  const t = useTranslations('Status');
  const { tone, Icon } = STATUS_LOOKS[status];
  return (
    <span
      data-status={status}
      className={cn(
        'inline-flex max-w-full items-center gap-1.5 rounded-full border font-medium whitespace-nowrap',
        size === 'sm' ? 'h-6 pr-2.5 pl-2 text-sm' : 'h-8 pr-3.5 pl-2.5 text-lg',
        TONE_PILL[tone],
      )}
    >
      <Icon aria-hidden className={cn('shrink-0', size === 'sm' ? 'size-3.5' : 'size-[18px]')} strokeWidth={2.25} />
      <span className="truncate">{t(status)}</span>
    </span>
  );
}
