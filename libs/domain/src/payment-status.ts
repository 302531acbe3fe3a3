/** The life cycle of a payment: one table, which the database repeats and a test compares. */
export const PAYMENT_STATUSES = [
  'accepted',
  'dispatched',
  'in_progress',
  'cancelling',
  'held',
  'approved',
  'declined',
  'cancelled',
  'failed',
  'unknown',
  'reversing',
  'reversed',
  'reversal_unknown',
  'manual_review',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const PAYMENT_OUTCOMES = ['pending', 'held', 'approved', 'declined', 'cancelled', 'failed', 'reversed', 'unknown'] as const;
/** What the status means to the PMS: `unknown` is never a decline. */
export type PaymentOutcome = (typeof PAYMENT_OUTCOMES)[number];

export const PAYMENT_MOVES: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  accepted: ['dispatched', 'cancelled', 'failed'],
  dispatched: ['in_progress', 'approved', 'held', 'declined', 'cancelled', 'cancelling', 'failed', 'unknown'],
  in_progress: ['approved', 'held', 'declined', 'cancelled', 'cancelling', 'unknown'],
  cancelling: ['cancelled', 'approved', 'held', 'declined', 'unknown'],
  held: ['approved', 'reversing', 'unknown'],
  unknown: ['approved', 'held', 'declined', 'cancelled', 'failed', 'reversing', 'reversed', 'manual_review'],
  reversing: ['reversed', 'reversal_unknown', 'unknown', 'approved', 'failed'],
  reversal_unknown: ['reversed', 'reversing', 'approved', 'manual_review'],
  manual_review: ['approved', 'declined', 'cancelled', 'failed', 'reversed', 'held', 'reversing', 'unknown'],
  approved: [],
  declined: [],
  cancelled: [],
  failed: [],
  reversed: [],
};

const OUTCOMES: Readonly<Record<PaymentStatus, PaymentOutcome>> = {
  accepted: 'pending',
  dispatched: 'pending',
  in_progress: 'pending',
  cancelling: 'pending',
  held: 'held',
  approved: 'approved',
  declined: 'declined',
  cancelled: 'cancelled',
  failed: 'failed',
  unknown: 'unknown',
  reversing: 'pending',
  reversed: 'reversed',
  reversal_unknown: 'unknown',
  manual_review: 'unknown',
};

export const outcomeOf = (status: PaymentStatus): PaymentOutcome => OUTCOMES[status];
export const isFinal = (status: PaymentStatus): boolean => PAYMENT_MOVES[status].length === 0;
export const mayMove = (from: PaymentStatus, to: PaymentStatus): boolean => PAYMENT_MOVES[from].includes(to);

/** Ended, and proven to have moved no money: the only states after which the same PMS number may start anew. */
export const ENDED_WITHOUT_MONEY: readonly PaymentStatus[] = ['declined', 'cancelled', 'failed', 'reversed'];
/** A stop can still be asked for. */
export const CANCELLABLE: readonly PaymentStatus[] = ['accepted', 'dispatched', 'in_progress', 'cancelling'];

export const STAGES = ['present_card', 'enter_pin', 'authorizing', 'other_card', 'remove_card'] as const;
/** What the device says it waits for, while `in_progress`. */
export type Stage = (typeof STAGES)[number];

export const PAYMENT_KINDS = ['sale', 'refund', 'void', 'preauthorization', 'capture'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];
