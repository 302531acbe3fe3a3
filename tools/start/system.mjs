// @ts-check
import { readFileSync } from 'node:fs';
import { Child } from './children.mjs';
import { DRAIN_MS } from './leftovers.mjs';
import { freePort } from './ports.mjs';
import { identityOf } from './processes.mjs';
import { PlainError, until } from './progress.mjs';

/** @typedef {'simulator' | 'gateway' | 'portal'} PartName */
/** @typedef {(child: Child) => Promise<boolean>} IsReady */

const READY_MS = 120_000;
/** Somebody may take a port between our look and the part's start. */
const PORT_TRIES = 3;
const DATABASE_LOOK_MS = 1_000;

/** The running parts of one start: begins them, watches them, ends them in their order. */
export class System {
  /** @type {Map<string, Child>} */
  #children = new Map();
  /** @type {import('./external-postgres.mjs').Database | undefined} */
  #database;
  /** @type {NodeJS.Timeout | undefined} */
  #watch;

  /**
   * @param {{logs: string, register: (name: string, pid: number) => () => void, halt: AbortController, hurry: AbortSignal, log: (line: string) => void}} options
   */
  constructor(options) {
    this.options = options;
  }

  /** @param {import('./external-postgres.mjs').Database} database */
  useDatabase(database) {
    this.#database = database;
    const { pid } = database;
    if (pid === undefined) return;
    const identity = identityOf(pid);
    // The database is not our child after a takeover, so the system does not tell us that it has ended.
    this.#watch = setInterval(() => {
      if (identityOf(pid) !== identity)
        this.options.halt.abort(new PlainError(`Postgres ended unexpectedly. Its log: ${this.options.logs}/postgres.log`));
    }, DATABASE_LOOK_MS);
  }

  /**
   * Starts a part and waits until it is ready.
   * @param {PartName} name
   * @param {() => import('./children.mjs').Command} command
   * @param {IsReady} isReady
   * @param {(free: (from: number) => Promise<number>) => Promise<void>} [movePort] where another port can still be chosen
   */
  async start(name, command, isReady, movePort) {
    const { logs, register, halt } = this.options;
    for (let tries = 1; ; tries += 1) {
      let starting = true;
      const child = new Child(name, command(), {
        logs,
        register,
        onDeath: (dead) => {
          if (!starting) halt.abort(new PlainError(dead.obituary()));
        },
      });
      this.#children.set(name, child);
      const outcome = await until(async () => (child.ended ? 'ended' : (await isReady(child)) ? 'ready' : undefined), {
        timeoutMs: READY_MS,
        signal: halt.signal,
        late: () => `The ${name} is not ready after ${READY_MS / 1000} s. Its log: ${child.logFile}`,
      });
      starting = false;
      if (outcome === 'ready' && !child.ended) return;
      const portTaken = /EADDRINUSE/.test(readFileSync(child.logFile, 'utf8'));
      if (!portTaken || !movePort || tries >= PORT_TRIES) throw new PlainError(child.obituary());
      await movePort(freePort);
    }
  }

  /** Portal, gateway (drained), simulator, Postgres. Each gets its chance even when one before it fails. */
  async stop() {
    const { hurry, log } = this.options;
    clearInterval(this.#watch);
    /** @type {unknown[]} */
    const faults = [];
    /** @param {(() => Promise<void>) | undefined} work */
    const attempt = async (work) => {
      try {
        await work?.();
      } catch (error) {
        faults.push(error);
      }
    };
    /** @param {number} seconds */
    const onWait = (seconds) => log(`  the gateway finishes what is on a terminal (${seconds} s; this can take up to ${DRAIN_MS / 1000} s) …`);
    const quick = { patienceMs: 10_000, hurryMs: 2_000, hurry, group: true };
    await attempt(() => this.#stopPart('portal', quick));
    // Not its group: a bank program may be serving a guest, and is the gateway's to end.
    await attempt(() => this.#stopPart('gateway', { patienceMs: DRAIN_MS + 5_000, hurryMs: 10_000, hurry, group: false, onWait }));
    await attempt(() => this.#stopPart('simulator', quick));
    await attempt(this.#database?.stop);
    if (faults.length > 0) throw faults[0];
  }

  /** @param {PartName} name @param {Parameters<Child['stop']>[0]} how */
  async #stopPart(name, how) {
    await this.#children.get(name)?.stop(how);
  }
}

/** How long one question is waited for; the first page of a portal takes a while on a slow machine. */
const ANSWER_MS = 30_000;

/**
 * Whether an address answers well enough. The timer is our own: a signal of `AbortSignal.timeout` that only
 * `AbortSignal.any` knows may be collected as garbage in Node 20, and the question then waited five minutes.
 * @param {string} url
 * @param {(status: number) => boolean} enough
 * @param {AbortSignal} signal
 */
export async function answers(url, enough, signal) {
  const giveUp = new AbortController();
  const stop = () => giveUp.abort();
  const timer = setTimeout(stop, ANSWER_MS);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    const answer = await fetch(url, { redirect: 'manual', signal: giveUp.signal });
    await answer.arrayBuffer();
    return enough(answer.status);
  } catch {
    return false; // not listening yet; the caller knows when to give up
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
