import { ok, refuse, type Hold, type PaymentRecord, type PaymentStatus, type PaymentTx, type Result } from '@payport/domain';
import { recordPosting, type Confirmation, type Refusal } from '../payments/index.ts';

/** The hotel's system can still decide. */
export const isUndecided = (payment: Pick<PaymentRecord, 'status' | 'hold'>): boolean =>
  payment.status === 'held' && (payment.hold?.confirmedAs ?? null) === null;

const UNDONE: readonly PaymentStatus[] = ['reversing', 'reversed', 'reversal_unknown'];
/** Undone, or on the way there: a wish to undo it is fulfilled, whoever had it first. */
export const isUndone = (payment: Pick<PaymentRecord, 'status' | 'hold'>): boolean =>
  UNDONE.includes(payment.status) && payment.hold?.confirmedAs === null;

export const notHeld = (payment: Pick<PaymentRecord, 'id' | 'status'>): Refusal => ({
  code: 'not-held',
  members: { payment: { id: payment.id, status: payment.status } },
});

/**
 * Writes the confirmation, under the row's lock like the end of the time: whichever is written first wins. The same
 * confirmation again changes nothing. Its posting number is also the report of the posting.
 */
export async function recordConfirmation(tx: PaymentTx, command: Confirmation, nowMs: number): Promise<Result<PaymentRecord, Refusal>> {
  const { id, propertyId, postingNumber, actor } = command;
  const payment = await tx.lock(id);
  if (payment?.propertyId !== propertyId) return refuse({ code: 'not-found' });
  const { hold, status } = payment;
  if (hold !== null && hold.confirmedAs === postingNumber) return ok(payment);
  if (!hold || !isUndecided(payment)) return refuse(notHeld(payment));
  await tx.append({
    paymentId: id,
    seq: payment.lastSeq + 1,
    atMs: nowMs,
    type: 'note',
    from: status,
    to: status,
    stage: null,
    cause: 'confirmed',
    actor,
    evidence: { postingNumber },
  });
  const confirmed: Hold = { ...hold, confirmedAs: postingNumber };
  await tx.saveHold(id, confirmed);
  return recordPosting(tx, { propertyId, id, postingNumber, postedAtMs: null, folioWindow: null, actor }, nowMs);
}
