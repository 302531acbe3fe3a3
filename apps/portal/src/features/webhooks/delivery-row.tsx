'use client';
import type { PortalWebhookDelivery } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Link } from '@/i18n/navigation.ts';
import { DeliveryAttempts } from './delivery-attempts.tsx';
import { DeliveryStateText } from './delivery-state.tsx';

interface DeliveryRowProps {
  readonly delivery: PortalWebhookDelivery;
  /** To whom, where messages of several receivers stand together; then all are of one payment. */
  readonly receiver?: string;
  readonly at: (moment: string) => { readonly shortDate: string; readonly seconds: string };
  /** Null where this person, or this receiver, cannot. */
  readonly onReplay: (() => void) | null;
}

/** One message: what it told, to whom, what was answered, what is next, and its attempts. */
export function DeliveryRow({ delivery, receiver, at, onReplay }: DeliveryRowProps) {
  const t = useTranslations('Webhooks');
  const { id, event, paymentId, attempts, createdAt, nextAttemptAt } = delivery;
  const made = at(createdAt);
  const next = nextAttemptAt === null || attempts === 0 ? null : at(nextAttemptAt);
  return (
    <li className="grid gap-1 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="font-mono text-sm">{event}</code>
        {receiver !== undefined && <span className="min-w-0 text-sm wrap-anywhere text-text-soft">{receiver}</span>}
        <span className="figures flex-1 text-sm text-text-faint">
          {made.shortDate}, {made.seconds}
        </span>
        {onReplay && (
          <Button size="sm" variant="quiet" data-print="hide" onClick={onReplay} aria-label={t('replayOf', { id })}>
            {t('replay')}
          </Button>
        )}
      </div>
      <DeliveryStateText delivery={delivery} />
      <div className="figures flex flex-wrap gap-x-3 text-xs text-text-faint">
        <DeliveryAttempts id={id} count={attempts} at={at} />
        {next && <span>{t('next', { time: `${next.shortDate}, ${next.seconds}` })}</span>}
        {paymentId !== null && receiver === undefined && (
          <Link href={`/payments/${paymentId}`} prefetch={false} className="text-brand underline underline-offset-2">
            {t('payment')}
          </Link>
        )}
      </div>
    </li>
  );
}
