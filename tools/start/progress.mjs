// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

/** A step that takes long says so again after this time, so that nobody takes it for hanging. */
const STILL_MS = 10_000;

/** An error that the person at the keyboard can act on: shown without a stack. */
export class PlainError extends Error {
  /** @override */
  name = 'PlainError';
}

/** @typedef {ReturnType<typeof reporter>} Reporter */

/**
 * Says what is going on, one line each, with seconds for what takes long.
 * @param {(text: string) => void} write
 */
export function reporter(write) {
  /** @param {string} text */
  const line = (text) => write(`${text}\n`);
  return {
    line,
    /**
     * Does a named step and tells its seconds.
     * @template T
     * @param {string} title
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(title, work) {
      const from = performance.now();
      const seconds = () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
      line(`• ${title} …`);
      const timer = setInterval(() => line(`  … ${title}: ${seconds()}`), STILL_MS);
      try {
        const result = await work();
        line(`  done in ${seconds()}`);
        return result;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/**
 * Asks again and again until the answer is not undefined.
 * @template T
 * @param {() => Promise<T | undefined> | T | undefined} ask
 * @param {{timeoutMs: number, everyMs?: number, signal?: AbortSignal, late: () => string}} options `late`: what to say when the time is over
 * @returns {Promise<T>}
 */
export async function until(ask, { timeoutMs, everyMs = 50, signal, late }) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new PlainError(late());
    await delay(everyMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}
