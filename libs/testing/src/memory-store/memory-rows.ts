import {
  amended,
  paymentOf,
  type CommandIntent,
  type PaymentIntent,
  type PaymentRecord,
  type PropertyRecord,
  type SettlementRecord,
} from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';

const ENDED_WITHOUT_MONEY = new Set(['declined', 'cancelled', 'failed', 'reversed']);
export const endedWithoutMoney = (payment: Pick<StoredPayment, 'status'>): boolean => ENDED_WITHOUT_MONEY.has(payment.status);

const OPEN = new Set(['accepted', 'dispatched', 'in_progress', 'cancelling', 'held', 'unknown', 'reversing', 'reversal_unknown']);
/** Not final and not waiting for a person. */
export const isOpen = (payment: Pick<StoredPayment, 'status'>): boolean => OPEN.has(payment.status);

const allNull = (fields: object): boolean => Object.values(fields).every((value) => value === null);

/** A new row as it reads back: groups of fields that hold nothing are null. */
export function newPayment(intent: PaymentIntent, { terminalName, timeZone }: Pick<StoredPayment, 'terminalName' | 'timeZone'>): StoredPayment {
  const { reservation, folio, original } = intent;
  const payment = paymentOf(intent, {
    terminalName,
    timeZone,
    status: 'accepted',
    lastSeq: 0,
    stage: null,
    holdsTerminal: false,
    recoveryAttempts: 0,
    unknownSinceMs: null,
    absenceCountsAfterMs: null,
    dispatchedAtMs: null,
    updatedAtMs: intent.createdAtMs,
    finalAtMs: null,
    result: null,
    decline: null,
    posting: null,
    hold: null,
    contradiction: null,
    demo: false,
    refundedMinor: 0n,
    refundClaimsMinor: 0n,
    capturedMinor: 0n,
    captureClaimsMinor: 0n,
  });
  if (reservation !== null && allNull(reservation)) payment.reservation = null;
  if (folio !== null && allNull(folio)) payment.folio = null;
  if (original !== null && (original.paymentId ?? original.rrn) === null) payment.original = null;
  return payment;
}

/** Not proven to have moved nothing, or proven so and then contradicted by the bank. */
export const counts = (payment: StoredPayment): boolean => !endedWithoutMoney(payment) || (payment.contradiction?.provenMinor ?? 0n) > 0n;

/** The payment with what its refunds, voids and capture have taken or may still take. */
export function withRefunds(payment: StoredPayment, refunds: readonly StoredPayment[]): PaymentRecord {
  if (refunds.length === 0) return payment;
  let refundedMinor = 0n;
  let refundClaimsMinor = 0n;
  let capturedMinor = 0n;
  let captureClaimsMinor = 0n;
  for (const refund of refunds) {
    if (refund.kind === 'capture') {
      if (refund.status === 'approved') capturedMinor += refund.amountMinor;
      if (counts(refund)) captureClaimsMinor += refund.amountMinor;
    }
    if (refund.kind !== 'refund' && refund.kind !== 'void') continue;
    if (refund.status === 'approved') refundedMinor -= refund.amountMinor;
    if (counts(refund)) refundClaimsMinor -= refund.amountMinor;
  }
  return amended(payment, { refundedMinor, refundClaimsMinor, capturedMinor, captureClaimsMinor });
}

/** Ids are ordered by time: newest first. */
export const newestFirst = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? 1 : one.id > other.id ? -1 : 0;

/** The device could still tell of it. */
export const UNDECIDED = new Set(['unknown', 'reversal_unknown']);
/** Nobody knows its outcome, or it can still change. */
export const UNRESOLVED = new Set(['held', 'unknown', 'reversing', 'reversal_unknown', 'manual_review']);

export const newCommand = (
  intent: CommandIntent,
  acknowledged: readonly string[],
  { terminalName, property }: { readonly terminalName: string; readonly property: PropertyRecord | null },
): SettlementRecord => ({
  ...intent,
  acknowledged,
  terminalName,
  propertyName: property?.name ?? '',
  timeZone: property?.timeZone ?? 'UTC',
  currency: property?.currency ?? '',
  status: 'accepted',
  holdsTerminal: true,
  recoveryAttempts: 0,
  text: null,
  message: null,
  totals: null,
  evidence: {},
  demo: false,
  dispatchedAtMs: null,
  unknownSinceMs: null,
  finalAtMs: null,
  openedAtMs: null,
  closedAtMs: null,
  hostAgrees: null,
  gatewayTotals: null,
  matches: null,
  unresolved: [],
});
