import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';

describe('systemClock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('calls once after the delay, and not at all when cancelled', () => {
    const run = vi.fn();
    systemClock.after(50, run);
    const cancel = systemClock.after(50, () => run('cancelled'));
    cancel();
    vi.advanceTimersByTime(49);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledExactlyOnceWith();
  });

  it("keeps a delay that is longer than the platform's timers, and can cancel it after its first part", () => {
    const run = vi.fn();
    const day = 86_400_000;
    systemClock.after(30 * day, run);
    const cancel = systemClock.after(30 * day, () => run('cancelled'));
    vi.advanceTimersByTime(29 * day);
    expect(run).not.toHaveBeenCalled();
    cancel();
    vi.advanceTimersByTime(2 * day);
    expect(run).toHaveBeenCalledExactlyOnceWith();
  });

  it('ends a sleep by its signal at once, and without a timer left', async () => {
    const stop = new AbortController();
    const asleep = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await asleep;
    expect(vi.getTimerCount()).toBe(0);
    await systemClock.sleep(60_000, stop.signal);
  });

  it('tells wall time and a time that only goes forward', () => {
    vi.setSystemTime(1_000_000);
    expect(systemClock.now()).toBe(1_000_000);
    const before = systemClock.monotonic();
    vi.setSystemTime(0);
    vi.advanceTimersByTime(5);
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  });
});

describe('systemRandom', () => {
  it('gives as many bytes as asked, different each time', () => {
    expect(systemRandom.bytes(0)).toHaveLength(0);
    expect([...systemRandom.bytes(32)]).not.toEqual([...systemRandom.bytes(32)]);
  });
});
