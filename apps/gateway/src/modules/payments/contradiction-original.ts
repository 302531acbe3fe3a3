import {
  formatAmount,
  ok,
  refuse,
  uuidV7,
  type Clock,
  type OriginalLink,
  type PaymentTx,
  type Random,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import { openRefund, provenLeft, provenNumbers, REFUND_CONFIRMED } from './contradiction-proposal.ts';
import type { ConfirmedRefund, Refusal, StartCommand } from './payment-commands.ts';
import { noteOf } from './event-note.ts';
import { linkTo, sameAcquirer } from './refund-original.ts';
import { refusalOf } from './refund-proposal.ts';

/** The proposal that a second person confirms; null where this refund is an ordinary one. */
export const confirmedBy = ({ original }: Pick<StartCommand, 'original'>): ConfirmedRefund | null =>
  original !== null && 'contradictionOf' in original ? original : null;

/** Finds the contradicted payment, locks it, and checks the proposal and what the bank proves. */
export async function resolveContradicted(
  tx: PaymentTx,
  command: StartCommand,
  { contradictionOf: id, seq, by }: ConfirmedRefund,
  terminal: TerminalRecord,
): Promise<Result<OriginalLink, Refusal>> {
  const original = await tx.lock(id);
  if (original?.propertyId !== command.propertyId) return refuse({ code: 'not-found' });
  const events = await tx.events(id);
  const refused = refusalOf(openRefund(events), seq, by.id);
  if (refused) return refuse(refused);
  if (original.currency !== command.currency || !(await sameAcquirer(tx, original, terminal))) return refuse({ code: 'original-not-refundable' });
  const left = provenLeft(original);
  if (left < -command.amountMinor) {
    return refuse({ code: 'refund-exceeds-original', members: { refundableAmount: formatAmount(left, original.currency) } });
  }
  const numbers = provenNumbers(events);
  const link = linkTo(original, 'payment_id');
  return ok({ ...link, rrn: link.rrn ?? numbers.rrn, authCode: link.authCode ?? numbers.authCode });
}

/** Writes the confirmation into the history of the contradicted payment and into the audit, beside the refund's intent. */
export async function recordConfirmedRefund(
  tx: PaymentTx,
  { contradictionOf: id, seq, by }: ConfirmedRefund,
  refundId: string,
  { clock, random, atMs }: { readonly clock: Clock; readonly random: Random; readonly atMs: number },
): Promise<void> {
  const original = await tx.lock(id);
  if (!original) throw new Error(`payment ${id} does not exist`);
  const after = { seq, refund: refundId };
  await tx.append(noteOf(original, atMs, REFUND_CONFIRMED, `user:${by.name}`, after));
  await tx.addAudit({
    id: uuidV7(clock, random),
    atMs,
    by,
    propertyId: original.propertyId,
    action: 'payment.contradiction_refund_confirmed',
    paymentId: id,
    after,
  });
}
