import type { Payment } from '@payport/contracts';
import type { PaymentStatus, Stage } from '@payport/domain';
import type { Attempt } from './attempt.ts';
import type { Warning } from './warning.ts';

/** A refusal of the API that asks nobody for a decision: what is wrong, in the caller's language. */
export interface RefusedBy {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

/** One step of a payment, as the gateway dated it. */
export interface Step {
  readonly status: PaymentStatus;
  readonly stage: Stage | null;
  readonly stageText: string | null;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Where the front desk stands. `lost` and `absent` are about the call, never about the money: only an answer of the
 * gateway says what became of a payment.
 */
export type Flow =
  | { readonly at: 'advance' }
  /** The window that shows the amount and the terminals. */
  | { readonly at: 'eft'; readonly amount: string }
  | { readonly at: 'sending'; readonly attempt: Attempt }
  | { readonly at: 'warned'; readonly attempt: Attempt; readonly warning: Warning }
  | { readonly at: 'refused'; readonly attempt: Attempt; readonly problem: RefusedBy }
  /** No answer came: the gateway is being asked for the payment by its key. */
  | { readonly at: 'lost'; readonly attempt: Attempt }
  /** The gateway does not know the key: the request may be sent again, under the same key. */
  | { readonly at: 'absent'; readonly attempt: Attempt }
  | { readonly at: 'running'; readonly attempt: Attempt; readonly payment: Payment; readonly steps: readonly Step[] }
  | { readonly at: 'ended'; readonly attempt: Attempt; readonly payment: Payment; readonly steps: readonly Step[] };

export type FlowEvent =
  | { readonly type: 'pay'; readonly amount: string }
  | { readonly type: 'back' }
  | { readonly type: 'send'; readonly attempt: Attempt }
  | { readonly type: 'recover'; readonly attempt: Attempt }
  | { readonly type: 'payment'; readonly payment: Payment }
  | { readonly type: 'warning'; readonly warning: Warning }
  | { readonly type: 'refusal'; readonly problem: RefusedBy }
  | { readonly type: 'no-answer' }
  | { readonly type: 'not-known' }
  | { readonly type: 'close' };

export const START: Flow = { at: 'advance' };

/** The next state; an event that does not fit where the desk stands changes nothing. */
export function flowReducer(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case 'pay':
      return flow.at === 'advance' ? { at: 'eft', amount: event.amount } : flow;
    case 'back':
      return flow.at === 'eft' || flow.at === 'warned' || flow.at === 'refused' ? START : flow;
    case 'close':
      return flow.at === 'ended' || flow.at === 'absent' || (flow.at === 'running' && mayClose(flow.payment)) ? START : flow;
    case 'send':
      return mayOrder(flow) ? { at: 'sending', attempt: event.attempt } : flow;
    case 'recover':
      return flow.at === 'advance' ? { at: 'lost', attempt: event.attempt } : flow;
    case 'payment':
      return paid(flow, event.payment);
    case 'warning':
      return flow.at === 'sending' ? { at: 'warned', attempt: flow.attempt, warning: event.warning } : flow;
    case 'refusal':
      return flow.at === 'sending' ? { at: 'refused', attempt: flow.attempt, problem: event.problem } : flow;
    case 'no-answer':
      return flow.at === 'sending' ? { at: 'lost', attempt: flow.attempt } : flow;
    case 'not-known':
      return flow.at === 'lost' ? { at: 'absent', attempt: flow.attempt } : flow;
  }
}

const mayOrder = ({ at }: Flow): boolean => at === 'eft' || at === 'warned' || at === 'refused' || at === 'absent';

/** The window may go while the outcome is being found out; while the guest is at the device it may not. */
export const mayClose = (payment: Payment): boolean => payment.outcome === 'unknown';

/** The attempt that is under way or just ended, if there is one. */
export const attemptOf = (flow: Flow): Attempt | null => ('attempt' in flow ? flow.attempt : null);

function paid(flow: Flow, payment: Payment): Flow {
  if (flow.at === 'sending' || flow.at === 'lost') return settled(flow.attempt, payment, [stepOf(payment)]);
  if ((flow.at !== 'running' && flow.at !== 'ended') || flow.payment.id !== payment.id) return flow;
  const steps = withStep(flow.steps, stepOf(payment));
  // A final state never changes; its history may still be told, after a reload of the page.
  if (flow.at === 'ended') return { ...flow, steps };
  // An event of the past tells a step, never the present.
  const newest = Date.parse(payment.updatedAt) >= Date.parse(flow.payment.updatedAt) ? payment : flow.payment;
  return settled(flow.attempt, newest, steps);
}

const settled = (attempt: Attempt, payment: Payment, steps: readonly Step[]): Flow => ({
  at: payment.final ? 'ended' : 'running',
  attempt,
  payment,
  steps,
});

const stepOf = ({ status, stage, stageText, updatedAt }: Payment): Step => ({ status, stage, stageText, at: updatedAt });

/** Steps by their time, each once, whatever order and however often they are told: the event stream dates them best, and comes last. */
function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const others = steps.filter(({ status, stage }) => status !== step.status || stage !== step.stage);
  return [...others, step].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
