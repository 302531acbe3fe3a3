import { LIVE_EVENTS, LIVE_TOPICS } from '@payport/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIVE_NEWS, type LiveNews } from './live-state.ts';
import { Refresher } from './refresher.ts';
import { isLiveKey, isStaleBy } from './stale-keys.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const change = (topic: string, subject = 'x'): LiveNews => ({ event: 'change', place: '1', topic, subject });
const KEYS = [['payments', 'ru', '{}'], ['payment-marks', 'ru', 'a'], ['payment-marks', 'ru', 'b'], ['terminal', 'ru', 't'], ['people']];
function shown() {
  const refreshed: string[][] = [];
  const lately: LiveNews[] = [];
  const refresher = new Refresher({
    refresh: (fits) => refreshed.push(KEYS.filter(fits).map((key) => key.join(' '))),
    isLive: isLiveKey,
    isStaleBy,
    lately: () => lately,
    now: Date.now,
  });
  return { refresher, refreshed, lately };
}

describe('what is told', () => {
  it('has only what it makes old read anew', async () => {
    const { refresher, refreshed } = shown();
    refresher.hear(change('payment', 'b'));
    await vi.advanceTimersByTimeAsync(100);
    expect(refreshed).toEqual([['payments ru {}', 'payment-marks ru b', 'terminal ru t']]);
  });

  it('is taken together, and a page is read once a second while much happens', async () => {
    const { refresher, refreshed } = shown();
    for (let told = 0; told < 100; told += 1) {
      refresher.hear(change('payment'));
      await vi.advanceTimersByTimeAsync(30);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect(refreshed.length).toBe(4);
  });

  it.each(['ready', 'stale'] as const)('makes all of it old where it is `%s`', async (event) => {
    const { refresher, refreshed } = shown();
    refresher.hear({ ...change(''), event });
    await vi.advanceTimersByTimeAsync(100);
    expect(refreshed).toEqual([KEYS.slice(0, 4).map((key) => key.join(' '))]);
  });

  it('reaches a page too that was read on the server just before, and opens just after', async () => {
    const { refresher, refreshed, lately } = shown();
    lately.push(change('terminal', 't'));
    refresher.hear(change('terminal', 't'));
    await vi.advanceTimersByTimeAsync(2_000);
    refresher.opened(['terminal', 'ru', 't']);
    refresher.opened(['people']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(refreshed).toEqual([['terminal ru t'], ['terminal ru t']]);
  });
});

it('every topic and event of the contract is known here', () => {
  expect([...LIVE_NEWS]).toEqual([...LIVE_EVENTS]);
  for (const topic of LIVE_TOPICS) expect(KEYS_OF(topic), topic).toBe(true);
});
const KEYS_OF = (topic: string): boolean =>
  ['payments', 'queue', 'terminals', 'end-of-day', 'alarms', 'bank-files'].some((root) => isStaleBy({ topic, subject: '' }, [root]));
