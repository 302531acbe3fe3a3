import type { Reservation } from '@payport/contracts';
import type { z } from 'zod';
import type { Candidate, Warning } from './warning.ts';

/** What Sonata sends to start an operation. */
export interface OrderBody {
  readonly terminalId: string;
  readonly amount: string;
  readonly currency: string;
  readonly reservation: z.input<typeof Reservation>;
  readonly folio: { readonly window: string; readonly name: string };
  readonly cashier: string;
  readonly workstation: string;
  readonly original?: { readonly paymentId: string };
  readonly acknowledge?: { readonly duplicateOf?: readonly string[]; readonly openPayment?: readonly string[] };
}

/** One wish to move money. Its key is kept until its end is known: a repeat under the same key is the same payment. */
export interface Attempt {
  readonly key: string;
  readonly body: OrderBody;
  readonly startedAtMs: number;
}

/**
 * "Go on" after a warning: the same wish, so the same key. The contract allows it: a refused request leaves its key
 * unused, and what was acknowledged is no part of the parameters that a key is compared by.
 */
export function acknowledged(attempt: Attempt, warning: Extract<Warning, { payment: unknown }>): Attempt {
  const field = warning.code === 'open-payment' ? 'openPayment' : 'duplicateOf';
  const before = attempt.body.acknowledge ?? {};
  const ids = [...new Set([...(before[field] ?? []), warning.payment.id])];
  return { ...attempt, body: { ...attempt.body, acknowledge: { ...before, [field]: ids } } };
}

/** The payment that is to be paid back was chosen: still the same wish, still an unused key. */
export const withOriginal = (attempt: Attempt, candidate: Candidate): Attempt => ({
  ...attempt,
  body: { ...attempt.body, original: { paymentId: candidate.id } },
});

/** Another terminal is another request: a new key, and nothing is acknowledged yet. */
export function atTerminal(attempt: Attempt, terminalId: string, key: string): Attempt {
  if (terminalId === attempt.body.terminalId) return attempt;
  const { acknowledge: _seen, ...body } = attempt.body;
  return { ...attempt, key, body: { ...body, terminalId } };
}
