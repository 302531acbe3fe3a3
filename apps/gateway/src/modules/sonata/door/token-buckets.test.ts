import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

const RATE = { perSecond: 2, burst: 200 };
const taken = (buckets: TokenBuckets, name: string, times: number): number =>
  Array.from({ length: times }, () => buckets.take(name, RATE)).filter((wait) => wait === null).length;

describe('a rate', () => {
  it('lets a burst in at once, then one for each share of a second, and says how long to wait', async () => {
    const clock = new ManualClock();
    const buckets = new TokenBuckets(clock);
    expect(taken(buckets, 'a', 201)).toBe(200);
    expect(buckets.take('a', RATE)).toBe(1);
    await clock.advance(1_000);
    expect(taken(buckets, 'a', 5)).toBe(2);
  });

  it('is one of each caller', () => {
    const buckets = new TokenBuckets(new ManualClock());
    taken(buckets, 'a', 200);
    expect(taken(buckets, 'b', 1)).toBe(1);
  });

  it('takes nothing by asking, and counts the seconds of a slow one', () => {
    const buckets = new TokenBuckets(new ManualClock());
    const slow = { perSecond: 0.1, burst: 1 };
    expect([buckets.wait('a', slow), buckets.take('a', slow), buckets.wait('a', slow)]).toEqual([null, null, 10]);
  });

  it('never saves up more than a burst', async () => {
    const clock = new ManualClock();
    const buckets = new TokenBuckets(clock);
    taken(buckets, 'a', 10);
    await clock.advance(3_600_000);
    expect(taken(buckets, 'a', 300)).toBe(200);
  });

  it('still stops who was stopped after ten thousand made-up callers', () => {
    const buckets = new TokenBuckets(new ManualClock());
    for (let i = 0; i < 5_000; i += 1) buckets.take(`before-${i}`, RATE);
    taken(buckets, 'a', 200);
    for (let i = 0; i < 9_000; i += 1) buckets.take(`after-${i}`, RATE);
    expect(taken(buckets, 'a', 1)).toBe(0);
  });
});
