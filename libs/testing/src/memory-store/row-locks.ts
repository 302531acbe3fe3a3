/** Somebody who holds locks until its end: one transaction. */
export interface LockOwner {
  readonly id: number;
}

/** Postgres' own code for it: one of the waiting transactions is sacrificed. */
export class DeadlockDetected extends Error {
  override readonly name = 'DeadlockDetected';
  readonly code = '40P01';
}

interface Waiter {
  readonly owner: LockOwner;
  readonly take: () => void;
}

/**
 * Exclusive locks by name, held until their owner ends: rows, keys of unique indexes and advisory locks alike. First come,
 * first served; who would wait for itself in a circle is refused instead.
 */
export class RowLocks {
  readonly #holders = new Map<string, LockOwner>();
  readonly #queues = new Map<string, Waiter[]>();
  readonly #heldBy = new Map<LockOwner, Set<string>>();
  readonly #waitsFor = new Map<LockOwner, string>();

  /** Resolves when the lock is the owner's; undefined where it could be taken at once. */
  acquire(owner: LockOwner, key: string): Promise<void> | undefined {
    const holder = this.#holders.get(key);
    if (holder === owner) return undefined;
    if (holder === undefined) {
      this.#give(owner, key);
      return undefined;
    }
    if (this.#circle(owner, holder)) return Promise.reject(new DeadlockDetected(`deadlock detected on ${key}`));
    this.#waitsFor.set(owner, key);
    return new Promise((take) => {
      const queue = this.#queues.get(key) ?? [];
      queue.push({ owner, take });
      this.#queues.set(key, queue);
    });
  }

  /** True when nobody else has it: `skip locked` asks so. */
  isFree(owner: LockOwner, key: string): boolean {
    return (this.#holders.get(key) ?? owner) === owner;
  }

  /** Gives one lock back before the end: nothing was found under it. */
  release(owner: LockOwner, key: string): void {
    if (this.#holders.get(key) !== owner) return;
    this.#heldBy.get(owner)?.delete(key);
    this.#pass(key);
  }

  /** The owner has ended: everything it held goes to whoever waits, in the order of their coming. */
  releaseAll(owner: LockOwner): void {
    const waiting = this.#waitsFor.get(owner);
    if (waiting !== undefined) {
      this.#queues.set(
        waiting,
        (this.#queues.get(waiting) ?? []).filter((waiter) => waiter.owner !== owner),
      );
      this.#waitsFor.delete(owner);
    }
    const held = this.#heldBy.get(owner) ?? [];
    this.#heldBy.delete(owner);
    for (const key of held) this.#pass(key);
  }

  #give(owner: LockOwner, key: string): void {
    this.#holders.set(key, owner);
    const held = this.#heldBy.get(owner) ?? new Set();
    this.#heldBy.set(owner, held.add(key));
  }

  #pass(key: string): void {
    const next = this.#queues.get(key)?.shift();
    if (!next) {
      this.#holders.delete(key);
      return;
    }
    this.#waitsFor.delete(next.owner);
    this.#give(next.owner, key);
    next.take();
  }

  #circle(owner: LockOwner, holder: LockOwner): boolean {
    for (let current: LockOwner | undefined = holder; current !== undefined;) {
      if (current === owner) return true;
      const key: string | undefined = this.#waitsFor.get(current);
      current = key === undefined ? undefined : this.#holders.get(key);
    }
    return false;
  }
}
