import { stakeOfRow, type ExceptionRow } from './exception-rows.ts';

/** By currency, minor units. */
export type WriteOffSums = ReadonlyMap<string, bigint>;

/**
 * What one act writes off. It is held against the limit as a sum: many small ones in one act are one large one. Of those that have
 * ended, or wait for a second person, nothing is written off by it.
 */
export function writeOffSums(rows: Iterable<ExceptionRow>): WriteOffSums {
  const sums = new Map<string, bigint>();
  for (const row of rows)
    if (row.ended_at === null && row.proposal_id === null) sums.set(row.currency, (sums.get(row.currency) ?? 0n) + stakeOfRow(row));
  return sums;
}
