import type { ResolutionOutcome } from '@payport/contracts';
import type { PaymentEvent, PaymentStatus, UserId } from '@payport/domain';

/** What a person says about a payment, and what it rests on. */
export interface ResolutionWords {
  readonly outcome: ResolutionOutcome;
  readonly evidence: string;
  readonly rrn: string | null;
  readonly authCode: string | null;
}

export interface OpenResolution extends ResolutionWords {
  /** Of its event. */
  readonly seq: number;
  readonly by: { readonly id: UserId; readonly name: string };
  readonly atMs: number;
}

export const PROPOSED = 'resolution_proposed';
export const REJECTED = 'resolution_rejected';

/** The proposal that still stands: not rejected, and the payment has not moved since. */
export function openResolution(events: readonly PaymentEvent[]): OpenResolution | null {
  const last = events.findLast((event) => event.type === 'state' || event.cause === PROPOSED || event.cause === REJECTED);
  if (last?.cause !== PROPOSED) return null;
  const { outcome, evidence, rrn, authCode, byId } = last.evidence as unknown as ResolutionWords & { readonly byId: UserId };
  return { seq: last.seq, outcome, evidence, rrn, authCode, by: { id: byId, name: last.actor.replace(/^user:/, '') }, atMs: last.atMs };
}

/** Larger than what the hotel lets anyone give back alone. Without a limit one person is enough. */
export const needsSecondPerson = (amountMinor: bigint, maxRefundMinor: bigint | null): boolean =>
  maxRefundMinor !== null && (amountMinor < 0n ? -amountMinor : amountMinor) > maxRefundMinor;

const UNDOING: readonly PaymentStatus[] = ['held', 'reversing', 'reversal_unknown'];

/**
 * `reversed` only where an undo was ordered: money that came back otherwise is a refund of its own. `undo` only where the device
 * can prove which operation it would undo.
 */
export function resolvableTo(status: PaymentStatus, events: readonly PaymentEvent[], undoable: boolean): readonly ResolutionOutcome[] {
  if (status !== 'manual_review') return [];
  const undone = events.some(({ to }) => UNDOING.includes(to));
  return ['approved', 'declined', 'failed', ...(undone ? (['reversed'] as const) : []), ...(undoable ? (['undo'] as const) : [])];
}
