import { CheckViolation } from './event-rules.ts';
import { Changes, type MemoryDatabase } from './memory-database.ts';
import type { LockOwner } from './row-locks.ts';
import { ConnectionLost, type StoreConditions } from './store-conditions.ts';

const SENT = Promise.resolve();

/**
 * One transaction: statements one behind the other, what it wrote seen by itself alone, locks until its end. After a
 * statement that failed the others are refused, as Postgres does, and the commit tells the first failure.
 */
export class MemoryTransaction implements LockOwner {
  readonly id: number;
  readonly changes = new Changes();
  readonly #sent: Promise<unknown>[] = [];
  #tail: Promise<unknown> = Promise.resolve();
  /** Statements that have not ended. */
  #pending = 0;
  #failed = false;
  #over = false;

  constructor(
    readonly database: MemoryDatabase,
    private readonly conditions: StoreConditions,
  ) {
    this.id = database.nextOwner();
  }

  /** A statement whose answer is read. */
  run<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    if (this.#pending > 0) return this.#queue(this.#tail.then(() => this.#perform(name, work)));
    try {
      const done = this.#perform(name, work);
      return done instanceof Promise ? this.#queue(done) : Promise.resolve(done);
    } catch (error) {
      return this.#queue(Promise.reject(error instanceof Error ? error : new Error(String(error))));
    }
  }

  /** The next statement begins when this one has ended. */
  #queue<T>(answer: Promise<T>): Promise<T> {
    this.#pending += 1;
    this.#tail = answer.then(this.#ended, this.#ended);
    return answer;
  }

  readonly #ended = (): void => {
    this.#pending -= 1;
  };

  /** A statement whose answer nobody reads: its failure is told by the next one, or by the commit. */
  send(name: string, work: () => Promise<void> | void): Promise<void> {
    this.#sent.push(this.run(name, work));
    return SENT;
  }

  /** Undefined where the lock was free. */
  lock(key: string): Promise<void> | undefined {
    const wait = this.database.locks.acquire(this, key);
    if (wait) return wait.then(this.#mayHold);
    this.#mayHold();
    return undefined;
  }

  readonly #mayHold = (): void => {
    if (!this.#over) return;
    this.database.locks.releaseAll(this);
    throw new ConnectionLost('the connection was cut');
  };

  /** Takes the locks one after the other and then does it; all at once where nobody else has one of them. */
  under<T>(keys: readonly string[], work: () => T | Promise<T>): T | Promise<T> {
    for (const [i, key] of keys.entries()) {
      const wait = this.lock(key);
      if (wait) return wait.then(() => this.under(keys.slice(i + 1), work));
    }
    return work();
  }

  unlock(key: string): void {
    this.database.locks.release(this, key);
  }

  async finish(durable: boolean): Promise<void> {
    if (this.#pending > 0) await this.#tail;
    if (this.#failed) for (const one of await Promise.allSettled(this.#sent)) if (one.status === 'rejected') throw one.reason;
    if (this.#failed || this.#over) throw new ConnectionLost('nothing to commit');
    for (const id of this.changes.inserted) {
      if ((this.changes.events.get(id) ?? []).length === 0) throw new CheckViolation('payment_has_event', 'no payment without an event');
    }
    const told = this.conditions.commit(durable);
    const fate = typeof told === 'string' ? told : await told;
    if (this.#over || fate === 'lost') throw new ConnectionLost('the connection was lost before the commit');
    this.database.commit(this.changes, durable);
    this.cut();
    if (fate === 'unanswered') throw new ConnectionLost('the answer to the commit was lost');
  }

  /** The first failure of what was sent without waiting, else what was thrown. */
  async firstFailure(thrown: unknown): Promise<unknown> {
    for (const one of await Promise.allSettled(this.#sent)) if (one.status === 'rejected') return one.reason;
    return thrown;
  }

  /** Ends it, committed or not: the locks go to whoever waits. */
  cut(): void {
    this.#over = true;
    this.database.locks.releaseAll(this);
  }

  /** What nothing has to be waited for is done at once: a simulation runs some sixty statements for a payment. */
  #perform<T>(name: string, work: () => Promise<T> | T): Promise<T> | T {
    if (this.#over) throw new ConnectionLost('the connection was cut');
    if (this.#failed) throw new Error('current transaction is aborted');
    try {
      const wait = this.conditions.statement(name);
      if (wait) return this.#performAfter(wait, work);
      const done = work();
      if (done instanceof Promise) return this.#answered(done);
      const late = this.conditions.answered?.();
      return late ? late.then(() => done) : done;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  async #performAfter<T>(wait: Promise<void>, work: () => Promise<T> | T): Promise<T> {
    try {
      await wait;
      if (this.#over) throw new ConnectionLost('the connection was cut');
    } catch (error) {
      this.#failed = true;
      throw error;
    }
    return this.#answered(new Promise((resolve) => resolve(work())));
  }

  async #answered<T>(done: Promise<T>): Promise<T> {
    try {
      const value = await done;
      const late = this.conditions.answered?.();
      if (late) await late;
      return value;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }
}
