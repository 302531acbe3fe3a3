import { amended, mayMove, type EventType, type PaymentEvent, type PaymentRecord, type PaymentStatus, type Stage } from '@payport/domain';

/** One thing that a device said on the way, and when it said it. */
export type ProgressStep =
  { readonly kind: 'taken'; readonly atMs: number } | { readonly kind: 'stage'; readonly stage: Stage | null; readonly atMs: number };

/**
 * The events of those steps that still make sense, and how the payment stands after them. A step that came too late, or
 * says what is known already, is left out.
 */
export function stepEvents(
  payment: PaymentRecord,
  steps: readonly ProgressStep[],
): { readonly events: readonly PaymentEvent[]; readonly payment: PaymentRecord } {
  const events: PaymentEvent[] = [];
  let current = payment;
  for (const step of steps) {
    const seq = current.lastSeq + 1;
    const event = (type: EventType, to: PaymentStatus, stage: Stage | null, cause: string): PaymentEvent => ({
      paymentId: current.id,
      seq,
      atMs: step.atMs,
      type,
      from: current.status,
      to,
      stage,
      cause,
      actor: 'device',
      evidence: {},
    });
    if (step.kind === 'taken') {
      if (!mayMove(current.status, 'in_progress')) continue;
      events.push(event('state', 'in_progress', null, 'device_took_order'));
      current = amended(current, { status: 'in_progress', stage: null, lastSeq: seq });
    } else {
      if (current.status !== 'in_progress' || current.stage === step.stage) continue;
      events.push(event('stage', current.status, step.stage, 'device_stage'));
      current = amended(current, { stage: step.stage, lastSeq: seq });
    }
  }
  return { events, payment: current };
}
