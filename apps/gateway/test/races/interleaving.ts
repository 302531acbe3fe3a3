import type { PaymentStore, CommandStore } from '@payport/domain';
import type fc from 'fast-check';
import type pg from 'pg';
import { setImmediate as nextTurn } from 'node:timers/promises';

type AnyAsync = (...args: unknown[]) => Promise<unknown>;
type Transaction = (locks: readonly string[], work: (tx: unknown) => Promise<unknown>) => Promise<unknown>;

/** Whoever blocks on a lock of Postgres can go on only when another one of us does: it is not waited for. */
const BLOCKED = `select count(distinct l.pid)::int as n from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`;
/** Promises that depend on nothing outside come to rest within this many turns of the event loop. */
const QUIET_TURNS = 5;

/**
 * Lets a scheduler of fast-check decide who goes on: every begin and every commit of a transaction, and every answer of a
 * device, waits for its turn. A turn is given only when all others wait as well, in the scheduler or for a lock of Postgres:
 * so the order is the scheduler's, not the machine's.
 */
export class Interleaving {
  private inPostgres = 0;
  scheduler: fc.Scheduler | null = null;

  constructor(private readonly db: pg.Pool) {}

  /** Waits for its turn; outside a race everybody goes on at once. */
  async turn(label: string): Promise<void> {
    await this.scheduler?.schedule(Promise.resolve(), label);
  }

  /** Puts the turns into the ports that the engine already holds. */
  enter(store: PaymentStore | CommandStore): void {
    const own = store as unknown as Record<string, AnyAsync>;
    const prototype = Object.getPrototypeOf(store) as Record<string, unknown>;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (name === 'constructor' || typeof prototype[name] !== 'function') continue;
      const plain = (own[name] as AnyAsync).bind(store);
      own[name] = name === 'transaction' ? (this.transaction(plain) as AnyAsync) : (...args) => this.counted(() => plain(...args));
    }
  }

  /** Runs until all racers have come home, one turn after the other. */
  async race<T>(racers: readonly Promise<T>[]): Promise<T[]> {
    const home = Promise.all(racers);
    let over = false;
    const end = (): void => void (over = true);
    home.then(end, end);
    await this.until(() => over);
    return home;
  }

  /** Gives turns until it is so. */
  async until(so: () => boolean): Promise<void> {
    while (!so()) {
      await this.quiet();
      if (!so() && this.scheduler && this.scheduler.count() > 0) await this.scheduler.waitNext(1);
    }
  }

  private transaction(plain: Transaction): Transaction {
    return async (locks, work) => {
      await this.turn('begin');
      const value = await this.counted(() =>
        plain(locks, async (tx) => {
          const decided = await work(tx);
          await this.uncounted(() => this.turn('commit'));
          return decided;
        }),
      );
      await this.turn('committed');
      return value;
    };
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.inPostgres += 1;
    try {
      return await work();
    } finally {
      this.inPostgres -= 1;
    }
  }

  private async uncounted<T>(work: () => Promise<T>): Promise<T> {
    this.inPostgres -= 1;
    try {
      return await work();
    } finally {
      this.inPostgres += 1;
    }
  }

  private async quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await nextTurn();
      if (this.inPostgres === 0) continue;
      const { rows } = await this.db.query<{ n: number }>(BLOCKED);
      if ((rows[0]?.n ?? 0) < this.inPostgres) turns = -1;
    }
  }
}
