import type { OrderOutcome } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { answers, APPROVED, bench, hangs, neverDone, order, waitsForCard, type Bench } from './testing/bench.ts';
import { serializeResultFile } from './terminal-result.ts';

const sale = (on: Bench): Promise<OrderOutcome> => on.clock.complete(on.driver.sale(order(), on.session));
const stopAfter = (on: Bench, ms: number): void => void on.clock.after(ms, () => on.session.controller.abort());

describe('stopping', () => {
  it('asks the program by its file and takes its word for the end: cancelled', async () => {
    const on = bench();
    let content = '';
    on.host.next(async (run) => {
      await waitsForCard()(run);
      content = new TextDecoder().decode(run.folder.peek('POLLING.OFF') ?? new Uint8Array());
    });
    neverDone(on);
    stopAfter(on, 5000);
    expect(await sale(on)).toMatchObject({
      outcome: 'cancelled',
      decline: { code: 'cancelled_by_cashier', terminalCode: '2000' },
      evidence: { stop: 'cashier' },
    });
    expect(content).toBe('abort');
    expect(on.folder.names).toEqual([]);
  });

  it('may lose the race against an approval, which then stands', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED, afterMs: 8000 }));
    stopAfter(on, 5000);
    expect((await sale(on)).outcome).toBe('approved');
  });

  it('kills a program that ignores it for ten seconds: unknown, never cancelled, and the device may go on', async () => {
    const on = bench();
    on.host.next(hangs());
    stopAfter(on, 5000);
    expect(await sale(on)).toMatchObject({
      outcome: 'unknown',
      runEnded: false,
      evidence: { end: 'killed', stop: 'cashier', signal: 'SIGKILL' },
    });
    expect(on.clock.monotonic()).toBeGreaterThanOrEqual(15_000);
    expect(on.clock.monotonic()).toBeLessThan(16_000);
    expect(on.host.live).toEqual([]);
  });

  it.each([
    [0, 'approved'],
    [2000, 'unknown'],
    [4451, 'unknown'],
  ] as const)('after a kill takes a file with our id and code %i for %s', async (code, expected) => {
    const on = bench();
    on.host.next(async ({ folder }) => {
      folder.put('e', serializeResultFile({ ...APPROVED, code }, { encoding: 'cp866' }));
      await new Promise(() => undefined);
    });
    stopAfter(on, 1000);
    expect((await sale(on)).outcome).toBe(expected);
  });

  it('happens by itself when the time limit is over', async () => {
    const on = bench({ timeLimitMs: 30_000 });
    on.host.next(waitsForCard());
    neverDone(on);
    expect(await sale(on)).toMatchObject({ outcome: 'cancelled', decline: { code: 'device_timeout' }, evidence: { stop: 'time_limit' } });
    expect(on.clock.monotonic()).toBeGreaterThanOrEqual(30_000);
    expect(on.clock.monotonic()).toBeLessThan(36_000);
  });

  it('at the time limit kills what does not obey', async () => {
    const on = bench({ timeLimitMs: 30_000 });
    on.host.next(hangs());
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { stop: 'time_limit', end: 'killed' } });
  });

  it('kills even where the abort file cannot be written', async () => {
    const on = bench();
    on.folder.fail('write', 'POLLING.OFF');
    on.host.next(hangs());
    stopAfter(on, 10);
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', evidence: { end: 'killed' } });
  });

  it('gives up on a run that survives even the kill: unknown, and its lock stays', async () => {
    const on = bench();
    const spawn = on.host.spawn.bind(on.host);
    on.host.spawn = async (spec) => {
      const started = await spawn(spec);
      return started.ok ? { ok: true, value: { ...started.value, kill: () => new Promise(() => undefined) } } : started;
    };
    on.host.next(hangs());
    stopAfter(on, 10);
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { end: 'running' } });
    expect(on.folder.names).toContain('payport.lock');
    expect(on.clock.monotonic()).toBeLessThan(17_000);
  });

  it('leaves no timer behind', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED }));
    await sale(on);
    expect(on.clock.pendingTimers).toBe(0);
  });
});
