import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { OrphanWatch } from './orphan-watch.ts';

describe('what nobody works on', () => {
  it('is ripe once it was seen for long enough, whatever the wall clock does meanwhile', async () => {
    const clock = new ManualClock();
    const watch = new OrphanWatch<string>(clock);
    clock.jump(-24 * 3_600_000);
    expect([...watch.ripe(['a'], 60_000)]).toEqual([]);
    clock.jump(48 * 3_600_000);
    expect([...watch.ripe(['a', 'b'], 60_000)]).toEqual([]);
    await clock.advance(60_000);
    expect([...watch.ripe(['a', 'b', 'c'], 60_000)]).toEqual(['a', 'b']);
  });

  it('begins anew when somebody worked on it meanwhile', async () => {
    const clock = new ManualClock();
    const watch = new OrphanWatch<string>(clock);
    watch.ripe(['a'], 60_000);
    await clock.advance(30_000);
    watch.ripe([], 60_000);
    await clock.advance(30_000);
    expect([...watch.ripe(['a'], 60_000)]).toEqual([]);
  });

  it('is ripe at once where no age is asked for', () => {
    expect([...new OrphanWatch<string>(new ManualClock()).ripe(['a'], 0)]).toEqual(['a']);
  });
});
