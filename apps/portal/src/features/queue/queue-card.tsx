'use client';
import type { PortalQueueItem } from '@payport/contracts';
import { Hand, LoaderCircle, MessageCircleQuestionMark, Scale, UserRound, UserRoundCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { FINDINGS, knownCause } from '../payment/lib/vocabulary.ts';
import { AskedMoney, RowMoney } from '../payments/row-money.tsx';
import { StatusBadge } from '../payments/status-badge.tsx';
import { useAge, useSince } from './queue-moments.ts';
import { useQueueAction } from './use-queue.ts';

interface QueueCardProps {
  readonly item: PortalQueueItem;
  readonly withProperty: boolean;
  /** Reads what an action changed. */
  readonly onDone: () => Promise<void>;
}

/** One payment of the queue: what it is, how old, how far its story came, whose it is, and what can be done. */
export function QueueCard({ item, withProperty, onDone }: QueueCardProps) {
  const { payment, part } = item;
  const kinds = useTranslations('Kind');
  const where = [
    payment.guestName,
    payment.room === null ? null : `№ ${payment.room}`,
    payment.terminal.name,
    withProperty ? payment.property.name : null,
  ];
  return (
    <article
      data-part={part}
      className={cn(
        'grid gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3.5 lg:grid-cols-[minmax(0,1fr)_auto]',
        part === 'unknown' ? 'border-unknown-edge' : 'border-line',
      )}
    >
      <div className="grid min-w-0 content-start gap-1.5">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusBadge status={payment.status} />
          <Link
            href={`/payments/${payment.id}`}
            prefetch={false}
            className="rounded-sm text-lg font-semibold hover:underline hover:underline-offset-4"
          >
            {payment.kind !== 'sale' && <span className="font-medium">{kinds(payment.kind)} </span>}
            <RowMoney payment={payment} />
          </Link>
          <AskedMoney payment={payment} className="figures text-sm text-text-soft" />
          <Age item={item} />
        </p>
        <p className="text-text-soft">{where.filter((text) => text !== null && text !== '').join(' · ')}</p>
        <Story item={item} />
      </div>
      <Side item={item} onDone={onDone} />
    </article>
  );
}

function Age({ item: { payment } }: { item: PortalQueueItem }) {
  const locale = useLocale();
  return (
    <time
      dateTime={payment.createdAt}
      title={localMoment(payment.createdAt, payment.property.timeZone, locale).utc}
      className="figures text-sm text-text-soft"
    >
      {useAge()(payment)}
    </time>
  );
}

function Story({ item: { payment, last, questions, proposal, part } }: { item: PortalQueueItem }) {
  const t = useTranslations('Queue');
  const causes = useTranslations('Cause');
  const findings = useTranslations('Finding');
  const cause = knownCause(last.cause);
  const finding = FINDINGS.find((known) => known === questions.finding);
  const at = useMomentText();
  if (part === 'care') {
    return (
      <p className="text-pretty">
        {payment.decline?.message} <span className="text-text-soft">{payment.decline?.advice}</span>
      </p>
    );
  }
  return (
    <div className="grid gap-0.5">
      <p className="text-pretty">
        {cause === null ? last.cause : causes(cause)}
        <span className="figures text-sm text-text-faint">{` · ${at(last.at, payment.property.timeZone)}`}</span>
      </p>
      {questions.count > 0 && finding !== undefined && (
        <p className="text-sm text-text-soft">{t('questions', { count: questions.count, answer: findings(finding) })}</p>
      )}
      {proposal && (
        <p className="text-sm font-medium text-unknown-ink">{proposal.mine ? t('proposedByMe') : t('proposedBy', { name: proposal.by })}</p>
      )}
    </div>
  );
}

/** Whose it is, and what can be done from here. */
function Side({ item, onDone }: Omit<QueueCardProps, 'withProperty'>) {
  const t = useTranslations('Queue');
  const { payment, care, may } = item;
  const action = useQueueAction(payment.id, onDone);
  const { owner } = care;
  const since = useSince()(owner?.since ?? null, payment.property.timeZone);
  const Person = owner === null ? UserRound : UserRoundCheck;
  const failure = action.error instanceof PortalRequestFailed && action.error.status < 500 ? action.error.detail : null;
  return (
    <div className="flex flex-col gap-2 lg:w-[25rem] lg:items-end">
      <p className={cn('flex items-center gap-1.5 text-sm', owner === null ? 'text-text-faint' : 'text-text')}>
        <Person aria-hidden className="size-4 shrink-0" />
        {owner === null ? t('nobody') : owner.me ? t('mine', { time: since }) : t('owner', { name: owner.name, time: since })}
      </p>
      <div className="flex flex-wrap gap-2 lg:justify-end">
        {may.take && (
          <Button size="sm" disabled={action.isPending} onClick={() => action.mutate('take')}>
            <Hand aria-hidden />
            {t(owner === null ? 'take' : 'takeOver')}
          </Button>
        )}
        {may.askAgain && (
          <Button size="sm" disabled={action.isPending} onClick={() => action.mutate('askAgain')}>
            {action.isPending && action.variables === 'askAgain' ? (
              <LoaderCircle aria-hidden className="animate-spin" />
            ) : (
              <MessageCircleQuestionMark aria-hidden />
            )}
            {t('ask')}
          </Button>
        )}
        {may.decide && (
          <Link href={`/payments/${payment.id}`} prefetch={false} className={buttonLook({ size: 'sm' })}>
            <Scale aria-hidden />
            {t(item.proposal === null ? 'decide' : 'confirm')}
          </Link>
        )}
        {may.finish && (
          <Button size="sm" disabled={action.isPending} onClick={() => action.mutate('finish')}>
            {t('finish')}
          </Button>
        )}
        {may.release && (
          <Button size="sm" variant="quiet" disabled={action.isPending} onClick={() => action.mutate('release')}>
            {t('release')}
          </Button>
        )}
      </div>
      <p role="status" className="text-sm text-text-soft empty:hidden">
        {action.isSuccess && action.variables === 'askAgain' && t('asked')}
      </p>
      <p role="alert" className="text-sm text-declined-ink empty:hidden">
        {action.isError && (failure ?? t('actionFailed'))}
      </p>
    </div>
  );
}
