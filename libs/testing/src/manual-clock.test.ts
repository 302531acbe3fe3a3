import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';

describe('ManualClock', () => {
  it('fires timers in the order of their due time, then of their creation', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    clock.after(20, () => fired.push('late'));
    clock.after(10, () => fired.push('first'));
    clock.after(10, () => fired.push('second'));
    await clock.advance(30);
    expect(fired).toEqual(['first', 'second', 'late']);
  });

  it('fires timers that were set by timers within the same advance, at their own time', async () => {
    const clock = new ManualClock(1000);
    const seen: number[] = [];
    clock.after(10, () => clock.after(5, () => seen.push(clock.now())));
    await clock.advance(20);
    expect(seen).toEqual([1015]);
    expect(clock.now()).toBe(1020);
    expect(clock.monotonic()).toBe(20);
  });

  it('does not fire a timer before its time, nor after it was cancelled', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    clock.after(100, () => fired.push('too early'));
    const cancel = clock.after(10, () => fired.push('cancelled'));
    cancel();
    await clock.advance(99);
    expect(fired).toEqual([]);
    expect(clock.pendingTimers).toBe(1);
  });

  it('lets chains of promises run before the next timer', async () => {
    const clock = new ManualClock();
    const order: string[] = [];
    void clock
      .sleep(10)
      .then(() => undefined)
      .then(() => undefined)
      .then(() => order.push('woken'));
    clock.after(11, () => order.push('next timer'));
    await clock.advance(20);
    expect(order).toEqual(['woken', 'next timer']);
  });

  it('ends a sleep at once when its signal is aborted, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    let awake = false;
    void clock.sleep(1000, stop.signal).then(() => (awake = true));
    stop.abort();
    await clock.settle();
    expect(awake).toBe(true);
    expect(clock.pendingTimers).toBe(0);
    await clock.sleep(1000, stop.signal);
  });

  it('moves the wall clock alone when it jumps', async () => {
    const clock = new ManualClock(5000);
    clock.jump(-3000);
    expect(clock.now()).toBe(2000);
    expect(clock.monotonic()).toBe(0);
  });

  it('fires one timer in a step, and passes no time where none is due', async () => {
    const clock = new ManualClock();
    const fired: number[] = [];
    for (const delayMs of [30, 10, 20]) clock.after(delayMs, () => fired.push(delayMs));
    expect(await clock.step()).toBe(true);
    expect([fired, clock.monotonic()]).toEqual([[10], 10]);
    expect(await clock.step(5)).toBe(false);
    expect(clock.monotonic()).toBe(10);
    expect(await clock.step(10)).toBe(true);
    expect(await clock.step()).toBe(true);
    expect(fired).toEqual([10, 20, 30]);
    expect(await clock.step()).toBe(false);
  });

  it('carries a pending promise to its end, and says so when it never ends', async () => {
    const clock = new ManualClock();
    await expect(clock.complete(clock.sleep(5000).then(() => 'done'))).resolves.toBe('done');
    await expect(clock.complete(new Promise(() => undefined), 1000)).rejects.toThrow('within 1000 ms');
    await expect(clock.complete(Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });
});
