import { describe, expect, it } from 'vitest';
import { bench, order, type Bench } from './testing/bench.ts';
import { recover, status, tape } from './testing/recovery-bench.ts';

const OF_RESERVATIONS = ['preauthorization', 'capture', 'release'] as const;

/** A reservation, its capture or its release whose program ends without an answer. Gives the time of the dispatch. */
async function lost(on: Bench, operation: (typeof OF_RESERVATIONS)[number]): Promise<number> {
  const dispatchedAtMs = on.clock.now();
  on.host.next(() => ({ exitCode: 1 }));
  const named = { ...order(), original: { rrn: '159981153122', authCode: null } };
  const asked = operation === 'preauthorization' ? on.driver.preauthorize!(order(), on.session) : on.driver[operation]!(named, on.session);
  expect((await on.clock.complete(asked)).outcome).toBe('unknown');
  return dispatchedAtMs;
}

describe.each(OF_RESERVATIONS)('a lost %s', (operation) => {
  it('is found by its id, and claims no kind that it is not', async () => {
    const on = bench({ preauthorization: true });
    const at = await lost(on, operation);
    on.host.next(status({}, 'asked'));
    expect(await recover(on, at, { operation })).toMatchObject({
      finding: 'approved',
      rung: 1,
      result: { rrn: '159981153122', approvedAmountMinor: 12_345n, executedAs: null },
    });
  });

  it('is never recognised on a control tape: a sale of the same amount is another operation', async () => {
    const on = bench({ preauthorization: true });
    const at = await lost(on, operation);
    on.host.next(status({}, 'none')).next(tape(on, [{}]));
    await on.clock.advance(20_000);
    expect(await recover(on, at, { operation })).toMatchObject({ finding: 'cannot_tell' });
  });
});
