import type { PaymentId, PaymentRecord } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { PaymentFeed } from './payment-feed.ts';

const ID = 'p1' as PaymentId;
const at = (lastSeq: number): PaymentRecord => ({ id: ID, lastSeq }) as PaymentRecord;

describe('waiting for a payment', () => {
  it('sees a change that comes while it reads', async () => {
    const feed = new PaymentFeed(new ManualClock());
    let seq = 1;
    const read = async (): Promise<PaymentRecord> => {
      const seen = at(seq);
      if (seq === 1) {
        seq = 2;
        feed.publish(ID);
      }
      return Promise.resolve(seen);
    };
    expect(await feed.waitFor(ID, { read, done: (payment) => payment.lastSeq === 2, timeoutMs: 1_000 })).toEqual(at(2));
  });

  it('ends with what it read last when the time is over, and leaves no timer', async () => {
    const clock = new ManualClock();
    const feed = new PaymentFeed(clock);
    const waiting = feed.waitFor(ID, { read: () => Promise.resolve(at(1)), done: () => false, timeoutMs: 1_000 });
    await clock.advance(1_000);
    expect(await waiting).toEqual(at(1));
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends when the caller has gone away', async () => {
    const clock = new ManualClock();
    const gone = new AbortController();
    const waiting = new PaymentFeed(clock).waitFor(ID, {
      read: () => Promise.resolve(at(1)),
      done: () => false,
      timeoutMs: 60_000,
      signal: gone.signal,
    });
    await clock.settle();
    gone.abort();
    expect(await waiting).toEqual(at(1));
    expect(clock.pendingTimers).toBe(0);
  });
});
