import type { Clock } from '@payport/domain';
import type { ProgramExit, ProgramRun } from '@payport/terminals-core';
import { KILL_GRACE_MS } from './console-constants.ts';

/** How a run came to its end, as far as we saw. `running`: it is still there, even after it was killed. */
export interface Ending {
  readonly end: 'watched' | 'crashed' | 'killed' | 'running';
  readonly exit: ProgramExit | null;
}

/** The promise's value, or null after so long. Leaves no timer behind. */
function within<T>(clock: Clock, work: Promise<T>, limitMs: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(null));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error('not an error'));
      },
    );
  });
}

/** Waits for the end of a run, and kills it when its time is over: nobody knows how else to stop this program. */
export async function attend(clock: Clock, run: ProgramRun, limitMs: number): Promise<Ending> {
  const exit = await within(clock, run.ended, limitMs);
  if (exit !== null) return { end: exit.exitCode === null ? 'crashed' : 'watched', exit };
  // A refused signal is seen as a run that is still there.
  const killing = run.kill().then(
    () => run.ended,
    () => run.ended,
  );
  const gone = await within(clock, killing, KILL_GRACE_MS);
  return gone === null ? { end: 'running', exit: null } : { end: 'killed', exit: gone };
}
