import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { LadderTime } from './ladder-time.ts';

const LADDER_MS = 1_800_000;
const DAY_MS = 86_400_000;

describe('the time of the ladder', () => {
  it('counts from before a restart by the wall clock', async () => {
    const clock = new ManualClock();
    const ladder = new LadderTime<string>(clock, LADDER_MS);
    const sinceMs = clock.now() - LADDER_MS + 400_000;
    ladder.begin('a');
    await clock.advance(399_999);
    expect(ladder.isOver('a', sinceMs)).toBe(false);
    await clock.advance(1);
    expect(ladder.isOver('a', sinceMs)).toBe(true);
  });

  it('ends by our own clock where the wall clock was set back', async () => {
    const clock = new ManualClock();
    const ladder = new LadderTime<string>(clock, LADDER_MS);
    const sinceMs = clock.now();
    ladder.begin('a');
    clock.jump(-DAY_MS);
    await clock.advance(LADDER_MS);
    expect(ladder.isOver('a', sinceMs)).toBe(true);
  });

  it('does not end before enough was tried here, where the wall clock was set ahead', async () => {
    const clock = new ManualClock();
    const ladder = new LadderTime<string>(clock, LADDER_MS);
    const sinceMs = clock.now();
    ladder.begin('a');
    clock.jump(DAY_MS);
    expect(ladder.isOver('a', sinceMs)).toBe(false);
    await clock.advance(300_000);
    expect([ladder.isOver('a', sinceMs), ladder.isOver('a', sinceMs, true)]).toEqual([true, false]);
    await clock.advance(LADDER_MS);
    expect(ladder.isOver('a', sinceMs, true)).toBe(true);
  });
});
