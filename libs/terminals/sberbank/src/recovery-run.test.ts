import { describe, expect, it } from 'vitest';
import { LOCK_FILE } from './folder-lock.ts';
import { answers, APPROVED, bench, FOLDER, hangs, order, REFERENCE, says, waitsForCard } from './testing/bench.ts';
import { lostSale, neverHeardOf, operations, orphanedSale, recover, status } from './testing/recovery-bench.ts';
import { serializeResultFile } from './terminal-result.ts';

describe('rung 0, the files of the run itself', () => {
  it.each([
    [0, 'approved'],
    [4451, 'declined'],
    [2000, 'cancelled'],
  ] as const)('finds the answer %i that a dead gateway could not read, and asks nothing', async (code, finding) => {
    const on = bench();
    const at = await orphanedSale(on, answers({ fields: { ...APPROVED, code }, slip: {}, afterMs: 3000 }));
    await on.clock.advance(60_000);
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding, rung: 0, evidence: { code, writtenBy: 'sale' } });
    expect(operations(on)).toEqual(['1']);
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  });

  it('waits for a live run and then reads its answer', async () => {
    const on = bench();
    const at = await orphanedSale(on, answers({ fields: APPROVED, afterMs: 5000 }));
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding: 'approved', rung: 0 });
    expect(operations(on)).toEqual(['1']);
  });

  it('says "in progress" as long as the guest is at the device, and touches nothing', async () => {
    const on = bench();
    const at = await orphanedSale(on, answers({ fields: APPROVED, afterMs: 60_000 }));
    const next = on.restart();
    for (let call = 0; call < 3; call += 1) {
      expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'run_alive' } });
    }
    expect(on.host.live).toHaveLength(1);
    expect(on.folder.names).toEqual([LOCK_FILE]);
    await on.clock.advance(60_000);
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'approved', rung: 0 });
  });

  const obeys: typeof waitsForCard = () => async (run) => {
    await waitsForCard()(run);
    run.folder.put('e', serializeResultFile({ code: 2000, requestId: REFERENCE }, { encoding: 'cp866' }));
    return {};
  };

  it('stops a run that is overdue, and believes what it says', async () => {
    const on = bench({ timeLimitMs: 30_000 });
    const at = await orphanedSale(on, obeys());
    await on.clock.advance(25_000);
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding: 'cancelled', rung: 0 });
    expect(on.folder.names).toEqual(['e']);
  });

  it('kills an overdue run that does not obey, and remembers that the device may go on', async () => {
    const on = bench({ timeLimitMs: 30_000 });
    const at = await orphanedSale(on, hangs());
    await on.clock.advance(30_000);
    on.host.always(says(4311, 100));
    const next = on.restart();
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'killed_run_within_limit' } });
    expect(on.host.live).toEqual([]);
    // Counted from when this gateway first asked: by the stored wall time alone nobody knows how long ago the order was.
    await on.clock.advance(47_000);
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'not_found_proven' });
  });

  it('takes no run that it cannot see for ended because the wall clock was set ahead', async () => {
    const on = bench();
    const at = await orphanedSale(on, hangs());
    on.host.canSearch = false;
    on.clock.jump(24 * 3_600_000);
    const next = on.restart();
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'run_not_visible' } });
    expect(operations(on)).toEqual(['1']);
    await on.clock.advance(195_000);
    on.host.always(says(4311));
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'not_found_proven' });
  });

  it('does not wait for a day because the wall clock was set back', async () => {
    const on = bench();
    const at = await orphanedSale(on, hangs());
    on.host.canSearch = false;
    on.clock.jump(-24 * 3_600_000);
    const next = on.restart();
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'run_not_visible' } });
    await on.clock.advance(195_000);
    on.host.always(says(101));
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'cannot_tell' });
  });

  it('stops it early where someone asks for it', async () => {
    const on = bench();
    const at = await orphanedSale(on, waitsForCard());
    on.session.controller.abort();
    neverHeardOf(on);
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding: 'cancelled', rung: 1, decline: { code: 'cancelled_by_cashier' } });
  });

  it.each([
    [2000, 'cancelled', 'cancelled_on_device'],
    [4134, 'declined', 'terminal_setup'],
  ] as const)('believes the one line %i of a run that it saw end once the device knows nothing of the order: %s', async (code, finding, reason) => {
    const on = bench();
    const at = await orphanedSale(on, says(code, 5000));
    neverHeardOf(on);
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding, rung: 1, decline: { code: reason } });
    expect(operations(on)).toEqual(['1', '52', '9', '52']);
  });

  it('does not believe the one line where the device has the approval', async () => {
    const on = bench();
    const at = await orphanedSale(on, says(4451, 5000));
    on.host.next(status({ code: 0 }));
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it('but not of one that ended unseen, nor a line that lay there before', async () => {
    const unseen = bench();
    const at = await orphanedSale(unseen, says(2000, 5000));
    await unseen.clock.advance(10_000);
    unseen.host.next(status({ code: 0 }));
    expect(await recover(unseen, at, {}, unseen.restart())).toMatchObject({ finding: 'approved', rung: 1 });

    const old = bench();
    const dispatched = await orphanedSale(old, ({ clock }) => clock.sleep(5000).then(() => ({ exitCode: 1 })));
    old.folder.put('e', serializeResultFile({ code: 2000 }, { encoding: 'cp866', lines: 1 }), dispatched - 60_000);
    old.host.next(status({ code: 0 }));
    expect(await recover(old, dispatched, {}, old.restart())).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it('believes the approval of old software without ids when it saw that very run end, and not otherwise', async () => {
    for (const [unseenMs, finding] of [
      [0, 'approved'],
      [10_000, 'cannot_tell'],
    ] as const) {
      const on = bench({ requestIds: false });
      const at = await orphanedSale(on, answers({ fields: APPROVED, lines: 11, afterMs: 5000 }));
      await on.clock.advance(unseenMs);
      on.host.always(says(4333));
      expect((await recover(on, at, {}, on.restart())).finding).toBe(finding);
    }
  });

  it('never stops a run that is not provably ours', async () => {
    const on = bench({ timeLimitMs: 5000 });
    const at = await lostSale(on);
    on.host.start({ program: 'sb_pilot', folder: FOLDER, args: ['11'] }, hangs());
    await on.clock.advance(600_000);
    expect(await recover(on, at)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'foreign_run' } });
    expect(on.host.live).toHaveLength(1);
    expect(on.folder.has('POLLING.OFF')).toBe(false);
  });

  it('finds a run whose lock is lost by its request id', async () => {
    const on = bench();
    const at = await orphanedSale(on, answers({ fields: APPROVED, afterMs: 4000 }));
    await on.folder.remove(LOCK_FILE);
    expect(await recover(on, at, {}, on.restart())).toMatchObject({ finding: 'approved', rung: 0 });
  });

  it.each([
    [0, 0],
    [4451, 0],
    [4190, 1],
    [4311, 1],
  ])('believes the code %i in a file without a lock only where order and query mean the same by it: rung %i', async (code, rung) => {
    const on = bench();
    on.folder.put('e', serializeResultFile({ ...APPROVED, code }, { encoding: 'cp866' }));
    on.host.next(status({ code: 0 }));
    expect(await recover(on, on.clock.now())).toMatchObject({ rung });
  });

  it('does not take "not found" in a file without a lock for the refusal of a refund: a query may have written it', async () => {
    const on = bench();
    on.folder.put('e', serializeResultFile({ ...APPROVED, code: 4311 }, { encoding: 'cp866' }));
    on.host.next(status({ code: 0 }));
    expect(await recover(on, on.clock.now(), { operation: 'refund' })).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it.each([
    ['of another request', { requestId: '12345678' }, 23],
    ['of another terminal', { terminalId: '00459992' }, 23],
    ['without an id', { requestId: '00000000' }, 23],
    ['of few lines', {}, 11],
  ] as const)('takes an answer %s for none, and asks the device', async (_, fields, lines) => {
    const on = bench();
    const at = await lostSale(on);
    on.folder.put('e', serializeResultFile({ ...APPROVED, ...fields }, { encoding: 'cp866', lines }));
    on.host.next(status({ code: 4451 }));
    expect(await recover(on, at)).toMatchObject({ finding: 'declined', rung: 1 });
  });

  it('keeps the files of another guest out of the frames of this payment', async () => {
    const on = bench();
    on.folder.put('e', serializeResultFile({ ...APPROVED, requestId: '12345678' }, { encoding: 'cp866' }));
    on.host.next(says(4311));
    await recover(on, on.clock.now());
    expect(on.session.text('file:e').join()).not.toContain('12345678');
  });

  it.each([0, 4451])('with an answer %i cut anywhere is no outcome: the device is asked instead', async (code) => {
    const whole = serializeResultFile({ ...APPROVED, code }, { encoding: 'cp866' });
    const idEnds = whole.length - '00040005\r\n\r\n\r\n'.length;
    for (let length = 0; length < idEnds; length += 7) {
      const on = bench();
      const at = await lostSale(on);
      on.folder.put('e', whole.slice(0, length));
      neverHeardOf(on);
      expect(await recover(on, at)).toMatchObject({ finding: 'not_found_proven', rung: 1 });
    }
  });

  it('reads the answer that was put aside for it when the folder was needed', async () => {
    const on = bench();
    const at = await orphanedSale(on, answers({ fields: APPROVED, afterMs: 2000 }));
    await on.clock.advance(10_000);
    const next = on.restart();
    const other = '0000000A' as typeof REFERENCE;
    on.host.next(answers({ fields: { ...APPROVED, requestId: other, rrn: '2' } }));
    expect((await on.clock.complete(next.sale(order({ reference: other }), on.session))).outcome).toBe('approved');
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'approved', rung: 0, result: { rrn: '159981153122' } });
    expect(on.folder.names).toEqual(['e']);
  });
});

describe('where processes cannot be seen', () => {
  it('only the time of the run proves its end', async () => {
    const on = bench({ timeLimitMs: 30_000 });
    const at = await orphanedSale(on, hangs());
    on.host.canSearch = false;
    on.host.always(says(4311));
    const next = on.restart();
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'run_not_visible' } });
    expect(operations(on)).toEqual(['1']);
    await on.clock.advance(60_000);
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'not_found_proven' });
  });

  it('a run that this very driver saw end is over', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.canSearch = false;
    neverHeardOf(on);
    expect(await recover(on, at)).toMatchObject({ finding: 'not_found_proven' });
  });

  it('a question that this driver left running is still its own', async () => {
    const on = bench();
    on.host.canSearch = false;
    const at = await lostSale(on);
    on.host.next(status({}, 'asked', { afterMs: 25_000 }));
    expect(await recover(on, at)).toMatchObject({ finding: 'in_progress' });
    expect(await recover(on, at)).toMatchObject({ finding: 'approved' });
  });
});
