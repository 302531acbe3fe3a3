import type { Clock } from '@payport/domain';

/** A clock that the player of the history sets. Nothing waits: a pause only moves the time, a limit is never reached. */
export class PlayedClock implements Clock {
  #nowMs = 0;

  set(nowMs: number): void {
    this.#nowMs = nowMs;
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  after(): () => void {
    return () => undefined;
  }

  sleep(delayMs: number): Promise<void> {
    this.advance(delayMs);
    return Promise.resolve();
  }
}
