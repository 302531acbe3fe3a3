import { stepOf, type DriverSession, type Evidence, type OrderOutcome, type PaymentOrder } from '@payport/terminals-core';
import { operationsOf } from './answer.ts';
import { cardResultOf } from './card-result.ts';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import type { SaRequest } from './messages.ts';
import { factsOfPart } from './partial-reversal.ts';
import { CAUSE_TEXTS, declineFor, type Cause } from './result-map.ts';
import { sendOnce } from './sent-once.ts';

/** One order, ready to be sent. */
export interface OrderJob {
  readonly operation: 'sale' | 'refund' | 'void';
  readonly order: PaymentOrder;
  readonly request: SaRequest & { readonly kind: 'sale' | 'refund' | 'void' | 'partial_reversal' };
}

export const notSent = (cause: Cause, evidence: Evidence = {}): OrderOutcome => ({
  outcome: 'not_sent',
  decline: declineFor(cause),
  ...stepOf(CAUSE_TEXTS[cause]),
  evidence: { sent: false, cause, ...evidence },
});

/** Sends an order once and tells what is proven about it. */
export async function performOrder(device: Device, job: OrderJob, session: DriverSession): Promise<OrderOutcome> {
  const { settings } = device;
  const { operation, order, request } = job;
  const isPart = request.kind === 'partial_reversal';
  if (isPart && !(await isKept(session.keep(factsOfPart(request))))) return notSent('not_allowed', { kept: false });
  const judged = await sendOnce(
    device,
    {
      request,
      operation: request.kind === 'sale' ? OPERATION.sale : isPart ? OPERATION.void : request.operation,
      expected: {
        operations: isPart ? [OPERATION.void] : operationsOf(operation),
        amountMinor: request.amountMinor,
        terminalId: settings.terminalId,
      },
      patienceMs: settings.answerTimeoutMs,
      name: operation,
    },
    session,
  );
  const context = { operation, oneCode: !isPart && settings.refundOperation === String(OPERATION.void) };
  const { evidence } = judged;
  switch (judged.verdict) {
    case 'not_sent':
      return notSent(judged.cause, evidence);
    case 'approved':
      return { outcome: 'approved', result: cardResultOf(judged.message, { ...context, approvedAmountMinor: order.amountMinor }), evidence };
    case 'declined': {
      const result = cardResultOf(judged.message, { ...context, approvedAmountMinor: null });
      return { outcome: 'declined', decline: judged.decline, result, evidence };
    }
    case 'cancelled':
      return { outcome: 'cancelled', decline: judged.decline, evidence };
    case 'unknown':
      return { outcome: 'unknown', decline: judged.decline, runEnded: judged.runEnded, evidence };
  }
}

/** What cannot be kept cannot be asked about later: then it is not sent. */
async function isKept(keeping: Promise<void>): Promise<boolean> {
  const [settled] = await Promise.allSettled([keeping]);
  return settled.status === 'fulfilled';
}
