import type { PortalPaymentRow } from '@payport/contracts';
import { formatAmount, outcomeOf, type Decline, type PaymentKind, type PaymentStatus } from '@payport/domain';
import type { Language } from '../../http/language.ts';
import { declineResource } from '../payments/index.ts';

/** A row of the list as pg gives it. */
export interface ListedPayment {
  readonly id: string;
  readonly created_at: Date;
  readonly kind: PaymentKind;
  readonly amount_minor: string;
  /** Without a sign. */
  readonly approved_amount_minor: string | null;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly guest_name: string | null;
  readonly room: string | null;
  readonly confirmation_number: string | null;
  readonly card_mask: string | null;
  readonly card_brand: string | null;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly decline: Decline | null;
  readonly demo: boolean;
  readonly property_id: string;
  readonly terminal_id: string;
  readonly property_name: string;
  readonly time_zone: string;
  readonly terminal_name: string;
}

/** What the bank approved, with the sign of the amount; null where it is that amount, or nothing. */
export function approvedOther({ amount_minor, approved_amount_minor }: Pick<ListedPayment, 'amount_minor' | 'approved_amount_minor'>): bigint | null {
  if (approved_amount_minor === null) return null;
  const asked = BigInt(amount_minor);
  const approved = asked < 0n ? -BigInt(approved_amount_minor) : BigInt(approved_amount_minor);
  return approved === asked ? null : approved;
}

const approvedAmount = (row: ListedPayment): string | null => {
  const approved = approvedOther(row);
  return approved === null ? null : formatAmount(approved, row.currency);
};

export const paymentRow = (row: ListedPayment, language: Language): PortalPaymentRow => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  kind: row.kind,
  amount: formatAmount(BigInt(row.amount_minor), row.currency),
  approvedAmount: approvedAmount(row),
  currency: row.currency,
  status: row.status,
  outcome: outcomeOf(row.status),
  property: { id: row.property_id, name: row.property_name, timeZone: row.time_zone },
  terminal: { id: row.terminal_id, name: row.terminal_name },
  guestName: row.guest_name,
  room: row.room,
  confirmationNumber: row.confirmation_number,
  cardMask: row.card_mask,
  cardBrand: row.card_brand,
  rrn: row.rrn,
  authCode: row.auth_code,
  decline: row.decline === null ? null : declineResource(row.decline, language),
  demo: row.demo,
});
