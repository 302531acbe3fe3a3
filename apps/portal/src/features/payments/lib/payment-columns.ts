import type { ListColumns } from '@/features/lists/lib/list-look.ts';

/** Everything that can be a column of the list; the gateway's contract and its export know the same. */
export const COLUMNS = ['time', 'status', 'amount', 'guest', 'card', 'reference', 'terminal'] as const;
export type ColumnKey = (typeof COLUMNS)[number];

/** Without its time a row is no link, and an unknown outcome must never be out of sight. */
export const PAYMENT_LIST: ListColumns<ColumnKey> = { all: COLUMNS, usual: COLUMNS, locked: ['time', 'status'] };
