import type { Clock, PaymentRecord, PaymentStore } from '@payport/domain';

/**
 * How long a device's memory is trusted after an order, ms. Terminals close their day at night by themselves and tell
 * nobody; an answer "not found" after that proves nothing (payment-engine rule: no settlement since).
 */
const MEMORY_TRUST_MS = 2 * 60 * 60_000;

interface MemoryPorts {
  readonly store: Pick<PaymentStore, 'closedSince' | 'nowMs'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * The device was ours without a break since something was sent to it, was not told to close its day, and not for so long that it
 * may have closed it by itself: only then, and when its sender cannot send any more, does "not found" prove that it never ran.
 */
export async function isMemoryIntact({ store, clock }: MemoryPorts, payment: PaymentRecord, sentAtMs: number): Promise<boolean> {
  const ageMs = clock.now() - sentAtMs;
  if (!payment.holdsTerminal || ageMs < 0 || ageMs >= MEMORY_TRUST_MS) return false;
  return !(await store.closedSince(payment.terminalId, sentAtMs));
}

/** The gateway that sent something about this payment may still be asleep with it in its hand. */
export async function isAbsenceEarly({ store }: Pick<MemoryPorts, 'store'>, { absenceCountsAfterMs }: PaymentRecord): Promise<boolean> {
  // The lease ended by the store's clock; ours may be ahead of it.
  return absenceCountsAfterMs !== null && (await store.nowMs()) < absenceCountsAfterMs;
}
