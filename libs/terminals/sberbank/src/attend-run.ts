import type { Clock } from '@payport/domain';
import type { ProgramExit, ProgramRun } from '@payport/terminals-core';
import { ABORT_GRACE_MS, KILL_GRACE_MS, NOTE_PAUSE_MS, NOTE_TRIES } from './constants.ts';
import type { Stop } from './result-map.ts';

/** How a run came to its end, as far as we saw. */
export interface Ending {
  /** `running`: it is still there, even after it was killed. */
  readonly end: 'watched' | 'crashed' | 'killed' | 'running';
  readonly exit: ProgramExit | null;
  readonly stop: Stop;
}

type First<T> = { readonly what: 'done'; readonly value: T } | { readonly what: 'aborted' } | { readonly what: 'time' };

/** The first of: the promise's value, an abort, the time limit. Leaves no timer and no listener behind. */
export function firstOf<T>(clock: Clock, work: Promise<T>, limitMs: number, signal?: AbortSignal): Promise<First<T>> {
  return new Promise((resolve, reject) => {
    const finish = (first: First<T>): void => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
      resolve(first);
    };
    const onAbort = (): void => finish({ what: 'aborted' });
    const cancel = clock.after(limitMs, () => finish({ what: 'time' }));
    work.then(
      (value) => finish({ what: 'done', value }),
      (error: unknown) => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        reject(error);
      },
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
  });
}

/** A child tells its exit; of a run that we only found, nothing is known but that it is over. */
const endOf = (exit: ProgramExit): 'watched' | 'crashed' => (exit.exitCode === null ? 'crashed' : 'watched');

/** How a run is ended by us. */
export interface Stopping {
  readonly askToStop: () => Promise<void>;
  /**
   * Before the signal: a killed program may leave its prompt on the device, and whoever kills may die right after. Where it
   * fails it is tried again; in the end it does not keep the run alive.
   */
  readonly beforeKill?: () => Promise<unknown>;
}

/** Asks the program to stop, and kills it when it does not. */
export async function stopRun(clock: Clock, run: ProgramRun, { askToStop, beforeKill }: Stopping, stop: Stop): Promise<Ending> {
  // The file may be impossible to write; then the grace time passes and the run is killed all the same.
  await Promise.allSettled([askToStop()]);
  const obeyed = await firstOf(clock, run.ended, ABORT_GRACE_MS);
  if (obeyed.what === 'done') return { end: endOf(obeyed.value), exit: obeyed.value, stop };
  const ended = beforeKill ? await noteKill(clock, run, beforeKill) : null;
  if (ended) return { end: endOf(ended), exit: ended, stop };
  const killing = run.kill().then(() => run.ended);
  killing.catch(() => undefined); // A refused signal is seen as a run that is still there.
  const gone = await firstOf(clock, Promise.race([killing.catch(() => run.ended), run.ended]), KILL_GRACE_MS);
  return gone.what === 'done' ? { end: 'killed', exit: gone.value, stop } : { end: 'running', exit: null, stop };
}

/** The exit of a run that ended while its kill could not be noted; null: it is to be killed now. */
async function noteKill(clock: Clock, run: ProgramRun, note: () => Promise<unknown>): Promise<ProgramExit | null> {
  for (let left = NOTE_TRIES - 1; ; left -= 1) {
    const noted = await note().then(
      () => true,
      () => false, // Tried again; a folder that takes nothing for so long is told by what fails there next.
    );
    if (noted || left === 0) return null;
    const first = await firstOf(clock, run.ended, NOTE_PAUSE_MS);
    if (first.what === 'done') return first.value;
  }
}

/** Waits for the end of a run, and ends it on request or when its time is over. */
export async function attendRun(
  clock: Clock,
  run: ProgramRun,
  options: Stopping & { readonly limitMs: number; readonly abort?: AbortSignal },
): Promise<Ending> {
  const first = await firstOf(clock, run.ended, options.limitMs, options.abort);
  if (first.what === 'done') return { end: endOf(first.value), exit: first.value, stop: 'none' };
  return stopRun(clock, run, options, first.what === 'aborted' ? 'cashier' : 'time_limit');
}
