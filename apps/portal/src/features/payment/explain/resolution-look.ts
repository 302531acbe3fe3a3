import type { PaymentStatus } from '@payport/domain';
import type { ResolutionOutcome } from '@payport/contracts';

/** What a payment becomes at once by a decision: an undo is only ordered by it. */
export const statusOf = (outcome: ResolutionOutcome): Extract<PaymentStatus, ResolutionOutcome> | 'reversing' =>
  outcome === 'undo' ? 'reversing' : outcome;
