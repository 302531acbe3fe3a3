import { formatAmount, ok, refuse, type OriginalLink, type PaymentRecord, type PaymentTx, type Result } from '@payport/domain';
import type { Refusal, StartCommand } from './payment-commands.ts';
import { capturedMinor, linkTo } from './refund-original.ts';

/**
 * Reserved money that nobody has taken or given back yet. A capture or a release that runs, or whose outcome is unknown, may
 * have done it.
 */
export const isReserved = (payment: PaymentRecord): boolean =>
  payment.kind === 'preauthorization' && payment.status === 'approved' && payment.captureClaimsMinor === 0n && payment.refundClaimsMinor === 0n;

/** What can still be taken of a reservation. There is one capture: the bank releases what it leaves. */
export const capturableMinor = (payment: PaymentRecord): bigint => (isReserved(payment) ? capturedMinor(payment) : 0n);

/** Finds what a capture takes, locks it, and checks that it is no more than was reserved. */
export async function resolveCaptured(
  tx: PaymentTx,
  command: Pick<StartCommand, 'propertyId' | 'original' | 'amountMinor'>,
): Promise<Result<OriginalLink, Refusal>> {
  const id = command.original && 'paymentId' in command.original ? command.original.paymentId : null;
  const found = id === null ? null : await tx.find(command.propertyId, id);
  if (!found) return refuse({ code: 'not-found' });
  const reserved = (await tx.lock(found.id)) ?? found;
  const left = capturableMinor(reserved);
  if (command.amountMinor > left) {
    return refuse({ code: 'capture-exceeds-authorization', members: { capturableAmount: formatAmount(left, reserved.currency) } });
  }
  return ok(linkTo(reserved, 'payment_id'));
}
