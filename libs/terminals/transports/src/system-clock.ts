import type { Clock } from '@payport/domain';

/** The longest delay that the platform's timers keep; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function after(delayMs: number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (leftMs: number): void => {
    const step = Math.min(Math.max(0, leftMs), LONGEST_TIMER_MS);
    timer = setTimeout(() => (leftMs > step ? arm(leftMs - step) : run()), step);
  };
  arm(delayMs);
  return () => clearTimeout(timer);
}

function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const wake = (): void => {
      cancel();
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = after(delayMs, wake);
    signal?.addEventListener('abort', wake, { once: true });
  });
}

/** The machine's own time. The only place where terminals and engine touch it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after,
  sleep,
};
