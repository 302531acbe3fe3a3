import type { PortalPaymentDetail } from '@payport/contracts';
import { formatAmount, type PaymentEvent, type PaymentRecord } from '@payport/domain';
import type { PortalUser } from '../access/index.ts';
import { openRefund, provenLeft } from '../payments/index.ts';
import { shownProposal } from './refunds/refund-view.ts';

type May = PortalPaymentDetail['may'];

/** What can go back of a payment that the bank contradicts, and what is proposed. Money back itself cannot go back. */
export function contradictionRefund(
  payment: PaymentRecord,
  events: readonly PaymentEvent[],
  user: PortalUser,
): PortalPaymentDetail['contradictionRefund'] {
  const { contradiction, currency, kind } = payment;
  if (!contradiction || (kind !== 'sale' && kind !== 'capture')) return null;
  const open = openRefund(events);
  return {
    provenAmount: formatAmount(contradiction.provenMinor, currency),
    refundableAmount: formatAmount(provenLeft(payment), currency),
    currency,
    proposal: open && shownProposal(open, currency, user),
  };
}

export function mayRefund(
  payment: PaymentRecord,
  events: readonly PaymentEvent[],
  user: PortalUser,
  decides: boolean,
): Pick<May, 'proposeRefund' | 'confirmRefund' | 'rejectRefund'> {
  const open = openRefund(events);
  return {
    proposeRefund: decides && open === null && provenLeft(payment) > 0n,
    confirmRefund: decides && open !== null && open.by.id !== user.id,
    rejectRefund: decides && open !== null,
  };
}
