import type { Clock } from '@payport/domain';

interface Entry {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | null;
}

const STEPS_AT_ONCE = 64;

const earlier = (one: Entry, other: Entry): boolean => one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);

/**
 * The only source of time and of order: a queue of moments. One step runs the next one and then lets everything that was
 * woken come to rest, so that nothing but the queue decides what happens before what.
 */
export class VirtualTime {
  #monotonicMs = 0;
  #wallOffsetMs: number;
  #order = 0;
  readonly #heap: Entry[] = [];

  constructor(startMs: number) {
    this.#wallOffsetMs = startMs;
  }

  get wallMs(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }

  get monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** The wall clock jumps; durations do not see it. */
  jump(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  after(delayMs: number, run: () => void): () => void {
    this.#order += 1;
    const entry: Entry = { atMs: this.#monotonicMs + Math.max(0, delayMs), order: this.#order, run };
    this.#push(entry);
    return () => {
      entry.run = null;
    };
  }

  /** Runs moments as long as there are any and `goOn` says so; it is asked before each of them. */
  play(goOn: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let over = false;
      const end = (settle: () => void): void => {
        over = true;
        settle();
      };
      const turn = (): void => {
        if (over) return;
        try {
          if (!goOn() || !this.#step()) end(resolve);
        } catch (error) {
          end(() => reject(error instanceof Error ? error : new Error(String(error))));
        }
      };
      // Node brings everything to rest between two of its immediate callbacks; a round of them costs one look at its files.
      const round = (): void => {
        for (let i = 0; i < STEPS_AT_ONCE && !over; i += 1) setImmediate(turn);
        if (!over) setImmediate(round);
      };
      round();
    });
  }

  /** Runs the next moment; false when there is none. */
  #step(): boolean {
    let entry = this.#pop();
    while (entry && entry.run === null) entry = this.#pop();
    if (!entry?.run) return false;
    this.#monotonicMs = entry.atMs;
    entry.run();
    return true;
  }

  /** A clock on this time whose owner may die or fall asleep: its timers fire only while it is awake. */
  clockOf(owner: { readonly whenAwake: (run: () => void) => void }): Clock {
    const after = (delayMs: number, run: () => void): (() => void) => {
      let cancelled = false;
      const cancel = this.after(delayMs, () => owner.whenAwake(() => (cancelled ? undefined : run())));
      return () => {
        cancelled = true;
        cancel();
      };
    };
    return {
      now: () => this.wallMs,
      monotonic: () => this.#monotonicMs,
      after,
      sleep: (delayMs, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve();
          const wake = (): void => {
            cancel();
            signal?.removeEventListener('abort', wake);
            resolve();
          };
          const cancel = after(delayMs, wake);
          signal?.addEventListener('abort', wake, { once: true });
        }),
    };
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      const parent = heap[up];
      if (!parent || !earlier(entry, parent)) break;
      heap[i] = parent;
      i = up;
    }
    heap[i] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      let child = heap[down];
      if (!child) break;
      const right = heap[down + 1];
      if (right && earlier(right, child)) {
        child = right;
        down += 1;
      }
      if (!earlier(child, last)) break;
      heap[i] = child;
      i = down;
    }
    heap[i] = last;
    return first;
  }
}
