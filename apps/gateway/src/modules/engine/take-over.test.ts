import type { CommandId, PaymentId } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { TakeOver } from './take-over.ts';

type Taken = readonly [what: 'payments' | 'commands', olderThanMs: number | undefined, adopted: readonly string[]];

/** A take-over beside a gateway that dies once, with one payment and one command. */
function besideADead(clock: ManualClock): { readonly takeOver: TakeOver; readonly taken: Taken[] } {
  const taken: Taken[] = [];
  let dead = false;
  const takeOver = new TakeOver({
    recovery: {
      takeOver: (olderThanMs, adopted) => {
        taken.push(['payments', olderThanMs, [...(adopted ?? [])]]);
        return Promise.resolve(0);
      },
    },
    closes: {
      takeOver: (olderThanMs, adopted) => {
        taken.push(['commands', olderThanMs, [...(adopted ?? [])]]);
        return Promise.resolve(0);
      },
    },
    held: { takeOver: () => Promise.resolve(0) },
    payments: { note: () => Promise.resolve() },
    replay: () => Promise.resolve(),
    dead: {
      adopt: () => {
        const found = dead ? { payments: [{ id: 'p1' as PaymentId, from: 'dead' }], commands: ['c1' as CommandId] } : { payments: [], commands: [] };
        dead = !dead && taken.length > 0;
        return Promise.resolve(found);
      },
    },
    clock,
    log: { warn: () => undefined, alert: () => undefined },
  });
  return { takeOver, taken };
}

describe('what nobody works on any more', () => {
  it('is all that an earlier run of this name left, at its start', async () => {
    const clock = new ManualClock();
    const { takeOver, taken } = besideADead(clock);
    await takeOver.start();
    takeOver.stop();
    expect(taken).toEqual([
      ['payments', 0, []],
      ['commands', 0, []],
    ]);
  });

  it('is what a dead gateway left, and never a payment of ours between its commit and its order', async () => {
    const clock = new ManualClock();
    const { takeOver, taken } = besideADead(clock);
    await takeOver.start();
    await clock.advance(5_000);
    takeOver.stop();
    expect(taken.slice(2)).toEqual([
      ['payments', 60_000, ['p1']],
      ['commands', 60_000, ['c1']],
    ]);
  });
});
