import type { SeededTerminal } from '../records/seeded.ts';
import type { HistoryCard } from './cards.ts';
import type { Stay } from './guests.ts';

/** How the device and the bank took an order of the history. */
export type Ending =
  /** The program told its result code: 0 is an approval. */
  | { readonly kind: 'code'; readonly code: number }
  /** Captured, but the program died before it told; asked afterwards, the device tells. */
  | { readonly kind: 'lost_then_found' }
  /** The link broke before the bank was asked; asked afterwards, the device proves it. */
  | { readonly kind: 'lost_then_absent' }
  /** Captured, the program died, and the device cannot tell. */
  | { readonly kind: 'lost_for_good' };

/** One order that the PMS gave at some moment of the history. */
export interface PlannedOrder {
  readonly terminal: SeededTerminal;
  readonly kind: 'sale' | 'refund';
  readonly atMs: number;
  /** Positive: the kind carries the direction. */
  readonly amountMinor: bigint;
  readonly card: HistoryCard;
  readonly ending: Ending;
  readonly stay: Stay | null;
  readonly cashier: string;
  readonly details: string;
  /** Why money goes back, as the cashier wrote it in the hotel system. */
  readonly comment: string | null;
  /** The same for the second try of a bill that was declined. */
  readonly bill: string;
  readonly original: PlannedOrder | null;
}
