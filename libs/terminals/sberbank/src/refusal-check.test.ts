import type { OrderOutcome } from '@payport/terminals-core';
import type { RunScript } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { LOCK_FILE } from './folder-lock.ts';
import { answers, APPROVED, bench, hangs, NEVER_DONE, order, recoveryQuery, REFERENCE, says, type Bench } from './testing/bench.ts';

const sale = (on: Bench): Promise<OrderOutcome> => on.clock.complete(on.driver.sale(order(), on.session));
/** A sale that is answered with one line, and the device that is then asked about it. */
async function refused(status: RunScript, code = 4451): Promise<{ on: Bench; outcome: OrderOutcome }> {
  const on = bench();
  on.host.next(says(code));
  on.host.next(status);
  return { on, outcome: await sale(on) };
}

describe('a refusal without our id', () => {
  it('is one once the device knows nothing of the order', async () => {
    const { on, outcome } = await refused(says(NEVER_DONE));
    expect(outcome).toMatchObject({
      outcome: 'declined',
      decline: { terminalCode: '4451' },
      evidence: { code: 4451, check: 'absent', checkCode: 4311 },
    });
    const [asked] = on.host.spawned.slice(1);
    expect(asked?.args.slice(0, 2)).toEqual(['52', REFERENCE]);
    expect(asked?.args[2]).not.toBe(`/q=${REFERENCE}`);
    expect(on.folder.has(LOCK_FILE)).toBe(false);
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
  it.each(proveNothing)('leaves the order unknown, for recovery, where the device %s', async (_, status) => {
    const { on, outcome } = await refused(status);
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
