'use client';
import type { PortalPaymentRow, PortalQueueItem } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMomentText } from '@/components/clock.tsx';
import { Absent, TwoLines } from '@/features/lists/cells.tsx';
import type { TableColumn } from '@/features/lists/table-row.tsx';
import { usePaymentCells } from '@/features/payments/list/columns.tsx';
import { countedAmount } from '@/features/payments/lib/counted-amount.ts';
import { formatMoney } from '@/format/money.ts';
import { FINDINGS, knownCause } from '../payment/lib/vocabulary.ts';
import type { QueueColumn } from './lib/queue-columns.ts';
import { useAge, useSince } from './queue-moments.ts';
import { QueueRowActions, type RowActionsProps } from './queue-row-actions.tsx';

/** A payment of the queue as a row of a table. */
export interface QueueRow extends PortalPaymentRow {
  readonly item: PortalQueueItem;
}

interface ColumnWishes extends Pick<RowActionsProps, 'onDone' | 'onSaid'> {
  readonly withProperty: boolean;
  readonly shown: readonly QueueColumn[];
}

/** The columns of the queue: those of a payment with its age, how far its story came, and whose it is. */
export function useQueueColumns({ withProperty, shown, onDone, onSaid }: ColumnWishes): TableColumn<QueueRow>[] {
  const t = useTranslations('Queue');
  const payment = usePaymentCells({ withProperty, markDemo: false });
  const own: Readonly<Record<'time' | 'story' | 'owner', TableColumn<QueueRow>['cell']>> = {
    time: useTimeCell(),
    story: useStoryCell(),
    owner: useOwnerCell({ onDone, onSaid }),
  };
  const cells = { ...payment, ...own };
  return shown.map((key) => ({ key, header: t(`columns.${key}`), cell: cells[key] }));
}

/** The age is what the queue is about; the moment stands under it. */
function useTimeCell(): (row: QueueRow) => ReactNode {
  const age = useAge(true);
  const moment = useMomentText();
  return (row) => {
    return (
      <TwoLines
        first={<span className="figures">{age(row)}</span>}
        second={<span className="figures">{moment(row.createdAt, row.property.timeZone)}</span>}
      />
    );
  };
}

/** What a card says in sentences, in two lines; the whole of it is said by the pointer. */
function useStoryCell(): (row: QueueRow) => ReactNode {
  const t = useTranslations('Queue');
  const causes = useTranslations('Cause');
  const findings = useTranslations('Finding');
  return ({ item: { part, payment, last, questions, proposal } }) => {
    const cause = knownCause(last.cause);
    const finding = FINDINGS.find((known) => known === questions.finding);
    const [first, second] =
      part === 'care'
        ? [payment.decline?.message ?? '', payment.decline?.advice ?? '']
        : [
            cause === null ? last.cause : causes(cause),
            proposal
              ? proposal.mine
                ? t('proposedByMe')
                : t('proposedBy', { name: proposal.by })
              : questions.count > 0 && finding !== undefined
                ? t('questions', { count: questions.count, answer: findings(finding) })
                : '',
          ];
    return (
      <span className="block min-w-0" title={[first, second].filter(Boolean).join('\n')}>
        <TwoLines first={first} second={second} />
      </span>
    );
  };
}

/** Whose it is, and beside it what whoever looks may do about it. */
function useOwnerCell(says: Pick<RowActionsProps, 'onDone' | 'onSaid'>): TableColumn<QueueRow>['cell'] {
  const t = useTranslations('Queue');
  const since = useSince();
  const kinds = useTranslations('Kind');
  const locale = useLocale();
  const nameOf = (row: QueueRow): string => `${row.guestName ?? kinds(row.kind)}, ${formatMoney(countedAmount(row), row.currency, locale)}`;
  return (row, stop) => {
    const { owner } = row.item.care;
    return (
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          {owner === null ? (
            <Absent name={t('nobody')} />
          ) : (
            <TwoLines
              first={owner.me ? t('me') : owner.name}
              second={<span className="figures">{t('since', { time: since(owner.since, row.property.timeZone) })}</span>}
            />
          )}
        </span>
        <QueueRowActions item={row.item} name={nameOf(row)} stop={stop} {...says} />
      </span>
    );
  };
}
