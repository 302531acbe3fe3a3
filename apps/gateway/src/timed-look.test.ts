import { ManualClock } from '@payport/testing';
import { expect, it } from 'vitest';
import { TimedLook } from './timed-look.ts';

class Watch extends TimedLook {
  readonly looks: { end: () => void; fail: () => void }[] = [];
  readonly told: unknown[] = [];

  constructor(clock: ManualClock) {
    const told: unknown[] = [];
    super({ clock, everyMs: 1_000, failed: (error) => told.push(error) });
    this.told = told;
  }

  look(): Promise<void> {
    return new Promise((resolve, reject) => void this.looks.push({ end: resolve, fail: () => reject(new Error('away')) }));
  }
}

function started(): { clock: ManualClock; watch: Watch } {
  const clock = new ManualClock(0);
  const watch = new Watch(clock);
  watch.start();
  return { clock, watch };
}

it('looks once, so long after the last look has ended', async () => {
  const { clock, watch } = started();
  await clock.advance(999);
  expect(watch.looks).toHaveLength(0);
  await clock.advance(1);
  await clock.advance(60_000);
  expect(watch.looks).toHaveLength(1);
  watch.looks[0]!.end();
  await clock.advance(0);
  await clock.advance(1_000);
  expect(watch.looks).toHaveLength(2);
});

it('tells of a look that failed, and looks again', async () => {
  const { clock, watch } = started();
  await clock.advance(1_000);
  watch.looks[0]!.fail();
  await clock.advance(0);
  await clock.advance(1_000);
  expect(watch.told).toEqual([expect.objectContaining({ message: 'away' })]);
  expect(watch.looks).toHaveLength(2);
});

it('stops only when the look that runs has ended, and does not start again', async () => {
  const { clock, watch } = started();
  await clock.advance(1_000);
  let over = false;
  const stopped = watch.stop().then(() => (over = true));
  await clock.advance(5_000);
  expect(over).toBe(false);
  watch.looks[0]!.end();
  await stopped;
  watch.start();
  await clock.advance(5_000);
  expect(watch.looks).toHaveLength(1);
});

it('stops before its first look', async () => {
  const { clock, watch } = started();
  await watch.stop();
  await clock.advance(5_000);
  expect(watch.looks).toHaveLength(0);
});
