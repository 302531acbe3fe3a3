import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endStrayPostgres } from '../postgres.mjs';
import { endProcess, identityOf } from '../processes.mjs';

/** Waits for a condition; the message says what never came. */
export async function eventually<T>(what: string, look: () => T | undefined | false, timeoutMs = 60_000): Promise<T> {
  for (const deadline = performance.now() + timeoutMs; performance.now() < deadline; await delay(20)) {
    const found = look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`never came: ${what}`);
}

/** One run of a launcher in a process group of its own, as a terminal would start it. */
export class Launched {
  output = '';
  readonly ended: Promise<number | string>;
  readonly #child: ChildProcess;

  constructor(command: string[], options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number }) {
    const [program = '', ...args] = command;
    this.#child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits for words on the screen; a launcher that ends without them is the failure itself. */
  async says(words: RegExp, timeoutMs = 60_000): Promise<void> {
    let over = false;
    void this.ended.finally(() => (over = true));
    await eventually(`${words} in:\n${this.output}`, () => words.test(this.output) || over, timeoutMs);
    if (!words.test(this.output)) throw new Error(`ended without ${words}:\n${this.output}`);
  }

  /** Ctrl-C in a terminal reaches every process of the foreground group. */
  pressCtrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }
}

/** A PAYPORT_HOME of its own, with the launcher's records of it. */
export class TemporaryHome {
  readonly dir: string;
  readonly #runs: Launched[] = [];

  readonly parent = mkdtempSync(path.join(os.tmpdir(), 'payport-start-'));

  constructor() {
    this.dir = path.join(this.parent, 'home');
    chmodSync(this.parent, 0o755); // else the database's user could not enter it, and would be placed elsewhere
  }

  /** The launcher with stand-in parts on this home; all ports are free ones unless told otherwise. */
  start(args: string[] = [], env: NodeJS.ProcessEnv = {}): Launched {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABASE_|npm_|AUTH_SECRET|VITEST)/.test(name)));
    const run = new Launched([process.execPath, path.join(import.meta.dirname, 'launch.mjs'), ...args], {
      cwd: os.tmpdir(),
      env: { ...inherited, PAYPORT_HOME: this.dir, GATEWAY_PORT: '0', PORTAL_PORT: '0', SIMULATOR_PORT: '0', POSTGRES_PORT: '0', ...env },
    });
    this.#runs.push(run);
    return run;
  }

  file(name: string): string {
    return path.join(this.dir, name);
  }

  json<T>(name: string): T {
    return JSON.parse(readFileSync(this.file(name), 'utf8')) as T;
  }

  mode(name: string): string {
    return (statSync(this.file(name)).mode & 0o777).toString(8);
  }

  /** What the stand-in parts did, one line each. */
  events(): string[] {
    return existsSync(this.file('events.log')) ? readFileSync(this.file('events.log'), 'utf8').trimEnd().split('\n') : [];
  }

  /** The running part's process, from its own words. */
  pidOf(part: string): number {
    const line = this.events().findLast((text) => text.startsWith(`${part} up `));
    return Number(line?.split(' ')[2]);
  }

  postgresPid(): number {
    return Number(readFileSync(path.join(this.dir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  isRunning(pid: number): boolean {
    return identityOf(pid) !== undefined;
  }

  /** Ends whatever a failed test left running and forgets what the parts said; the database stays. */
  async settle(): Promise<void> {
    for (const { pid } of this.#runs.splice(0)) await endProcess(pid, [['SIGKILL', 5_000]]);
    for (const part of ['portal', 'gateway', 'simulator']) if (this.pidOf(part) > 1) await endProcess(this.pidOf(part), [['SIGKILL', 5_000]]);
    await endStrayPostgres(this.dir);
    rmSync(this.file('events.log'), { force: true });
  }

  async remove(): Promise<void> {
    await this.settle();
    rmSync(this.parent, { recursive: true, force: true });
  }
}
