import type { PortalFamilyMember, PortalPaymentDetail, RefundPanel, RefundProposal } from '@payport/contracts';
import {
  ENDED_WITHOUT_MONEY,
  formatAmount,
  givesBackAlone,
  isFinal,
  mayDo,
  type PaymentEvent,
  type PaymentRecord,
  type RefundLimits,
} from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import { capturedMinor, leftAlone, openGiveBack, refundableMinor, type OpenRefund } from '../../payments/index.ts';
import { paymentRow } from '../payment-row.ts';
import type { FamilyRow, RefundTerminal } from './refund-desk.repository.ts';

export interface RefundFacts {
  readonly payment: PaymentRecord;
  readonly events: readonly PaymentEvent[];
  readonly family: readonly FamilyRow[];
  readonly limits: RefundLimits;
  readonly terminals: readonly RefundTerminal[];
}

/** What took money, and the bank does not contradict: there people give back in the ordinary way. */
export const canGoBack = ({ kind, status, contradiction }: PaymentRecord): boolean =>
  status === 'approved' && contradiction === null && (kind === 'sale' || kind === 'capture');

export function refundPanel({ payment, events, family, limits, terminals }: RefundFacts, user: PortalUser): RefundPanel | null {
  if (!canGoBack(payment)) return null;
  const { currency } = payment;
  const role = user.memberships.get(payment.propertyId);
  const open = openGiveBack(events);
  const left = refundableMinor(payment);
  const running = family.find(({ original_payment_id, kind, status }) => original_payment_id === payment.id && givesBack(kind) && !isFinal(status));
  const gives = mayDo(role, 'giveBack');
  return {
    currency,
    capturedAmount: formatAmount(capturedMinor(payment), currency),
    refundedAmount: formatAmount(payment.refundedMinor, currency),
    pendingAmount: formatAmount(payment.refundClaimsMinor - payment.refundedMinor, currency),
    refundableAmount: formatAmount(left, currency),
    aloneAmount: leftAlone(payment, givesBackAlone(role, limits)),
    running: running?.id ?? null,
    terminals: [...terminals],
    proposal: open && shownProposal(open, currency, user),
    may: {
      give: gives && left > 0n && running === undefined,
      confirm: mayDo(role, 'decideMoney') && open !== null && open.by.id !== user.id,
      reject: gives && open !== null,
    },
  };
}

export const shownProposal = (open: OpenRefund, currency: string, user: PortalUser): RefundProposal => ({
  seq: open.seq,
  amount: formatAmount(open.amountMinor, currency),
  reason: open.reason,
  reasonCode: open.reasonCode,
  terminal: open.terminal,
  by: open.by.name,
  at: new Date(open.atMs).toISOString(),
  mine: open.by.id === user.id,
});

/** The tree: each with what it hangs on and what is left of it. */
export const familyMembers = (rows: readonly FamilyRow[], language: Language): PortalPaymentDetail['family'] =>
  rows.map((row): PortalFamilyMember => ({
    ...paymentRow(row, language),
    parentId: rows.some(({ id }) => id === row.original_payment_id) ? row.original_payment_id : null,
    contradicted: row.contradiction_minor !== null,
    refundableAmount: formatAmount(leftOf(row, rows), row.currency),
  }));

const givesBack = (kind: FamilyRow['kind']): boolean => kind === 'refund' || kind === 'void';

function leftOf(row: FamilyRow, rows: readonly FamilyRow[]): bigint {
  if (row.status !== 'approved' || (row.kind !== 'sale' && row.kind !== 'capture')) return 0n;
  const taken = BigInt(row.approved_amount_minor ?? row.amount_minor);
  const proven = row.contradiction_minor === null ? taken : BigInt(row.contradiction_minor);
  const gone = rows.filter(
    ({ original_payment_id, kind, status }) => original_payment_id === row.id && givesBack(kind) && !ENDED_WITHOUT_MONEY.includes(status),
  );
  const left = gone.reduce((sum, { amount_minor }) => sum + BigInt(amount_minor), proven < taken ? proven : taken);
  return left > 0n ? left : 0n;
}
