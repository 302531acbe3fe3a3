import type { ListColumns } from '@/features/lists/lib/list-look.ts';

/** Everything that can be a column of the queue as a table; the gateway's contract and its export know the same. */
export const QUEUE_COLUMNS = ['time', 'status', 'amount', 'guest', 'story', 'owner', 'terminal', 'card', 'reference'] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** Without its time a row is no link, and an unknown outcome must never be out of sight. The usual ones are what a card tells. */
export const QUEUE_LIST: ListColumns<QueueColumn> = {
  all: QUEUE_COLUMNS,
  usual: QUEUE_COLUMNS.filter((key) => key !== 'card' && key !== 'reference'),
  locked: ['time', 'status'],
};
