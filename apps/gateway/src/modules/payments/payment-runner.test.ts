import type { Decline, PaymentRecord, TerminalRecord } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { NO_CHECKPOINTS } from './checkpoints.ts';
import { NO_JOURNAL } from './outcome-journal.ts';
import { PaymentFeed } from './payment-feed.ts';
import { NO_OBSERVER } from './payment-observer.ts';
import { PaymentRunner, type RunnerPorts } from './payment-runner.ts';

const PAYMENT = { id: 'p1', terminalId: 't1', status: 'dispatched' } as unknown as PaymentRecord;

describe('an outcome that was written although the answer of the database was lost', () => {
  it('is found to be there at the next try, and an unknown one is asked about', async () => {
    const clock = new ManualClock();
    const decided: (string | null)[] = [];
    const asked: string[] = [];
    const unknown = { ...PAYMENT, status: 'unknown' } as PaymentRecord;
    const runner = new PaymentRunner({
      payments: {
        conclude: (_id: string, _actor: string, decide: (current: PaymentRecord) => { move: { to: string } } | null) => {
          decided.push(decide(decided.length === 0 ? PAYMENT : unknown)?.move.to ?? null);
          return decided.length === 1 ? Promise.reject(new Error('the answer to the commit was lost')) : Promise.resolve(unknown);
        },
      },
      sessions: { perform: () => Promise.resolve({ outcome: 'unknown', decline: {} as Decline, runEnded: true, evidence: {} }) },
      feed: new PaymentFeed(clock),
      clock,
      checkpoints: NO_CHECKPOINTS,
      journal: NO_JOURNAL,
      observer: NO_OBSERVER,
      log: { warn: () => undefined, alert: () => undefined },
      onUnknown: ({ id }: PaymentRecord) => asked.push(id),
    } as unknown as RunnerPorts);
    runner.begin(PAYMENT, {} as TerminalRecord, () => Promise.resolve());
    await clock.advance(5_000);
    expect({ decided, asked, running: runner.runningCount() }).toEqual({ decided: ['unknown', null], asked: ['p1'], running: 0 });
  });
});
