import type { PaymentTx } from '@payport/domain';
import assert from 'node:assert/strict';
import type { StoreBench } from './store-bench.ts';

/** Refused by that constraint. */
export const violates =
  (constraint: string) =>
  (error: unknown): boolean => {
    assert.equal((error as { code?: unknown }).code, '23514', String(error));
    assert.equal((error as { constraint?: unknown }).constraint, constraint);
    return true;
  };

/** Statements' time in which somebody overtakes if nothing holds them. */
const A_MOMENT = 20;
/** The same for somebody who has to: a busy machine may begin their transaction late, and it ends as soon as they are done. */
export const LONG_ENOUGH = 20_000;

/**
 * Two transactions of which the second begins while the first is held open, for so many statements or until the second has
 * ended. Gives what each of them did, in order.
 */
export async function meet(
  bench: StoreBench,
  locks: readonly string[],
  first: (tx: PaymentTx) => Promise<unknown>,
  second: (tx: PaymentTx) => Promise<unknown>,
  statements = A_MOMENT,
): Promise<string[]> {
  const order: string[] = [];
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const one = bench.store.transaction(locks, async (tx) => {
    await first(tx);
    open();
    for (let i = 0; i < statements && order.length === 0; i += 1) await tx.claim(bench.addresses[1]);
    order.push('first');
  });
  await opened;
  const two = bench.other.transaction(locks, async (tx) => {
    await second(tx);
    order.push('second');
  });
  await Promise.allSettled([one, two]);
  await one;
  await two;
  return order;
}
