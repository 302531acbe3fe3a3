/**
 * The instants at which a crash is worth trying; the order of the list is the order in a payment's life. `outcome_journaled`
 * and `close_journaled` are reached only where the database did not take the outcome, `facts_kept` where the protocol wants it (docs/adr/0012).
 */
export const CHECKPOINTS = [
  'intent_durable',
  'before_first_byte',
  'on_device',
  'facts_kept',
  'approved_on_device',
  'outcome_known',
  'outcome_journaled',
  'outcome_durable',
  'confirmed_durable',
  'before_commit',
  'committed_on_device',
  'undo_durable',
  'before_undo',
  'undone_on_device',
  // Of a close of the day.
  'close_known',
  'close_journaled',
] as const;
export type Checkpoint = (typeof CHECKPOINTS)[number];

/** Named instants of the payment path, so that tests can stop the world exactly there. In production nothing listens. */
export interface Checkpoints {
  reached(point: Checkpoint, id: string): Promise<void> | void;
}

export const NO_CHECKPOINTS: Checkpoints = { reached: () => undefined };
