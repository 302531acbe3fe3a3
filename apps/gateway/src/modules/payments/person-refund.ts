import {
  formatAmount,
  ok,
  refuse,
  uuidV7,
  type Clock,
  type OriginalLink,
  type PaymentEvent,
  type PaymentIntent,
  type PaymentRecord,
  type PaymentTx,
  type Random,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import { noteOf } from './event-note.ts';
import type { PersonRefund, Refusal, StartCommand } from './payment-commands.ts';
import { isRefundable, linkTo, refundableMinor, sameAcquirer } from './refund-original.ts';
import { proposalIn, refusalOf, type OpenRefund } from './refund-proposal.ts';

export const GIVE_BACK_PROPOSED = 'refund_proposed';
export const GIVE_BACK_REJECTED = 'refund_rejected';
export const GIVE_BACK_CONFIRMED = 'refund_confirmed';
/** By one person within their limit. */
export const GAVE_BACK = 'refund_started';

/** The refund of this payment that waits for a second person. */
export const openGiveBack = (events: readonly PaymentEvent[]): OpenRefund | null =>
  proposalIn(events, { proposed: GIVE_BACK_PROPOSED, rejected: GIVE_BACK_REJECTED, confirmed: GIVE_BACK_CONFIRMED });

/** Null where no person of the portal gives back. */
export const personRefundOf = ({ original }: Pick<StartCommand, 'original'>): PersonRefund | null =>
  original !== null && 'refundOf' in original ? original : null;

/**
 * More than one person gives back alone. What went back already counts, so that a large refund is not made small by parts.
 * @param aloneMinor null: any amount
 */
export const isAboveAlone = (payment: PaymentRecord, amountMinor: bigint, aloneMinor: bigint | null): boolean =>
  aloneMinor !== null && payment.refundClaimsMinor + amountMinor > aloneMinor;

/** Whether people may give back of it here; what the bank contradicts has a way of its own, for two people always. */
export function refusalToGiveBack(payment: PaymentRecord, amountMinor: bigint, seen: string | null): Refusal | null {
  if (!isRefundable(payment) || payment.contradiction !== null) {
    return { code: 'original-not-refundable', members: { payment: { id: payment.id, status: payment.status, kind: payment.kind } } };
  }
  const left = refundableMinor(payment);
  // Two people at two pages, or one at two: who decided by an old sum decides anew.
  if (seen !== null && seen !== formatAmount(left, payment.currency)) return { code: 'refund-stale' };
  if (amountMinor <= left) return null;
  return { code: 'refund-exceeds-original', members: { refundableAmount: formatAmount(left, payment.currency) } };
}

/** Locks the payment; checks what is left of it, the person's limit or the proposal that they confirm, and the terminal. */
export async function resolvePersonRefund(
  tx: PaymentTx,
  command: StartCommand,
  { refundOf, by, aloneMinor, left, seq }: PersonRefund,
  terminal: TerminalRecord,
): Promise<Result<OriginalLink, Refusal>> {
  const payment = await tx.lock(refundOf);
  if (payment?.propertyId !== command.propertyId) return refuse({ code: 'not-found' });
  const amount = -command.amountMinor;
  if (seq !== null) {
    const gone = refusalOf(openGiveBack(await tx.events(refundOf)), seq, by.id);
    if (gone) return refuse(gone);
  }
  const refused = refusalToGiveBack(payment, amount, left);
  if (refused) return refuse(refused);
  if (seq === null && isAboveAlone(payment, amount, aloneMinor)) return refuse({ code: 'second-person-needed' });
  if (!(await sameAcquirer(tx, payment, terminal))) return refuse({ code: 'original-not-refundable' });
  return ok(linkTo(payment, 'payment_id'));
}

/** Writes who gave it back into the history of the payment and into the audit, beside the refund's intent. */
export async function recordPersonRefund(
  tx: PaymentTx,
  { refundOf, by, reasonCode, seq }: PersonRefund,
  intent: Pick<PaymentIntent, 'id' | 'amountMinor' | 'comment' | 'createdAtMs'>,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<void> {
  const payment = await tx.lock(refundOf);
  if (!payment) throw new Error(`payment ${refundOf} does not exist`);
  const atMs = intent.createdAtMs;
  const words = { refund: intent.id, amountMinor: (-intent.amountMinor).toString(), reasonCode, reason: intent.comment };
  const after = seq === null ? words : { ...words, seq };
  await tx.append(noteOf(payment, atMs, seq === null ? GAVE_BACK : GIVE_BACK_CONFIRMED, `user:${by.name}`, after));
  const action = seq === null ? 'payment.refund_started' : 'payment.refund_confirmed';
  await tx.addAudit({ id: uuidV7(clock, random), atMs, by, propertyId: payment.propertyId, action, paymentId: payment.id, after });
}
