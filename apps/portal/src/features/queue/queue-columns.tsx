'use client';
import type { PortalPaymentRow, PortalQueueItem } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Absent, TwoLines } from '@/features/lists/cells.tsx';
import type { TableColumn } from '@/features/lists/table-row.tsx';
import { usePaymentCells } from '@/features/payments/list/columns.tsx';
import { localMoment } from '@/format/moment.ts';
import { FINDINGS, knownCause } from '../payment/lib/vocabulary.ts';
import type { QueueColumn } from './lib/queue-columns.ts';
import { useAge, useSince } from './queue-moments.ts';

/** A payment of the queue as a row of a table. */
export interface QueueRow extends PortalPaymentRow {
  readonly item: PortalQueueItem;
}

interface ColumnWishes {
  readonly withProperty: boolean;
  readonly shown: readonly QueueColumn[];
}

/** The columns of the queue: those of a payment with its age, how far its story came, and whose it is. */
export function useQueueColumns({ withProperty, shown }: ColumnWishes): TableColumn<QueueRow>[] {
  const t = useTranslations('Queue');
  const payment = usePaymentCells({ withProperty, markDemo: false });
  const own: Readonly<Record<'time' | 'story' | 'owner', (row: QueueRow) => ReactNode>> = {
    time: useTimeCell(),
    story: useStoryCell(),
    owner: useOwnerCell(),
  };
  const cells = { ...payment, ...own };
  return shown.map((key) => ({ key, header: t(`columns.${key}`), cell: cells[key] }));
}

/** The age is what the queue is about; the moment stands under it. */
function useTimeCell(): (row: QueueRow) => ReactNode {
  const locale = useLocale();
  const age = useAge();
  return (row) => {
    const { shortDate, time } = localMoment(row.createdAt, row.property.timeZone, locale);
    return (
      <TwoLines
        first={<span className="figures">{age(row)}</span>}
        second={
          <span className="figures">
            {shortDate}, {time}
          </span>
        }
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

function useOwnerCell(): (row: QueueRow) => ReactNode {
  const t = useTranslations('Queue');
  const since = useSince();
  return ({ item: { care }, property }) =>
    care.owner === null ? (
      <Absent name={t('nobody')} />
    ) : (
      <TwoLines
        first={care.owner.me ? t('me') : care.owner.name}
        second={<span className="figures">{t('since', { time: since(care.owner.since, property.timeZone) })}</span>}
      />
    );
}
