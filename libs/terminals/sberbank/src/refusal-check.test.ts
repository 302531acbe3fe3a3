import type { OrderOutcome } from '@payport/terminals-core';
import type { RunScript } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { LOCK_FILE } from './folder-lock.ts';
import { answers, APPROVED, bench, hangs, NEVER_DONE, order, recoveryQuery, REFERENCE, refuses, says, type Bench } from './testing/bench.ts';
import { operations, status } from './testing/recovery-bench.ts';

const sale = (on: Bench): Promise<OrderOutcome> => on.clock.complete(on.driver.sale(order(), on.session));
/** A sale that is answered with one line, and the device that is then asked about it. */
async function refused(asked: RunScript, code = 4451): Promise<{ on: Bench; outcome: OrderOutcome }> {
  const on = bench();
  on.host.next(says(code));
  on.host.next(asked);
  return { on, outcome: await sale(on) };
}

describe('a refusal without our id', () => {
  it('is one once the device knows nothing of the order', async () => {
    const on = bench();
    refuses(on, 4451);
    const outcome = await sale(on);
    expect(outcome).toMatchObject({
      outcome: 'declined',
      decline: { terminalCode: '4451' },
      evidence: { code: 4451, check: 'absent', checkCode: 4311 },
    });
    const [asked, , again] = on.host.spawned.slice(1);
    for (const question of [asked, again]) expect(question?.args.slice(0, 2)).toEqual(['52', REFERENCE]);
    expect(asked?.args[2]).not.toBe(`/q=${REFERENCE}`);
    expect(again?.args[2]).not.toBe(asked?.args[2]);
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  });

  it('is none where “not found” was the answer about another order, told again: behind a tape the device has the approval', async () => {
    const on = bench();
    on.host.next(says(4451)).next(says(NEVER_DONE)).next(says(0));
    on.host.next(answers({ fields: APPROVED }));
    expect(await sale(on)).toMatchObject({ outcome: 'approved', result: { rrn: '159981153122' } });
    expect(operations(on)).toEqual(['1', '52', '9', '52']);
  });

  it.each([
    ['the tape cannot be had', [says(NEVER_DONE), hangs()]],
    ['the tape is cut', [says(NEVER_DONE), () => ({})]],
    ['it is said once only', [says(NEVER_DONE), says(0), says(99)]],
  ] as const)('is not known where the device has no such order, and %s', async (_, scripts) => {
    const on = bench();
    on.host.next(says(4451));
    for (const script of scripts) on.host.next(script);
    const before = on.clock.monotonic();
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', runEnded: true });
    expect(on.clock.monotonic() - before).toBeLessThan(25_000);
    expect(on.folder.has(LOCK_FILE)).toBe(true);
  });

  it('needs no second question where “not found” carries our id', async () => {
    const { on, outcome } = await refused(status({ code: NEVER_DONE, rrn: '', authCode: '' }, 'own'));
    expect(outcome.outcome).toBe('declined');
    expect(operations(on)).toEqual(['1', '52']);
  });

  it('is one where the device has the refusal, and then by its record', async () => {
    const { outcome } = await refused(answers({ fields: { ...APPROVED, code: 4455, rrn: '', authCode: '' } }));
    expect(outcome).toMatchObject({ outcome: 'declined', decline: { terminalCode: '4455' } });
  });

  it('of another run, told late or again, does not hide the approval that the device has', async () => {
    const { on, outcome } = await refused(answers({ fields: APPROVED }));
    expect(outcome).toMatchObject({ outcome: 'approved', result: { rrn: '159981153122', approvedAmountMinor: 12345n } });
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  });

  const proveNothing: readonly (readonly [string, RunScript])[] = [
    ['cannot be asked', says(99)],
    ['is still at work', says(3)],
    ['is another one', answers({ fields: { ...APPROVED, terminalId: '00459992' } })],
    ['answers about somebody else', answers({ fields: { ...APPROVED, requestId: '12345678' } })],
    ['says yes without an id', answers({ fields: { ...APPROVED, requestId: '00000000' } })],
    ['says no of the question only', says(4451)],
    ['gives no answer', () => ({})],
    ['does not end its answer', hangs()],
  ];
  it.each(proveNothing)('leaves the order unknown, for recovery, where the device %s', async (_, asked) => {
    const { on, outcome } = await refused(asked);
    expect(outcome).toMatchObject({ outcome: 'unknown', runEnded: true, decline: { code: 'outcome_unknown' }, evidence: { distrust: 'no_id' } });
    expect(on.folder.has(LOCK_FILE)).toBe(true);
  });

  it('is not asked about by a gateway that may no longer send', async () => {
    const on = bench();
    on.host.next(async (run) => {
      const end = await says(4451)(run);
      on.session.mayNotSend = true;
      return end;
    });
    expect((await sale(on)).outcome).toBe('unknown');
    expect(on.host.spawned).toHaveLength(1);
  });

  it('is found out by recovery when nobody could say at first', async () => {
    const { on } = await refused(says(99));
    on.host.always(says(NEVER_DONE));
    const finding = on.clock.complete(on.driver.recover(recoveryQuery(on.clock.now() - 10_000), on.session));
    expect(await finding).toMatchObject({ finding: 'not_found_proven', rung: 1 });
  });

  it('of software without ids is believed by the time of its file', async () => {
    const on = bench({ requestIds: false });
    on.host.next(says(4451));
    expect((await sale(on)).outcome).toBe('declined');
    expect(on.host.spawned).toHaveLength(1);
  });
});
