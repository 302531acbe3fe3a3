import type { PortalWebhookDelivery } from '@payport/contracts';
import { Ban, CircleCheck, CircleX, Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { ERROR_WORDS, isKnownError, STATE_WORDS } from './webhook-words.ts';

const LOOKS = {
  pending: { Icon: Clock, look: 'text-pending-ink' },
  delivered: { Icon: CircleCheck, look: 'text-approved-ink' },
  given_up: { Icon: CircleX, look: 'text-declined-ink' },
  cancelled: { Icon: Ban, look: 'text-text-faint' },
} as const;

/** What was answered, or why nothing was; null where nobody was asked yet. */
export function useReason(): (status: number | null, error: string | null) => string | null {
  const t = useTranslations('Webhooks');
  return (status, error) => {
    if (status !== null) return t('answered', { status });
    return error !== null && isKnownError(error) ? t(`error.${ERROR_WORDS[error]}`) : error;
  };
}

/** What became of a message, and why it was not taken. */
export function DeliveryStateText({ delivery: { state, lastStatus, lastError } }: { delivery: PortalWebhookDelivery }) {
  const t = useTranslations('Webhooks');
  const { Icon, look } = LOOKS[state];
  const reason = useReason();
  const why = state === 'delivered' ? null : reason(lastStatus, lastError);
  return (
    <span data-delivery={state} className="inline-flex min-w-0 items-center gap-1.5 text-sm">
      <Icon aria-hidden className={cn('size-4 shrink-0', look)} />
      <span className={look}>{t(`state.${STATE_WORDS[state]}`)}</span>
      {why && <span className="min-w-0 text-text-soft">· {why}</span>}
    </span>
  );
}
