import type { PaymentId } from '@payport/domain';
import type { OrderOutcome } from '@payport/terminals-core';
import type { Unwritten } from './payment-progress.ts';

/** An outcome that the database could not take, with what was said on the way to it. */
export interface KeptOutcome {
  readonly paymentId: PaymentId;
  readonly atMs: number;
  readonly outcome: OrderOutcome;
  readonly unwritten: Unwritten;
}

/**
 * Where an outcome waits for the database, safe from the end of this process. It holds what is not settled yet; one entry
 * for a payment is enough, and settling twice does no harm.
 */
export interface OutcomeJournal {
  /** Ready to be written; afterwards `waiting` tells what a former run left. Rejects where it could not be written. */
  open(): Promise<void>;
  /** On disk when it resolves. Rejects when the disk does not take it, and then holds nothing of it. */
  keep(entry: KeptOutcome): Promise<void>;
  waiting(): readonly KeptOutcome[];
  /** The database has it. */
  settle(paymentId: PaymentId): Promise<void>;
  /** No database will ever take it (its payment is not there): put aside for a person, never thrown away. */
  setAside(paymentId: PaymentId): Promise<void>;
}

/** Keeps nothing and refuses nothing: for tests that have no database to lose. */
export const NO_JOURNAL: OutcomeJournal = {
  open: () => Promise.resolve(),
  keep: () => Promise.resolve(),
  waiting: () => [],
  settle: () => Promise.resolve(),
  setAside: () => Promise.resolve(),
};
