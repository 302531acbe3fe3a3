import type { PaymentEvent, PaymentId, PaymentRecord } from '@payport/domain';
import { CONTRADICTED } from '@payport/domain';
import { proposalIn, type OpenRefund } from './refund-proposal.ts';

export const REFUND_PROPOSED = 'contradiction_refund_proposed';
export const REFUND_REJECTED = 'contradiction_refund_rejected';
export const REFUND_CONFIRMED = 'contradiction_refund_confirmed';

/** The proposal that still stands: neither rejected nor confirmed, and the bank has said nothing else since. */
export const openRefund = (events: readonly PaymentEvent[]): OpenRefund | null =>
  proposalIn(events, { proposed: REFUND_PROPOSED, rejected: REFUND_REJECTED, confirmed: REFUND_CONFIRMED });

/** Only what took money can be given back. */
export const isContradictedTaking = ({ kind, contradiction }: PaymentRecord): boolean =>
  contradiction !== null && (kind === 'sale' || kind === 'capture');

/** What the bank proves to be taken and is not given back: running and unknown refunds count. */
export function provenLeft(payment: PaymentRecord): bigint {
  if (!isContradictedTaking(payment)) return 0n;
  const left = (payment.contradiction?.provenMinor ?? 0n) - payment.refundClaimsMinor;
  return left > 0n ? left : 0n;
}

/** The key of the one payment that a proposal can become. */
export const refundKey = (id: PaymentId, seq: number): string => `contradiction-refund:${id}:${seq}`;

/** The bank's numbers of the operation: those of the contradiction, where the terminal gave none. */
export function provenNumbers(events: readonly PaymentEvent[]): { readonly rrn: string | null; readonly authCode: string | null } {
  const { rrn, authCode } = events.findLast(({ cause }) => cause === CONTRADICTED)?.evidence ?? {};
  return { rrn: typeof rrn === 'string' ? rrn : null, authCode: typeof authCode === 'string' ? authCode : null };
}
