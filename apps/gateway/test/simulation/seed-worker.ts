import { parentPort } from 'node:worker_threads';
import type { Task } from './seed-crew.ts';
import { playSeed } from './world.ts';

// The simulation throws what the world throws: lost connections above all. A replay has the stacks.
Error.stackTraceLimit = 0;

/** One thread of `npm run sim`: plays the seeds that it is given, one after the other. */
parentPort?.on('message', ({ seed, payments }: Task) => {
  playSeed(seed, { payments }).then(
    (report) => parentPort?.postMessage({ report }),
    (error: unknown) => parentPort?.postMessage({ broke: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
