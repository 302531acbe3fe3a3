import type { PaymentEvent, PaymentRecord } from '@payport/domain';

/** An event that changes nothing of the payment's state. */
export const noteOf = (current: PaymentRecord, atMs: number, cause: string, actor: string, evidence: PaymentEvent['evidence']): PaymentEvent => ({
  paymentId: current.id,
  seq: current.lastSeq + 1,
  atMs,
  type: 'note',
  from: current.status,
  to: current.status,
  stage: null,
  cause,
  actor,
  evidence,
});
