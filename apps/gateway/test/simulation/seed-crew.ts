import { Worker } from 'node:worker_threads';
import type { SeedReport } from './world.ts';

/** New objects of a thread lie here until they are collected, MB: most of a world is forgotten at once. */
const YOUNG_MB = 96;

export interface Task {
  readonly seed: number;
  readonly payments: number;
}

/** How a seed ended: with its report, or with an error that ended it. */
export type Played = { readonly seed: number; readonly report: SeedReport } | { readonly seed: number; readonly broke: string };

/** Somebody who plays one seed at a time. */
export interface Player {
  play(task: Task): Promise<Played>;
  dismiss(): void;
}

/** A thread that plays. When it dies, its seed is told as broken, and the next one gets a new thread. */
export class ThreadPlayer implements Player {
  #thread: Worker | null = null;

  constructor(private readonly script: string) {}

  play(task: Task): Promise<Played> {
    const thread = (this.#thread ??= new Worker(this.script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }));
    return new Promise((resolve) => {
      const answer = (said: { readonly report: SeedReport } | { readonly broke: string }): void => {
        thread.removeAllListeners('message').removeAllListeners('error');
        if ('broke' in said) this.dismiss();
        resolve({ seed: task.seed, ...said });
      };
      thread.once('message', answer);
      thread.once('error', (error) => answer({ broke: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
      thread.postMessage(task);
    });
  }

  dismiss(): void {
    void this.#thread?.terminate();
    this.#thread = null;
  }
}

/** Has all tasks played, each by whoever is free, and tells the ends in the order of the tasks. */
export async function playAll(tasks: readonly Task[], players: readonly Player[], tell: (played: Played) => void): Promise<void> {
  const ended = new Map<number, Played>();
  let next = 0;
  let told = 0;
  const work = async (player: Player): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at];
      if (!task) break;
      ended.set(at, await player.play(task));
      for (let played = ended.get(told); played; played = ended.get(told)) {
        ended.delete(told);
        told += 1;
        tell(played);
      }
    }
    player.dismiss();
  };
  await Promise.all(players.map(work));
}
