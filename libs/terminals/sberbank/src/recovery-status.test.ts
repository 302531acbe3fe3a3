import type { RunScript } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { encodeText } from './encodings.ts';
import { LOCK_FILE } from './folder-lock.ts';
import { bench, hangs, recoveryQuery, REFERENCE, says } from './testing/bench.ts';
import { lostSale, neverHeardOf, operations, recover, status, tape } from './testing/recovery-bench.ts';

describe('rung 1, asking by our id', () => {
  it('asks with a new id of its own, and the answer is the original one', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({}, 'asked', { slip: {} }));
    const result = { rrn: '159981153122', approvedAmountMinor: 12345n, executedAs: 'sale' };
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 1, result, evidence: { echo: 'asked' } });
    const [operation, asked, own] = on.host.spawned[1]?.args ?? [];
    expect([operation, asked]).toEqual(['52', REFERENCE]);
    expect(own).toMatch(/^\/q=[0-9A-F]{8}$/);
    expect(own).not.toBe(`/q=${REFERENCE}`);
    expect(on.folder.names).toEqual([]);
  });

  it('accepts an approval with the own id of the query', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({}, 'own'));
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it('does not accept one without any id: that is only worth rung 2', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({}, 'none')).next(tape(on, []));
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    expect(operations(on)).toEqual(['1', '52', '9']);
  });

  it('does not believe an approval whose slip is over another amount', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({}, 'asked', { slip: { amountMinor: 99_900n } })).next(tape(on, []));
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', evidence: { slipAmountMinor: '99900' } });
  });

  it.each([
    [4451, 'declined'],
    [2000, 'cancelled'],
    [4134, 'declined'],
    [2004, 'declined'],
    [361, 'declined'],
  ] as const)('takes the recorded %i with the asked id for the outcome: %s', async (code, finding) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({ code }));
    expect(await recover(on, at)).toMatchObject({ finding, rung: 1, decline: { terminalCode: String(code) } });
  });

  it.each([
    [4451, 'own'],
    [4451, 'none'],
    [2000, 'own'],
    [2000, 'none'],
    [4134, 'none'],
  ] as const)('takes %i with the id %s for an answer to the question, not about the order', async (code, whose) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({ code }, whose)).next(says(99));
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });

  it('proves absence by 4311, said again behind a tape that does not list it, once the run has ended', async () => {
    const on = bench();
    const at = await lostSale(on);
    neverHeardOf(on);
    expect(await recover(on, at)).toMatchObject({ finding: 'not_found_proven', rung: 1 });
    expect(operations(on)).toEqual(['1', '52', '9', '52']);
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  });

  it('does not believe a 4311 that may be that of another question, told again: behind the tape the device has the payment', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(says(4311)).next(tape(on, [])).next(status({}));
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it('believes the tape that lists the payment more than a 4311 without an id', async () => {
    const on = bench();
    const at = await lostSale(on);
    await on.clock.advance(20_000);
    on.host.next(says(4311)).next(tape(on, [{}]));
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 2 });
    expect(operations(on)).toEqual(['1', '52', '9']);
  });

  it('asks once more behind a tape that took longer than one call', async () => {
    const on = bench();
    const at = await lostSale(on);
    const slow: RunScript = async (run) => {
      await on.clock.sleep(30_000);
      return tape(on, [])(run);
    };
    on.host.next(says(4311)).next(slow);
    expect(await recover(on, at)).toMatchObject({ finding: 'in_progress' });
    await on.clock.advance(30_000);
    on.host.next(says(4311));
    expect(await recover(on, at)).toMatchObject({ finding: 'not_found_proven' });
    expect(operations(on)).toEqual(['1', '52', '9', '52']);
  });

  it('takes one 4311 with the id of the question for enough', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({ code: 4311 }, 'own'));
    expect(await recover(on, at)).toMatchObject({ finding: 'not_found_proven', rung: 1 });
    expect(operations(on)).toEqual(['1', '52']);
  });

  it('does not prove it where the memory of the device was touched: nothing more is to be learned there', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(says(4311));
    expect(await recover(on, at, { memoryIntact: false })).toMatchObject({
      finding: 'cannot_tell',
      conclusive: true,
      evidence: { reason: 'memory_not_intact' },
    });
    expect(operations(on)).toEqual(['1', '52']);
  });

  it('does not prove it of a killed run before its longest time is over: its prompt may still wait for a card', async () => {
    const on = bench({ timeLimitMs: 60_000 });
    on.clock.after(1000, () => on.session.controller.abort());
    const at = await lostSale(on, hangs());
    on.host.always(says(4311));
    const next = on.restart();
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'killed_run_within_limit' } });
    await on.clock.advance(77_000);
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'not_found_proven', rung: 1 });
  });

  it('nor because the wall clock was set ahead', async () => {
    const on = bench({ timeLimitMs: 60_000 });
    on.clock.after(1000, () => on.session.controller.abort());
    const at = await lostSale(on, hangs());
    on.host.always(says(4311));
    on.clock.jump(3_600_000);
    for (const driver of [on.driver, on.restart()]) {
      expect(await recover(on, at, {}, driver)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'killed_run_within_limit' } });
    }
  });

  it('but believes an approval of a killed run at once', async () => {
    const on = bench();
    on.clock.after(1000, () => on.session.controller.abort());
    const at = await lostSale(on, hangs());
    on.host.next(status({}));
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 1 });
  });

  it.each([99, 4119, 4100, 254, 5, 115])('keeps asking after %i: the question did not get through', async (code) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(says(code)).next(status({}));
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false, evidence: { code } });
    expect(operations(on)).toEqual(['1', '52']);
    expect(await recover(on, at)).toMatchObject({ finding: 'approved' });
  });

  it.each([1, 3])('waits after %i: it is being worked on', async (code) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({ code }));
    expect((await recover(on, at)).finding).toBe('in_progress');
  });

  it.each([
    ['no file', () => ({ exitCode: 1 })],
    ['a crash', () => ({ signal: 'SIGSEGV' })],
    ['a cut file', ({ folder }) => folder.put('e', encodeText('431', 'cp866'))],
    ['a third id', status({}, 'third')],
    ['another terminal', status({ terminalId: '00459992' })],
  ] satisfies readonly (readonly [string, RunScript])[])('takes %s for no answer at all', async (_, script) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(script);
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });

  it('raises alerts for the answers of others and for codes that no table explains', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host
      .next(status({}, 'third'))
      .next(status({ terminalId: '00459992' }))
      .next(status({ code: 9999 }))
      .next(says(99));
    for (let call = 0; call < 3; call += 1) expect((await recover(on, at)).finding).toBe('cannot_tell');
    expect(on.session.alertKinds).toEqual(['foreign_answer', 'terminal_mismatch', 'unmapped_code']);
  });

  it('sends nothing once this gateway may not, and clears nothing either', async () => {
    const on = bench();
    const at = await lostSale(on, ({ folder }) => {
      folder.put('e', encodeText('0', 'cp866'));
      return { exitCode: 1 };
    });
    on.session.mayNotSend = true;
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false, evidence: { reason: 'not_allowed' } });
    expect(operations(on)).toEqual(['1']);
    expect(on.folder.has('e')).toBe(true);
  });

  it('is no proof when the program cannot be started, or the folder not be used', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.refuseNext();
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false, evidence: { spawnRefusal: 'program_missing' } });
    on.folder.fail('read', LOCK_FILE);
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false, evidence: { fault: 'Error' } });
  });

  it('finds the recorded refund the same way, and what the bank made of it', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({ authCode: '' }, 'asked', { slip: { operation: 'Отмена' } }));
    expect(await recover(on, at, { operation: 'refund' })).toMatchObject({ finding: 'approved', result: { executedAs: 'void' } });
  });
});

describe('a question that hangs', () => {
  it('is left alone, its answer read by the next call', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({}, 'asked', { afterMs: 25_000 }));
    expect(await recover(on, at)).toMatchObject({ finding: 'in_progress', evidence: { reason: 'query_alive' } });
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 0, evidence: { writtenBy: 'status' } });
    expect(operations(on)).toEqual(['1', '52']);
  });

  it('is stopped when it is overdue, and asked again', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(hangs()).always(says(4311, 100));
    const findings: string[] = [];
    while (findings.at(-1) !== 'not_found_proven' && findings.length < 12) {
      findings.push((await recover(on, at)).finding);
      await on.clock.advance(2000);
    }
    expect(findings.at(-1)).toBe('not_found_proven');
    expect(new Set(findings.slice(0, -1))).toEqual(new Set(['in_progress']));
  });

  it('asked twice at once, speaks once', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(status({}, 'asked', { afterMs: 2000 }));
    const first = on.driver.recover(recoveryQuery(at), on.session);
    await on.clock.advance(100);
    expect(await on.driver.recover(recoveryQuery(at), on.session)).toMatchObject({
      finding: 'in_progress',
      evidence: { reason: 'conversation_running' },
    });
    expect((await on.clock.complete(first)).finding).toBe('approved');
  });
});
