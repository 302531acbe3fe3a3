import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { BUILDS } from '../build.mjs';
import { PROJECT_ROOT } from '../command-line.mjs';
import { endStrayPostgres } from '../postgres.mjs';
import { endProcess, identityOf } from '../processes.mjs';
import { Launched } from './launched.ts';

export interface Demo {
  readonly gateway: { readonly url: string };
  readonly portal: { readonly url: string };
  readonly bank: { readonly url: string };
  readonly sonata: { readonly property: string; readonly apiKey: string };
  readonly terminals: readonly { readonly id: string; readonly tid: string; readonly property: string }[];
}

/** What the builds have made in this project's folder: a clone that has it need not build again. */
const BUILT = [
  'dist/.payport-builds.json',
  'libs/persistence/src/generated',
  ...new Set(Object.values(BUILDS).flatMap(({ outputs }) => outputs.map((file) => path.dirname(file)))),
];

const WITHOUT_NETWORK = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
/** Only root may cut itself off, and a container may forbid it even to root. */
export const canCutNetwork = (): boolean => spawnSync(WITHOUT_NETWORK[0] ?? '', [...WITHOUT_NETWORK.slice(1), 'true']).status === 0;

/**
 * Another folder with the project as `git clone` and `npm ci` leave it, and the whole product in it. Dependencies are
 * hard links: some 60 000 files in two seconds.
 */
export class Clone {
  #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
    mkdirSync(dir, { recursive: true, mode: 0o755 });
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: PROJECT_ROOT, encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
    for (const file of files) if (existsSync(path.join(PROJECT_ROOT, file))) cpSync(path.join(PROJECT_ROOT, file), path.join(dir, file));
    execFileSync('cp', ['-al', path.join(PROJECT_ROOT, 'node_modules'), dir]);
    for (const made of BUILT)
      if (existsSync(path.join(PROJECT_ROOT, made))) cpSync(path.join(PROJECT_ROOT, made), path.join(dir, made), { recursive: true });
  }

  get dir(): string {
    return this.#dir;
  }

  moveTo(dir: string): void {
    renameSync(this.#dir, dir);
    this.#dir = dir;
  }

  get home(): string {
    return path.join(this.dir, '.payport');
  }

  demo(): Demo {
    return JSON.parse(readFileSync(path.join(this.home, 'demo.json'), 'utf8')) as Demo;
  }

  /** `npm start`, as a person types it. */
  npmStart(args: string[], env: NodeJS.ProcessEnv, user: { uid?: number; gid?: number } = {}): Launched {
    return new Launched(['npm', 'start', ...(args.length > 0 ? ['--', ...args] : [])], { cwd: this.dir, env, ...user });
  }

  /** The same with no network but the loopback one: whatever would be fetched from anywhere is missing. */
  npmStartAlone(args: string[], env: NodeJS.ProcessEnv): Launched {
    return new Launched([...WITHOUT_NETWORK, 'npm', 'start', '--', ...args], { cwd: this.dir, env });
  }

  /** Every program of the running product, the launcher first and Postgres last. */
  pids(): number[] {
    const read = <T>(name: string): T => JSON.parse(readFileSync(path.join(this.home, name), 'utf8')) as T;
    const launcher = read<{ pid: number }>('launcher.lock').pid;
    const parts = read<{ pid: number }[]>('run.json').map(({ pid }) => pid);
    const postgres = Number(readFileSync(path.join(this.home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    return [launcher, ...parts, postgres];
  }

  /** Hands the folder to a user. The files of the dependencies stay whose they are: they are this project's too. */
  giveTo({ uid, gid }: { uid: number; gid: number }, dir = this.dir): void {
    chownSync(dir, uid, gid);
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const full = path.join(dir, entry.name);
      if (entry.isDirectory()) this.giveTo({ uid, gid }, full);
      else if (entry.isFile() && !full.startsWith(path.join(this.dir, 'node_modules'))) chownSync(full, uid, gid);
    }
  }

  /** Forgets the state, as if this folder had never been started; ends what a failed test has left. */
  async forgetState(): Promise<void> {
    if (!existsSync(this.home)) return;
    const pids = [existsSync(path.join(this.home, 'launcher.lock')) ? this.#holder() : 0, ...this.#parts()];
    for (const pid of pids) if (identityOf(pid)) await endProcess(pid, [['SIGKILL', 5_000]]);
    await endStrayPostgres(this.home);
    const place = path.join(this.home, 'postgres.json');
    if (existsSync(place)) rmSync((JSON.parse(readFileSync(place, 'utf8')) as { dir: string }).dir, { recursive: true, force: true });
    rmSync(this.home, { recursive: true, force: true });
  }

  #holder(): number {
    return (JSON.parse(readFileSync(path.join(this.home, 'launcher.lock'), 'utf8')) as { pid: number }).pid;
  }

  #parts(): number[] {
    const file = path.join(this.home, 'run.json');
    if (!existsSync(file)) return [];
    return (JSON.parse(readFileSync(file, 'utf8')) as { pid: number; identity: string }[])
      .filter(({ pid, identity }) => identityOf(pid) === identity)
      .map(({ pid }) => pid);
  }
}
