'use client';
import type { PortalQueueItem } from '@payport/contracts';
import { CircleCheck, Hand, MessageCircleQuestionMark, Scale, Undo2, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { Link } from '@/i18n/navigation.ts';
import { useQueueAction, type QueueAction } from './use-queue.ts';

/** What came of an action, for the line above the table: a row has no room for a sentence. */
export interface QueueWord {
  readonly text: string;
  readonly bad: boolean;
}

export interface RowActionsProps {
  readonly item: PortalQueueItem;
  /** Which payment, in words. */
  readonly name: string;
  readonly stop: boolean;
  readonly onDone: () => Promise<void>;
  readonly onSaid: (word: QueueWord) => void;
}

const LOOK = cn(buttonLook({ variant: 'quiet', size: 'icon' }), 'md:group-data-[density=compact]:h-7');

/** The buttons of a card, as signs: over the link that the row is. */
export function QueueRowActions({ item: { payment, may, care, proposal }, name, stop, onDone, onSaid }: RowActionsProps) {
  const t = useTranslations('Queue');
  const { mutate, isPending } = useQueueAction(payment.id, onDone);
  const failed = (error: unknown): string => (error instanceof PortalRequestFailed && error.status < 500 && error.detail) || t('actionFailed');
  const act = (action: QueueAction): void =>
    mutate(action, {
      onError: (error) => onSaid({ text: `${name}: ${failed(error)}`, bad: true }),
      onSuccess: () => action === 'askAgain' && onSaid({ text: `${name}: ${t('asked')}`, bad: false }),
    });
  const sign = (action: QueueAction, text: string, Icon: LucideIcon) => (
    <button
      type="button"
      className={LOOK}
      disabled={isPending}
      tabIndex={stop ? 0 : -1}
      title={text}
      aria-label={`${text}: ${name}`}
      onClick={() => act(action)}
    >
      <Icon aria-hidden />
    </button>
  );
  const decide = t(proposal === null ? 'decide' : 'confirm');
  return (
    <span className="relative z-10 flex shrink-0">
      {may.take && sign('take', t(care.owner === null ? 'take' : 'takeOver'), Hand)}
      {may.release && sign('release', t('release'), Undo2)}
      {may.askAgain && sign('askAgain', t('ask'), MessageCircleQuestionMark)}
      {may.finish && sign('finish', t('finish'), CircleCheck)}
      {may.decide && (
        <Link
          href={`/payments/${payment.id}`}
          prefetch={false}
          className={LOOK}
          tabIndex={stop ? 0 : -1}
          title={decide}
          aria-label={`${decide}: ${name}`}
        >
          <Scale aria-hidden />
        </Link>
      )}
    </span>
  );
}
