import { describe, expect, it } from 'vitest';
import { encodeText } from '../code-page.ts';
import { longAsked, order, recoveryQuery, TID } from '../testing/bench.ts';
import { consoleBench, hangs, leaves, type ConsoleBench } from '../testing/console-bench.ts';
import { parseLock, serializeLock } from './run-lock.ts';

const sell = (made: ConsoleBench) => made.clock.complete(made.driver.sale(order(), made.session), 900_000);
const askOnce = (made: ConsoleBench, agoMs: number) =>
  made.clock.complete(made.driver.recover(recoveryQuery(made.clock.now() - agoMs), made.session), 900_000);
const ask = async (made: ConsoleBench, agoMs = 10_000, driver = made.driver) => {
  const query = recoveryQuery(made.clock.now() - agoMs);
  if (agoMs >= LATER) await longAsked(made, query);
  return made.clock.complete(driver.recover(query, made.session), 900_000);
};
const LATER = 400_000;
/** The copy of the sale, as the program writes it: under the number of the sale. */
const OURS = { operation: 1, transactionId: '123456789', amountMinor: 12345n } as const;

/** The gateway dies while the program runs; another one comes and finds what the run left. */
async function orphan(made: ConsoleBench, over: Parameters<typeof leaves>[0] = {}): Promise<void> {
  made.host.next(leaves(over));
  void made.driver.sale(order(), made.session);
  await made.clock.advance(500);
  const lock = made.folder.peek('payport.lock')!;
  await made.clock.advance(5_000);
  made.folder.put('payport.lock', lock, made.clock.now() - 5_000);
}

describe('an answer that nobody took in', () => {
  it('proves what it says under its own number, without a word to the terminal', async () => {
    const made = consoleBench();
    await orphan(made);
    expect(await ask(made, 6_000, made.restart())).toMatchObject({ finding: 'approved', rung: 0, result: { approvedAmountMinor: 12345n } });
    expect(made.lines()).toHaveLength(1);
    expect(made.folder.has('payport.lock')).toBe(false);
  });

  it('proves a refusal alike', async () => {
    const made = consoleBench();
    await orphan(made, { status: 16, hostCode: '51' });
    expect(await ask(made, 6_000, made.restart())).toMatchObject({ finding: 'declined', rung: 0 });
  });

  it('is found where it was taken in and never written down', async () => {
    const made = consoleBench();
    await sell(made);
    expect(await ask(made, 6_000, made.restart())).toMatchObject({ finding: 'approved', rung: 0 });
  });

  it.each([
    ['no number', { transactionId: null }],
    ['another number', { transactionId: '555555555' }],
    ['a cut value', { spoil: (bytes: Uint8Array) => bytes.subarray(0, -5) }],
    ['no amount', { amountMinor: null }],
    ['another amount', { amountMinor: 1n }],
    ['another terminal', { terminalId: '00999999' }],
    ['no status', { status: null }],
  ])('proves nothing with %s: the terminal is asked for its copy', async (_what, over) => {
    const made = consoleBench();
    await orphan(made, over);
    made.host.next(leaves({ operation: 63, command: 22, commandStatus: 1, status: null, amountMinor: null, receipt: null }));
    const { finding } = await ask(made, 6_000, made.restart());
    expect(finding).toBe('in_progress');
    expect(made.lines().at(-1)).toContain('-o63');
  });

  it('of an earlier file time is not the run’s', async () => {
    const made = consoleBench();
    await orphan(made);
    made.folder.put('result.txt', made.folder.peek('result.txt')!, made.clock.now() - 60_000);
    made.host.next(leaves({ ...OURS, transactionId: '555555555' }));
    expect(await ask(made, 6_000, made.restart())).toMatchObject({ finding: 'in_progress' });
  });

  it('is put aside before the folder is used for another run, and found there', async () => {
    const made = consoleBench();
    await orphan(made);
    const next = made.restart();
    made.host.next(leaves({ amountMinor: null }));
    await made.clock.complete(next.testLink(made.session));
    expect(made.folder.names).toContain('payport-123456789.result');
    expect(await ask(made, 6_000, next)).toMatchObject({ finding: 'approved', rung: 0 });
    expect(made.folder.names).not.toContain('payport-123456789.result');
    expect(made.lines()).toHaveLength(2);
  });

  it('keeps no whole card number where it is put aside', async () => {
    const made = consoleBench();
    await orphan(made, { card: '4111111111111111' });
    await made.clock.complete(made.restart().testLink(made.session));
    expect(Buffer.from(made.folder.peek('payport-123456789.result')!).toString('latin1')).not.toContain('4111111111111111');
  });
});

describe('a run that may still be on the terminal', () => {
  it('is waited for, and nothing is cleared', async () => {
    const made = consoleBench();
    made.host.next(hangs());
    void made.driver.sale(order(), made.session);
    await made.clock.advance(1_000);
    const next = made.restart();
    expect(await ask(made, 1_000, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'program_runs' } });
    expect(await made.clock.complete(next.sale(order({ reference: '222222222' as never }), made.session))).toMatchObject({
      outcome: 'not_sent',
      evidence: { cause: 'device_busy', earlierRun: '123456789' },
    });
    expect(made.lines()).toHaveLength(1);
  });

  it('of this very driver is in progress', async () => {
    const made = consoleBench();
    const selling = made.driver.sale(order(), made.session);
    await made.clock.advance(100);
    expect(await made.driver.recover(recoveryQuery(made.clock.now()), made.session)).toMatchObject({ finding: 'in_progress' });
    await made.clock.complete(selling);
  });

  it('is believed over by time alone where the system shows no processes', async () => {
    const made = consoleBench({ timeLimitMs: 60_000 });
    const lock = {
      format: 1,
      holder: 'x',
      reference: '123456789',
      movesMoney: true,
      startedAtMs: 0,
      limitMs: 60_000,
      pid: 5,
      startToken: 't',
    } as const;
    made.folder.put('payport.lock', serializeLock(lock));
    made.host.canSearch = false;
    expect(await askOnce(made, LATER)).toMatchObject({ finding: 'in_progress' });
    await made.clock.advance(64_000);
    expect(await askOnce(made, LATER)).toMatchObject({ finding: 'in_progress' });
    await made.clock.advance(2_000);
    made.host.next(leaves(OURS));
    expect(await askOnce(made, LATER)).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it('has a mark that cannot be read: still a mark, of a run about which nothing is known', () => {
    const file = { bytes: encodeText('{"format":2}'), modifiedAtMs: 77, oversize: false };
    expect(parseLock(file, 1_000)).toMatchObject({ reference: '', movesMoney: false, startedAtMs: 77, limitMs: 1_000 });
    const lock = { format: 1, holder: 'h', reference: 'r', movesMoney: true, startedAtMs: 1, limitMs: 2, pid: 3, startToken: null } as const;
    expect(parseLock({ ...file, bytes: serializeLock(lock) }, 1_000)).toEqual(lock);
  });
});

describe('the copy of the last operation through the program', () => {
  it('proves the order that it is of, and is all that is sent', async () => {
    const made = consoleBench();
    made.host.next(leaves({ spoil: () => null }));
    expect(await sell(made)).toMatchObject({ outcome: 'unknown' });
    made.host.next(leaves(OURS));
    expect(await ask(made)).toMatchObject({ finding: 'approved', rung: 1 });
    expect(made.lines().map((line) => line.split(' ')[0])).toEqual(['-o1', '-o63']);
    expect(made.lines()[1]).not.toContain('123456789');
  });

  it('of another order proves absence by setting, once its time is over', async () => {
    const other = { ...OURS, transactionId: '555555555', hostTime: '20260115080000' };
    for (const [copyProvesAbsence, agoMs, expected] of [
      [true, LATER, 'not_found_proven'],
      [false, LATER, 'cannot_tell'],
      [true, 10_000, 'in_progress'],
    ] as const) {
      const made = consoleBench({ copyProvesAbsence });
      made.host.next(leaves(other));
      expect(await ask(made, agoMs)).toMatchObject({ finding: expected });
    }
  });

  it('says nothing about whom it is of where the program takes no numbers, whatever number stands there', async () => {
    for (const transactionId of ['123456789', '555555555', null]) {
      const made = consoleBench({ fieldSwitches: ['65=-m'], copyProvesAbsence: true });
      made.host.next(leaves({ ...OURS, transactionId, hostTime: '20260115080000' }));
      expect(await ask(made, LATER)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    }
  });

  it('does not exist without its switch: then nothing more can be found out', async () => {
    const made = consoleBench({ fieldSwitches: [] });
    expect(await ask(made, 10_000)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'no_copy' } });
    expect(await ask(made, LATER)).toMatchObject({ finding: 'cannot_tell', conclusive: true, evidence: { reason: 'no_copy' } });
    const close = { reference: '555555555' as never, tid: TID, heldOperations: true, earlierCloseAtMs: null };
    for (const finding of ['in_progress', 'cannot_tell']) {
      const query = { ...close, dispatchedAtMs: made.clock.now() };
      expect(await made.clock.complete(made.driver.recoverSettlement(query, made.session))).toMatchObject({ finding });
      await made.clock.advance(LATER);
    }
    expect(made.lines()).toEqual([]);
  });

  it.each([
    ['amount', { amountMinor: null }],
    ['status', { status: null }],
  ])('that lacks the %s may be cut, and is asked for again', async (_what, over) => {
    const made = consoleBench();
    made.host.next(leaves({ ...OURS, ...over }));
    expect(await ask(made)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    made.host.next(leaves(OURS));
    expect(await ask(made)).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it('that fails or cannot be started is asked again', async () => {
    const made = consoleBench();
    made.host.refuseNext();
    expect(await ask(made, LATER)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    made.host.next(leaves({ spoil: () => null }));
    expect(await ask(made, LATER)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    made.host.next(hangs());
    expect(await ask(made, LATER)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    made.folder.fail('read', 'payport.lock');
    expect(await ask(made, LATER)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });
});

describe('a close whose answer was lost', () => {
  const close = { reference: '123456789' as never, tid: TID };
  const look = (made: ConsoleBench, driver = made.driver) =>
    made.clock.complete(
      driver.recoverSettlement({ ...close, dispatchedAtMs: made.clock.now() - 10_000, heldOperations: true, earlierCloseAtMs: null }, made.session),
    );

  it('is found in its files', async () => {
    const made = consoleBench();
    for (const [over, finding] of [
      [{ amountMinor: null, receipt: null, slip: 'ИТОГИ СОВПАЛИ' }, 'done'],
      [{ amountMinor: null, status: 16, hostCode: '95' }, 'not_closed_proven'],
    ] as const) {
      made.host.next(leaves(over));
      await made.clock.complete(made.driver.settle(close, made.session));
      const runs = made.lines().length;
      expect(await look(made, made.restart())).toMatchObject({ finding });
      expect(made.lines()).toHaveLength(runs);
    }
  });

  it('is found in the copy, never repeated', async () => {
    const made = consoleBench();
    made.host.next(leaves({ spoil: () => null }));
    expect(await made.clock.complete(made.driver.settle(close, made.session))).toMatchObject({ outcome: 'unknown' });
    made.host.next(leaves({ operation: 59, transactionId: '123456789', amountMinor: null }));
    expect(await look(made)).toMatchObject({ finding: 'done' });
    expect(made.lines().map((line) => line.split(' ')[0])).toEqual(['-o59', '-o63']);
  });

  it('that still runs is in progress', async () => {
    const made = consoleBench();
    made.host.next(hangs());
    void made.driver.settle(close, made.session);
    await made.clock.advance(1_000);
    expect(await look(made, made.restart())).toMatchObject({ finding: 'in_progress', evidence: { reason: 'program_runs' } });
  });
});
