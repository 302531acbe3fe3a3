import { mayMove, type PaymentEvent, type PaymentRecord, type Stage } from '@payport/domain';

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
    const line = { paymentId: current.id, seq: current.lastSeq + 1, atMs: step.atMs, from: current.status, actor: 'device', evidence: {} } as const;
    if (step.kind === 'taken') {
      if (!mayMove(current.status, 'in_progress')) continue;
      events.push({ ...line, type: 'state', to: 'in_progress', stage: null, cause: 'device_took_order' });
      current = { ...current, status: 'in_progress', stage: null, lastSeq: line.seq };
    } else {
      if (current.status !== 'in_progress' || current.stage === step.stage) continue;
      events.push({ ...line, type: 'stage', to: current.status, stage: step.stage, cause: 'device_stage' });
      current = { ...current, stage: step.stage, lastSeq: line.seq };
    }
  }
  return { events, payment: current };
}
