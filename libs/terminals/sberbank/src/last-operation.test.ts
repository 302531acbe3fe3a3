import { describe, expect, it } from 'vitest';
import { answers, bench, says, TID } from './testing/bench.ts';
import { operations, tape } from './testing/recovery-bench.ts';

const LAST = { reference: 'C0FFEE01', amountMinor: 12_345n, currency: 'RUB', authCode: '10P425', tid: TID } as never;
const twoPhase = (): ReturnType<typeof bench> => bench({ suspendCommit: true });

describe('an answer about the last operation', () => {
  it('is not that of the run before, which comes late: it carries another id', async () => {
    const on = twoPhase();
    on.host.next(answers({ fields: { code: 0, requestId: 'FB98B5D4' } }));
    expect(await on.clock.complete(on.driver.commitLast!(LAST, on.session))).toMatchObject({
      outcome: 'unknown',
      evidence: { distrust: 'foreign_id' },
    });
  });

  it.each([
    [4141, true],
    [4140, false],
    [4134, false],
  ])('with code %i says that nothing is pending: %s', async (code, already) => {
    const on = twoPhase();
    on.host.next(says(code));
    expect(await on.clock.complete(on.driver.commitLast!(LAST, on.session))).toMatchObject({ outcome: 'refused', already });
  });
});

describe('whether the last operation stands', () => {
  const voided = { operation: 'Отмена', number: '0031' } as const;

  it.each([
    ['stands', 'lists it', [{ number: '0029', authCode: '7K0001' }, {}], TID],
    ['gone', 'does not list it', [{ number: '0029', authCode: '7K0001' }], TID],
    ['gone', 'lists it over another amount', [{ amountMinor: 1n }], TID],
    ['cannot_tell', 'lists it as undone, too', [{}, voided], TID],
    ['cannot_tell', 'is of another terminal', [{}], '00459992'],
  ] as const)('%s: the tape %s', async (finding, _, entries, terminalId) => {
    const on = twoPhase();
    on.host.next(tape(on, entries, terminalId));
    expect(await on.clock.complete(on.driver.findLast!(LAST, on.session))).toMatchObject({ finding });
    expect(operations(on)).toEqual(['9']);
  });

  it('cannot be told where no tape is printed', async () => {
    const on = twoPhase();
    on.host.next(says(99));
    expect(await on.clock.complete(on.driver.findLast!(LAST, on.session))).toMatchObject({ finding: 'cannot_tell' });
  });
});
