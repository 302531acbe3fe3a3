import type { CommandId, NewFrame, PaymentId } from '@payport/domain';
import type { OrderOutcome } from '@payport/terminals-core';
import type { CommandOutcome } from '../terminal-sessions/index.ts';
import type { Unwritten } from './payment-progress.ts';

/** An outcome that the database could not take, with what was said on the way to it. */
export interface KeptOutcome {
  readonly paymentId: PaymentId;
  readonly atMs: number;
  readonly outcome: OrderOutcome;
  readonly unwritten: Unwritten;
}

/** The same of a close of the day. */
export interface KeptClose {
  readonly commandId: CommandId;
  readonly atMs: number;
  readonly outcome: CommandOutcome;
  readonly frames: readonly NewFrame[];
}

/**
 * Where an outcome waits for the database, safe from the end of this process. It holds what is not settled yet; one entry
 * for a payment or close is enough, and settling twice does no harm.
 */
export interface OutcomeJournal {
  /** Ready to be written; afterwards `waiting` tells what a former run left. Rejects where it could not be written. */
  open(): Promise<void>;
  /** On disk when it resolves. Rejects when the disk does not take it, and then holds nothing of it. */
  keep(entry: KeptOutcome | KeptClose): Promise<void>;
  waiting(): readonly KeptOutcome[];
  closes(): readonly KeptClose[];
  /** The database has it. */
  settle(id: PaymentId | CommandId): Promise<void>;
  /** No database will ever take it (its payment is not there): put aside for a person, never thrown away. */
  setAside(id: PaymentId | CommandId): Promise<void>;
  /** Nothing more is written until it is opened again. What waits stays on disk. */
  close(): Promise<void>;
}

/** Keeps nothing and refuses nothing: for tests that have no database to lose. */
export const NO_JOURNAL: OutcomeJournal = {
  open: () => Promise.resolve(),
  keep: () => Promise.resolve(),
  waiting: () => [],
  closes: () => [],
  settle: () => Promise.resolve(),
  setAside: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
