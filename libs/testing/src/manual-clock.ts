import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@payport/domain';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until a test moves it. Timers fire in the order of their due time, then of their creation,
 * and everything that a timer wakes up has run before the next one fires.
 */
export class ManualClock implements Clock {
  #wallMs: number;
  #monotonicMs = 0;
  #created = 0;
  readonly #timers = new Set<Timer>();

  constructor(startMs: number = Date.UTC(2026, 0, 15, 9, 0, 0)) {
    this.#wallMs = startMs;
  }

  now(): number {
    return this.#wallMs;
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { dueMs: this.#monotonicMs + Math.max(0, delayMs), order: this.#created, run };
    this.#created += 1;
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = (): void => {
        cancel();
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = this.after(delayMs, wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Timers that have not fired yet. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves both times forward, firing what falls due; resolves when all that was woken has come to rest. */
  async advance(ms: number): Promise<void> {
    const target = this.#monotonicMs + ms;
    await this.settle();
    for (let timer = this.#nextUntil(target); timer; timer = this.#nextUntil(target)) {
      this.#timers.delete(timer);
      this.#moveTo(timer.dueMs);
      timer.run();
      await this.settle();
    }
    this.#moveTo(target);
    await this.settle();
  }

  /** Advances in steps until `condition` holds. @throws when it does not within `limitMs` */
  async advanceUntil(condition: () => boolean, limitMs = 600_000, stepMs = 100): Promise<void> {
    const end = this.#monotonicMs + limitMs;
    await this.settle();
    while (!condition()) {
      if (this.#monotonicMs >= end) throw new Error(`the awaited condition did not come within ${limitMs} ms of manual time`);
      await this.advance(stepMs);
    }
  }

  /**
   * Moves time to the timer that is due next and fires it alone; resolves when all that it woke has come to rest. False where
   * none is due within `limitMs`: then no time has passed.
   */
  async step(limitMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    await this.settle();
    const timer = this.#nextUntil(this.#monotonicMs + limitMs);
    if (timer === undefined) return false;
    this.#timers.delete(timer);
    this.#moveTo(timer.dueMs);
    timer.run();
    await this.settle();
    return true;
  }

  /** Runs a promise to its end, moving time forward as long as it is pending. */
  async complete<T>(work: Promise<T>, limitMs = 600_000): Promise<T> {
    let done = false;
    const mark = (): void => void (done = true);
    work.then(mark, mark);
    await this.advanceUntil(() => done, limitMs);
    return work;
  }

  /** A step of the wall clock (NTP, daylight saving); durations do not see it. */
  jump(ms: number): void {
    this.#wallMs += ms;
  }

  /** Lets everything that is ready run, without moving time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
  }

  #nextUntil(limitMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > limitMs) continue;
      if (!next || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order)) next = timer;
    }
    return next;
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}
