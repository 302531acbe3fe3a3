import { formatAmount, ok, refuse, type OriginalLink, type PaymentRecord, type PaymentTx, type Result, type TerminalRecord } from '@payport/domain';
import type { Refusal, StartCommand } from './payment-commands.ts';
import { isReserved } from './capture-original.ts';
import { isRefundable, linkTo, refundableMinor } from './refund-original.ts';

/**
 * Finds what a void undoes, locks it, and checks the three conditions: the same terminal, its open batch, the whole amount.
 * Of a preauthorization it is the release.
 * Whether the batch is open is a belief of ours until the device says otherwise.
 */
export async function resolveVoided(
  tx: PaymentTx,
  command: Pick<StartCommand, 'propertyId' | 'original' | 'amountMinor'>,
  terminal: TerminalRecord,
): Promise<Result<OriginalLink, Refusal>> {
  const id = command.original && 'paymentId' in command.original ? command.original.paymentId : null;
  const found = id === null ? null : await tx.find(command.propertyId, id);
  if (!found) return refuse({ code: 'not-found' });
  const original = (await tx.lock(found.id)) ?? found;
  if (original.kind === 'preauthorization') return released(original, terminal);
  if (!isRefundable(original)) return refuse(notRefundable(original));
  const whole = refundableMinor(original) === -command.amountMinor && original.refundClaimsMinor === 0n;
  if (!whole || !isSameDevice(original, terminal) || (await tx.batchClosedOver(original))) {
    return refuse({ code: 'batch-closed', members: { refundableAmount: formatAmount(refundableMinor(original), original.currency) } });
  }
  return ok(linkTo(original, 'payment_id'));
}

/**
 * The release of a reservation, under the same lock as its capture: whichever comes first wins. A reservation outlives the
 * batch that it was made in, so that the batch does not matter.
 */
const released = (reserved: PaymentRecord, terminal: TerminalRecord): Result<OriginalLink, Refusal> =>
  isReserved(reserved) && isSameDevice(reserved, terminal) ? ok(linkTo(reserved, 'payment_id')) : refuse(notRefundable(reserved));

const notRefundable = ({ id, status, kind }: PaymentRecord): Refusal => ({
  code: 'original-not-refundable',
  members: { payment: { id, status, kind } },
});

/** A terminal record whose device was replaced has another number at the bank, and another batch. */
export function isSameDevice(original: PaymentRecord, terminal: TerminalRecord): boolean {
  if (original.terminalId !== terminal.id) return false;
  const paidAt = original.result?.terminalTid ?? null;
  return paidAt === null || terminal.tid === null || paidAt === terminal.tid;
}
