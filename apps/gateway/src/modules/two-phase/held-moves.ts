import { isFinal, type NewFrame, type PaymentEvent, type PaymentRecord, type PaymentStatus } from '@payport/domain';
import { MANUAL_REVIEW, type Move } from '../payments/index.ts';
import type { TwoPhasePorts } from './two-phase-ports.ts';

const move = (to: PaymentStatus, cause: string, holdsTerminal: boolean): Move => ({ to, cause, result: null, decline: null, holdsTerminal });

export const COMMITTED: Move = move('approved', 'committed', false);
/** Nothing was suspended, so the confirmation alone makes it final. */
export const CONFIRMED: Move = move('approved', 'confirmed_final', false);
export const UNDONE: Move = move('reversed', 'undone', false);
/** The device or the bank refused the undo for good: the money stays taken, and that is what is told. */
export const UNDO_REFUSED: Move = move('approved', 'undo_refused', false);
export const UNDO_UNPROVEN: Move = move('reversal_unknown', 'undo_unproven', true);
export const reversing = (cause: string): Move => move('reversing', cause, true);

/** Moves a payment from where it was seen; if somebody was faster, nothing happens. */
export function moveFrom(
  ports: Pick<TwoPhasePorts, 'payments'>,
  seen: PaymentRecord,
  to: Move,
  evidence: PaymentEvent['evidence'],
  frames: readonly NewFrame[] = [],
): Promise<PaymentRecord> {
  return ports.payments.conclude(seen.id, 'gateway', (current) => (current.status === seen.status ? { move: to, evidence } : null), {
    steps: [],
    frames,
  });
}

/** The device can tell no more: a person decides, and the device is free for others. */
export async function giveUp(
  ports: Pick<TwoPhasePorts, 'payments'>,
  payment: PaymentRecord,
  cause: string,
  evidence: PaymentEvent['evidence'],
): Promise<null> {
  const { decline } = MANUAL_REVIEW;
  const between: Move = payment.status === 'held' ? { ...move('unknown', cause, true), decline } : UNDO_UNPROVEN;
  const doubted = payment.status === 'reversal_unknown' ? payment : await moveFrom(ports, payment, { ...between, cause }, evidence);
  if (!isFinal(doubted.status)) await moveFrom(ports, doubted, { ...MANUAL_REVIEW, cause }, evidence);
  return null;
}
