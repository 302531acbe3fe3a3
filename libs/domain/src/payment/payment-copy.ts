import type { PaymentIntent, PaymentRecord } from './payment-record.ts';

type Writable<T> = { -readonly [Field in keyof T]: T[Field] };

/** What became of a payment, apart from what was asked for. */
export type PaymentState = Omit<PaymentRecord, keyof PaymentIntent>;

/**
 * A payment to write into, field by field. Each place that spreads an object gives its copies a hidden shape of their own;
 * whatever reads payments would then meet dozens of shapes, and take the engine's slow way for each field.
 */
export const paymentOf = (intent: PaymentIntent, state: PaymentState): Writable<PaymentRecord> => ({
  id: intent.id,
  propertyId: intent.propertyId,
  terminalId: intent.terminalId,
  kind: intent.kind,
  amountMinor: intent.amountMinor,
  currency: intent.currency,
  idempotencyKey: intent.idempotencyKey,
  params: intent.params,
  pmsTransactionNumber: intent.pmsTransactionNumber,
  reservation: intent.reservation,
  folio: intent.folio,
  cashier: intent.cashier,
  workstation: intent.workstation,
  comment: intent.comment,
  details: intent.details,
  confirmation: intent.confirmation,
  original: intent.original,
  expiresAtMs: intent.expiresAtMs,
  deviceReference: intent.deviceReference,
  instanceId: intent.instanceId,
  apiKeyId: intent.apiKeyId,
  createdAtMs: intent.createdAtMs,
  terminalName: state.terminalName,
  timeZone: state.timeZone,
  status: state.status,
  lastSeq: state.lastSeq,
  stage: state.stage,
  holdsTerminal: state.holdsTerminal,
  recoveryAttempts: state.recoveryAttempts,
  unknownSinceMs: state.unknownSinceMs,
  absenceCountsAfterMs: state.absenceCountsAfterMs,
  dispatchedAtMs: state.dispatchedAtMs,
  updatedAtMs: state.updatedAtMs,
  finalAtMs: state.finalAtMs,
  result: state.result,
  decline: state.decline,
  posting: state.posting,
  hold: state.hold,
  contradiction: state.contradiction,
  refundedMinor: state.refundedMinor,
  refundClaimsMinor: state.refundClaimsMinor,
  capturedMinor: state.capturedMinor,
  captureClaimsMinor: state.captureClaimsMinor,
  demo: state.demo,
});

export const copyOf = (payment: PaymentRecord): Writable<PaymentRecord> => paymentOf(payment, payment);

/** The payment with what changes of it. */
export const amended = (payment: PaymentRecord, change: Partial<PaymentRecord>): PaymentRecord => Object.assign(copyOf(payment), change);
