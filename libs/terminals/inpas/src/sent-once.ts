import type { Decline } from '@payport/domain';
import { unmappedCode, type DriverSession, type Evidence } from '@payport/terminals-core';
import { alarm, distrust, evidenceOf, type Expected } from './answer.ts';
import type { Device } from './device.ts';
import type { SaMessage, SaRequest } from './messages.ts';
import { matchReply } from './reply.ts';
import { classifyOrder, declineFor, toldBy, type Cause } from './result-map.ts';

/** Something that changes money or the batch: it is sent once, and its answer is believed only where it fits. */
export interface SentOnce {
  readonly request: SaRequest;
  /** The code that it is sent under, and that an answer without our number must have. */
  readonly operation: number;
  readonly expected: Expected;
  /** Silence that is waited out, ms. */
  readonly patienceMs: number;
  /** As people are told of it in an alert. */
  readonly name: string;
}

/** What is proven about it. `runEnded`: the terminal gave its last word, however little that says. */
export type Judged =
  | { readonly verdict: 'not_sent'; readonly cause: Cause; readonly decline: Decline; readonly evidence: Evidence }
  | { readonly verdict: 'approved'; readonly message: SaMessage; readonly evidence: Evidence }
  | { readonly verdict: 'declined' | 'cancelled'; readonly message: SaMessage; readonly decline: Decline; readonly evidence: Evidence }
  | { readonly verdict: 'unknown'; readonly decline: Decline; readonly runEnded: boolean; readonly evidence: Evidence };

/** Sends it and judges what comes back. Never sends a second time. */
export async function sendOnce(device: Device, sent: SentOnce, session: DriverSession): Promise<Judged> {
  const { settings } = device;
  const { transactionId } = sent.request;
  device.work.meet(transactionId);
  const asked = { operation: sent.operation, transactionId, idsRepeated: settings.transactionIds };
  const ended = await device.ask(
    {
      request: sent.request,
      movesMoney: true,
      patienceMs: sent.patienceMs,
      limitMs: settings.timeLimitMs,
      match: (message, acknowledged) => matchReply(message, asked, acknowledged),
    },
    session,
  );
  if (ended.end === 'not_sent') return { verdict: 'not_sent', cause: ended.cause, decline: declineFor(ended.cause), evidence: ended.evidence };
  if (ended.end !== 'answered') {
    return { verdict: 'unknown', decline: declineFor('outcome_unknown'), runEnded: false, evidence: { transactionId, ...ended.evidence } };
  }
  const { message } = ended.read;
  const why = ended.match === 'unproven' ? 'no_number' : distrust(message, sent.expected);
  const evidence: Evidence = { transactionId, ...evidenceOf(message), ...ended.evidence, distrust: why };
  if (why !== null) {
    alarm(why, message, sent.expected, session);
    return { verdict: 'unknown', decline: declineFor('outcome_unknown', toldBy(message)), runEnded: true, evidence };
  }
  const verdict = classifyOrder(toldBy(message), settings, ended.stopped);
  if (verdict.verdict === 'approved') return { verdict: 'approved', message, evidence };
  if (verdict.verdict !== 'unknown') return { verdict: verdict.verdict, message, decline: verdict.decline, evidence };
  if (verdict.unmapped) session.alert(unmappedCode(String(message.status), sent.name));
  return { verdict: 'unknown', decline: verdict.decline, runEnded: true, evidence };
}
