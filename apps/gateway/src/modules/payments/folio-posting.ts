import {
  amended,
  FOLIO_POSTED,
  refuse,
  ok,
  type FolioPosting,
  type PaymentEvent,
  type PaymentId,
  type PaymentRecord,
  type PaymentTx,
  type PropertyId,
  type Result,
} from '@payport/domain';
import type { Refusal } from './payment-commands.ts';

/** What the hotel system says of its own posting. `postedAtMs` null: it gave no time. */
export interface PostingReport {
  readonly propertyId: PropertyId;
  readonly id: PaymentId;
  readonly postingNumber: string;
  readonly postedAtMs: number | null;
  readonly folioWindow: string | null;
  readonly actor: string;
}

/**
 * Keeps every report and shows the latest. One that was made before, by whatever detour it comes again, changes nothing: a
 * late repeat must not put an older posting in the place of a newer one. Any payment may be posted: that one without money
 * was posted is what reconciliation wants to know.
 */
export async function recordPosting(tx: PaymentTx, report: PostingReport, nowMs: number): Promise<Result<PaymentRecord, Refusal>> {
  const payment = await tx.lock(report.id);
  if (payment?.propertyId !== report.propertyId) return refuse({ code: 'not-found' });
  const earlier = await tx.postings(payment.id);
  if (earlier.some((posting) => isSame(posting, report))) return ok(payment);
  const posting: FolioPosting = {
    postingNumber: report.postingNumber,
    postedAtMs: report.postedAtMs ?? nowMs,
    folioWindow: report.folioWindow,
    // Reports are told apart by their moment, and clocks of two gateways differ.
    reportedAtMs: Math.max(nowMs, (payment.posting?.reportedAtMs ?? 0) + 1),
  };
  const event = eventOf(payment, posting, report.actor);
  await tx.append(event);
  await tx.savePosting(payment.id, posting);
  // Posted after all: that its undo was refused takes nothing from the guest any more.
  if (payment.status === 'approved' && payment.hold !== null) await tx.clearPaymentAlarms(payment.id, ['undo_failed'], nowMs);
  return ok(amended(payment, { posting, lastSeq: event.seq, updatedAtMs: Math.max(payment.updatedAtMs, event.atMs) }));
}

const isSame = (posting: FolioPosting, report: PostingReport): boolean =>
  posting.postingNumber === report.postingNumber &&
  posting.folioWindow === report.folioWindow &&
  (report.postedAtMs === null || posting.postedAtMs === report.postedAtMs);

const eventOf = (payment: PaymentRecord, { postingNumber, postedAtMs, folioWindow, reportedAtMs }: FolioPosting, actor: string): PaymentEvent => ({
  paymentId: payment.id,
  seq: payment.lastSeq + 1,
  atMs: reportedAtMs,
  type: 'note',
  from: payment.status,
  to: payment.status,
  stage: null,
  cause: FOLIO_POSTED,
  actor,
  evidence: { postingNumber, postedAtMs, folioWindow },
});
