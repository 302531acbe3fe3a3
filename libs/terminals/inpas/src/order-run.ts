import type { Decline } from '@payport/domain';
import type { DriverSession, Evidence, OrderOutcome, PaymentOrder } from '@payport/terminals-core';
import { distrust, REFUND_OPERATIONS, type Distrust } from './answer.ts';
import { cardResultOf } from './card-result.ts';
import { OPERATION } from './constants.ts';
import type { Device } from './device.ts';
import type { ExchangeEnd } from './exchange.ts';
import type { SaMessage, SaRequest } from './messages.ts';
import { matchReply } from './reply.ts';
import { classifyOrder, declineFor, toldBy, type Cause } from './result-map.ts';

/** One order, ready to be sent. */
export interface OrderJob {
  readonly operation: 'sale' | 'refund' | 'void';
  readonly order: PaymentOrder;
  readonly request: SaRequest & { readonly kind: 'sale' | 'refund' | 'void' };
}

export const notSent = (cause: Cause, evidence: Evidence = {}): OrderOutcome => ({
  outcome: 'not_sent',
  decline: declineFor(cause),
  evidence: { sent: false, cause, ...evidence },
});

export const operationsOf = (operation: OrderJob['operation']): readonly number[] =>
  operation === 'refund' ? REFUND_OPERATIONS : [operation === 'sale' ? OPERATION.sale : OPERATION.void];

/** Sends an order once and tells what is proven about it. */
export async function performOrder(device: Device, job: OrderJob, session: DriverSession): Promise<OrderOutcome> {
  const { settings } = device;
  const asked = {
    operation: job.request.kind === 'sale' ? OPERATION.sale : job.request.operation,
    transactionId: job.request.transactionId,
    idsRepeated: settings.transactionIds,
  };
  const ended = await device.ask(
    {
      request: job.request,
      movesMoney: true,
      patienceMs: settings.answerTimeoutMs,
      limitMs: settings.timeLimitMs,
      match: (message, acknowledged) => matchReply(message, asked, acknowledged),
    },
    session,
  );
  if (ended.end === 'not_sent') return notSent(ended.cause, ended.evidence);
  if (ended.end !== 'answered') return unknown(declineFor('outcome_unknown'), false, { transactionId: job.order.reference, ...ended.evidence });
  return outcomeOf(device, job, ended, session);
}

const unknown = (decline: Decline, runEnded: boolean, evidence: Evidence): OrderOutcome => ({ outcome: 'unknown', decline, runEnded, evidence });

/** What an answer said, for a person who checks it later. */
export const evidenceOf = (message: SaMessage): Evidence => ({
  status: message.status,
  hostCode: message.hostCode,
  operation: message.operation,
  echo: message.transactionId,
  terminalId: message.terminalId,
  answeredAmountMinor: message.amountMinor?.toString() ?? null,
});

/** Tells people what no answer of this terminal should ever say. */
export function alarm(why: Distrust, message: SaMessage, expected: { readonly terminalId: string }, session: DriverSession): void {
  if (why === 'other_terminal') {
    session.alert({ kind: 'terminal_mismatch', detail: `registered as ${expected.terminalId}, answered as ${message.terminalId ?? ''}` });
  } else if (why !== 'no_number') {
    session.alert({
      kind: 'foreign_answer',
      detail: `${why}: operation ${message.operation ?? 'none'}, amount ${String(message.amountMinor ?? 'none')}`,
    });
  }
}

function outcomeOf(device: Device, job: OrderJob, ended: ExchangeEnd & { readonly end: 'answered' }, session: DriverSession): OrderOutcome {
  const { message } = ended.read;
  const { settings } = device;
  const { operation, order } = job;
  const expected = { operations: operationsOf(operation), amountMinor: order.amountMinor, terminalId: settings.terminalId };
  const why = ended.match === 'unproven' ? 'no_number' : distrust(message, expected);
  const evidence: Evidence = { transactionId: order.reference, ...evidenceOf(message), ...ended.evidence, distrust: why };
  if (why !== null) {
    alarm(why, message, expected, session);
    return unknown(declineFor('outcome_unknown', toldBy(message)), true, evidence);
  }
  const verdict = classifyOrder(toldBy(message), settings, ended.stopped);
  const oneCode = settings.refundOperation === String(OPERATION.void);
  switch (verdict.verdict) {
    case 'approved':
      return { outcome: 'approved', result: cardResultOf(message, { operation, approvedAmountMinor: order.amountMinor, oneCode }), evidence };
    case 'declined': {
      const result = cardResultOf(message, { operation, approvedAmountMinor: null, oneCode });
      return { outcome: 'declined', decline: verdict.decline, result, evidence };
    }
    case 'cancelled':
      return { outcome: 'cancelled', decline: verdict.decline, evidence };
    case 'unknown':
      if (verdict.unmapped) session.alert({ kind: 'unmapped_code', detail: `status ${String(message.status)} on ${operation}` });
      return unknown(verdict.decline, true, evidence);
  }
}
