// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './progress.mjs';
import { identityOf, signal, waitGone } from './processes.mjs';
import { lastLines } from './tools.mjs';

/** An end that takes longer than this is explained, and again each time as much has passed. */
const WAIT_NEWS_MS = 2_000;
const WAIT_NEWS_EVERY_MS = 10_000;

/** @typedef {{command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv}} Command */

/** One long-running program of ours, in a process group of its own and with a log file of its own. */
export class Child {
  /** @type {string | undefined} */
  #identity;
  #ended = false;
  #stopping = false;

  /**
   * @param {string} name
   * @param {Command} command
   * @param {{logs: string, register: (name: string, pid: number) => () => void, onDeath: (child: Child) => void}} options
   */
  constructor(name, { command, args, cwd, env }, { logs, register, onDeath }) {
    this.name = name;
    this.logFile = path.join(logs, `${name}.log`);
    if (existsSync(this.logFile)) renameSync(this.logFile, `${this.logFile}.1`);
    // A file, not a pipe to us: a launcher that is killed must not take its children's output away.
    const log = openSync(this.logFile, 'a', 0o600);
    const child = spawn(command, args, { cwd, env, detached: true, windowsHide: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.pid = child.pid ?? 0;
    this.#identity = identityOf(this.pid);
    const forget = this.pid ? register(name, this.pid) : () => undefined;
    /** @type {string} */
    this.how = '';
    /** @param {string} how */
    const end = (how) => {
      if (this.#ended) return;
      this.#ended = true;
      this.how = how;
      forget();
      if (!this.#stopping) onDeath(this);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, killedBy) => end(killedBy ?? `exit code ${code}`));
  }

  get ended() {
    return this.#ended;
  }

  /** What happened, with the last words, for a person. */
  obituary() {
    return `The ${this.name} ended unexpectedly (${this.how}). Its last lines:\n${lastLines(this.logFile)}\n  The whole log: ${this.logFile}`;
  }

  /**
   * Asks it to end and waits. `hurry` comes from a second Ctrl-C: then the time to wait is short.
   * @param {{patienceMs: number, hurryMs: number, hurry: AbortSignal, group: boolean, onWait?: (seconds: number) => void}} options
   */
  async stop({ patienceMs, hurryMs, hurry, group, onWait }) {
    this.#stopping = true;
    if (this.#ended || this.#identity === undefined) return;
    const target = group && process.platform !== 'win32' ? -this.pid : this.pid;
    signal(target, 'SIGTERM');
    const from = performance.now();
    let told = WAIT_NEWS_MS - WAIT_NEWS_EVERY_MS;
    for (let asked = false; !(await waitGone(this.pid, this.#identity, 500));) {
      const elapsed = performance.now() - from;
      if (hurry.aborted && !asked) {
        asked = true;
        signal(target, 'SIGINT');
        patienceMs = Math.min(patienceMs, elapsed + hurryMs);
      }
      if (elapsed > patienceMs) break;
      if (onWait && elapsed > told + WAIT_NEWS_EVERY_MS) {
        onWait(Math.round(elapsed / 1000));
        told = elapsed;
      }
    }
    // Once more to a whole group: its leader may have left helpers behind. Never to a bank program that serves a guest.
    if (await waitGone(this.pid, this.#identity, 0)) {
      if (target < 0) signal(target, 'SIGKILL');
      return;
    }
    signal(target, 'SIGKILL');
    if (!(await waitGone(this.pid, this.#identity, 5_000))) throw new PlainError(`The ${this.name} (process ${this.pid}) does not end.`);
  }
}
