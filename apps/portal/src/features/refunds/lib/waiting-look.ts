import type { WaitingWhose } from './refund-filters.ts';

interface WaitingRead {
  /** How many are shown. */
  readonly rows: number;
  readonly whose: WaitingWhose;
  /** Something was read, however long ago. */
  readonly known: boolean;
  /** The last read failed. */
  readonly failed: boolean;
}

/** `unknown`: it is not said that nothing waits where that could not be read, or was not yet. */
export type WaitingLook = 'hidden' | 'unknown' | 'none' | 'some';

/** What the panel says: it is away only where nothing waits, or is not known yet, and nobody asked for their own. */
export function waitingLook({ rows, whose, known, failed }: WaitingRead): WaitingLook {
  if (rows > 0) return 'some';
  if (failed) return 'unknown';
  if (whose === null) return 'hidden';
  return known ? 'none' : 'unknown';
}
