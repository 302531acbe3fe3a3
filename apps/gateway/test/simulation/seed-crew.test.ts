import { describe, expect, it } from 'vitest';
import { noFaults } from './faults.ts';
import { playAll, type Played, type Player, type Task } from './seed-crew.ts';
import type { SeedReport } from './world.ts';

const tasks: Task[] = [10, 11, 12, 13].map((seed) => ({ seed, payments: 1 }));

const reportOf = (seed: number): SeedReport => ({
  ...{ seed, drivers: 'sberbank', payments: 1, steps: 1, simulatedMs: 1, ends: {}, faults: noFaults(), violations: [], traceHash: '', trace: [] },
});

/** Ends its seeds when it is told to. */
class PatientPlayer implements Player {
  dismissed = false;
  finish: (() => void) | null = null;

  constructor(readonly played: number[]) {}

  play({ seed }: Task): Promise<Played> {
    this.played.push(seed);
    return new Promise((resolve) => (this.finish = () => resolve({ seed, report: reportOf(seed) })));
  }

  dismiss(): void {
    this.dismissed = true;
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('seeds that are played by several threads', () => {
  it('are told in their order, whoever ends first, and each is played once', async () => {
    const played: number[] = [];
    const told: number[] = [];
    const [slow, quick] = [new PatientPlayer(played), new PatientPlayer(played)];
    const all = playAll(tasks, [slow, quick], ({ seed }) => told.push(seed));
    for (let i = 0; i < 3; i += 1) {
      quick.finish?.();
      await settle();
    }
    expect(told).toEqual([]);
    slow.finish?.();
    await all;
    expect(told).toEqual([10, 11, 12, 13]);
    expect(played).toEqual([10, 11, 12, 13]);
    expect([slow.dismissed, quick.dismissed]).toEqual([true, true]);
  });

  it('are told as broken where they break, and the others are played all the same', async () => {
    const told: Played[] = [];
    const breaking: Player = {
      play: ({ seed }) => Promise.resolve(seed === 11 ? { seed, broke: 'TypeError' } : { seed, report: reportOf(seed) }),
      dismiss: () => undefined,
    };
    await playAll(tasks, [breaking], (played) => told.push(played));
    expect(told.map(({ seed }) => seed)).toEqual([10, 11, 12, 13]);
    expect(told.filter((played) => 'broke' in played).map(({ seed }) => seed)).toEqual([11]);
  });
});
