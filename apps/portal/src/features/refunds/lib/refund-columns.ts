import type { ListColumns } from '@/features/lists/lib/list-look.ts';

/** Everything that can be a column of the list of refunds. */
export const REFUND_COLUMNS = ['time', 'status', 'amount', 'guest', 'why', 'original', 'terminal', 'card', 'reference'] as const;
export type RefundColumn = (typeof REFUND_COLUMNS)[number];

/** Without its time a row is no link, and an unknown outcome must never be out of sight. */
export const REFUND_LIST: ListColumns<RefundColumn> = {
  all: REFUND_COLUMNS,
  usual: REFUND_COLUMNS.filter((key) => key !== 'card' && key !== 'reference'),
  locked: ['time', 'status'],
};
