import type { ProgramExit, ProgramRun } from '@payport/terminals-core';
import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { attendRun, firstOf, stopRun } from './attend-run.ts';

/** A run whose end the test decides. */
function controlled(kill: (end: (exit: ProgramExit) => void) => Promise<void> = async (end) => end({ exitCode: null, signal: 'SIGKILL' })) {
  let end: (exit: ProgramExit) => void = () => undefined;
  const ended = new Promise<ProgramExit>((resolve) => (end = resolve));
  const asked: number[] = [];
  const run: ProgramRun = { pid: 1, startToken: null, ended, kill: () => kill(end) };
  return { run, end: (exit: ProgramExit) => end(exit), asked };
}

const DONE: ProgramExit = { exitCode: 0, signal: null };

describe('the first of work, abort and time', () => {
  it('is the work where it is done in time', async () => {
    const clock = new ManualClock();
    const work = clock.sleep(10).then(() => 'value');
    expect(await clock.complete(firstOf(clock, work, 20))).toEqual({ what: 'done', value: 'value' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('is the time where the work takes longer', async () => {
    const clock = new ManualClock();
    expect(await clock.complete(firstOf(clock, new Promise(() => undefined), 20))).toEqual({ what: 'time' });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(20);
  });

  it('is an abort, also one from before', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const waiting = firstOf(clock, new Promise(() => undefined), 1000, stop.signal);
    stop.abort();
    expect(await waiting).toEqual({ what: 'aborted' });
    expect(await firstOf(clock, new Promise(() => undefined), 1000, stop.signal)).toEqual({ what: 'aborted' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('hands on the failure of the work, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    await expect(firstOf(clock, Promise.reject(new Error('broken')), 1000)).rejects.toThrow('broken');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('attending a run', () => {
  it.each([
    [{ exitCode: 0, signal: null }, 'watched'],
    [{ exitCode: 7, signal: null }, 'watched'],
    [{ exitCode: null, signal: 'SIGSEGV' }, 'crashed'],
  ] as const)('calls the end %o %s', async (exit, end) => {
    const clock = new ManualClock();
    const { run, end: finish } = controlled();
    clock.after(100, () => finish(exit));
    const ending = await clock.complete(attendRun(clock, run, { limitMs: 1000, askToStop: async () => undefined }));
    expect(ending).toEqual({ end, exit, stop: 'none' });
  });

  it('asks once to stop at the time limit, not before', async () => {
    const clock = new ManualClock();
    const { run, end } = controlled();
    const asked: number[] = [];
    const askToStop = async (): Promise<void> => {
      asked.push(clock.monotonic());
      end(DONE);
    };
    expect(await clock.complete(attendRun(clock, run, { limitMs: 1000, askToStop }))).toEqual({ end: 'watched', exit: DONE, stop: 'time_limit' });
    expect(asked).toEqual([1000]);
  });

  it('says who stopped it', async () => {
    const clock = new ManualClock();
    const { run, end } = controlled();
    const stop = new AbortController();
    clock.after(300, () => stop.abort());
    const ending = await clock.complete(attendRun(clock, run, { limitMs: 1000, abort: stop.signal, askToStop: async () => end(DONE) }));
    expect(ending.stop).toBe('cashier');
  });
});

describe('stopping a run', () => {
  it('kills it ten seconds after it was asked, and not a second earlier', async () => {
    const clock = new ManualClock();
    const killedAt: number[] = [];
    const { run } = controlled(async (end) => {
      killedAt.push(clock.monotonic());
      end({ exitCode: null, signal: 'SIGKILL' });
    });
    expect(await clock.complete(stopRun(clock, run, { askToStop: async () => undefined }, 'cashier'))).toMatchObject({
      end: 'killed',
      exit: { signal: 'SIGKILL' },
    });
    expect(killedAt).toEqual([10_000]);
  });

  it('calls a run that outlives its kill running', async () => {
    const clock = new ManualClock();
    const { run } = controlled(() => new Promise(() => undefined));
    expect(await clock.complete(stopRun(clock, run, { askToStop: async () => undefined }, 'cashier'))).toEqual({
      end: 'running',
      exit: null,
      stop: 'cashier',
    });
  });

  it('survives a system that refuses the kill, and still sees an end that comes by itself', async () => {
    const clock = new ManualClock();
    const { run, end } = controlled(() => Promise.reject(new Error('EPERM')));
    clock.after(12_000, () => end(DONE));
    expect(await clock.complete(stopRun(clock, run, { askToStop: async () => undefined }, 'cashier'))).toMatchObject({ end: 'killed', exit: DONE });
  });

  it('notes the kill before the signal leaves, since whoever kills may die right after it', async () => {
    const clock = new ManualClock();
    const order: string[] = [];
    const { run } = controlled(async (end) => {
      order.push('killed');
      end({ exitCode: null, signal: 'SIGKILL' });
    });
    const beforeKill = async (): Promise<void> => {
      await clock.sleep(100);
      order.push('noted');
    };
    await clock.complete(stopRun(clock, run, { askToStop: async () => undefined, beforeKill }, 'cashier'));
    expect(order).toEqual(['noted', 'killed']);
  });

  /** A note that fails so often, and a run that says when it was killed, on the other hand by itself. */
  const failing = (times: number) => {
    const clock = new ManualClock();
    const order: string[] = [];
    const controls = controlled(async (end) => {
      order.push('killed');
      end({ exitCode: null, signal: 'SIGKILL' });
    });
    const beforeKill = async (): Promise<void> => {
      order.push('tried');
      if (order.length <= times) throw new Error('ENOSPC');
    };
    const stop = () => clock.complete(stopRun(clock, controls.run, { askToStop: async () => undefined, beforeKill }, 'cashier'));
    return { clock, order, stop, end: controls.end };
  };

  it('tries again to note a kill that could not be noted: an unnoted one leaves its prompt to the next guest if we die', async () => {
    const { order, stop } = failing(2);
    expect([await stop(), order]).toMatchObject([{ end: 'killed' }, ['tried', 'tried', 'tried', 'killed']]);
  });

  it('does not kill a run that ends while its kill cannot be noted', async () => {
    const { clock, order, stop, end } = failing(9);
    clock.after(11_500, () => end(DONE));
    expect([await stop(), order]).toMatchObject([{ end: 'watched', exit: DONE }, ['tried', 'tried']]);
  });

  it('kills a run although the kill cannot be noted for seconds', async () => {
    const { order, stop } = failing(9);
    expect([await stop(), order]).toMatchObject([{ end: 'killed' }, ['tried', 'tried', 'tried', 'tried', 'tried', 'killed']]);
  });
});
