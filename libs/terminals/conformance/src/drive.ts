import type { World } from './adapter.ts';

export interface Driven<T> {
  readonly value: T;
  readonly tookMs: number;
  /** Moments at which something could have gone wrong: timers that fired. */
  readonly steps: number;
}

/** More than any conversation has. */
const MOST_STEPS = 50_000;

/**
 * Runs one call of a driver to its end, timer by timer; `onStep` is called after each of them, and before the first as step 0.
 * @throws Error when the call has no end within `limitMs`, or waits for nothing at all
 */
export async function drive<T>({ clock }: World, work: Promise<T>, limitMs: number, onStep?: (step: number) => void): Promise<Driven<T>> {
  let ended = false;
  const mark = (): void => void (ended = true);
  work.then(mark, mark);
  const startMs = clock.monotonic();
  let steps = 0;
  onStep?.(0);
  await clock.settle();
  while (!ended) {
    const leftMs = startMs + limitMs - clock.monotonic();
    const fired = await clock.step(leftMs);
    if (ended) break;
    if (!fired) throw new Error(clock.pendingTimers === 0 ? 'waits for nothing, and does not end' : `does not end within ${limitMs} ms`);
    steps += 1;
    if (steps > MOST_STEPS) throw new Error('is busy for ever');
    onStep?.(steps);
  }
  return { value: await work, tookMs: clock.monotonic() - startMs, steps };
}

/** Lets time pass until nobody waits for anything, at most `limitMs`. */
export async function calm({ clock }: World, limitMs = 900_000): Promise<void> {
  const end = clock.monotonic() + limitMs;
  while (await clock.step(Math.max(0, end - clock.monotonic())));
}
