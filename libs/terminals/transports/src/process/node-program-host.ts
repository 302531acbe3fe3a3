import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { ok, refuse, type Clock, type Result } from '@payport/domain';
import type { ProgramExit, ProgramFolder, ProgramHost, ProgramRun, ProgramSpec, RunQuery, RunSearch, SpawnRefusal } from '@payport/terminals-core';
import { NodeProgramFolder } from './node-program-folder.ts';
import { isSameProcess, processEntry, searchProcesses } from './process-table.ts';
import { commandLine, obstacle, programFile, spawnRefusal } from './program-file.ts';
import { systemCode } from './system-error.ts';
import { searchWindowsTasks } from './windows-tasks.ts';

export interface NodeProgramHostOptions {
  readonly clock: Clock;
  /** The whole environment of the programs; see `bankProgramEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How often a process that is not our child is looked at, ms. */
const WATCH_INTERVAL_MS = 200;
const WINDOWS = process.platform === 'win32';

/** Runs bank programs on this machine. */
export class NodeProgramHost implements ProgramHost {
  readonly #clock: Clock;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(options: NodeProgramHostOptions) {
    this.#clock = options.clock;
    this.#environment = options.environment;
  }

  folder(path: string): ProgramFolder {
    return new NodeProgramFolder(path);
  }

  async spawn(spec: ProgramSpec): Promise<Result<ProgramRun, SpawnRefusal>> {
    const obvious = await obstacle(spec);
    if (obvious !== null) return refuse(obvious);
    const { command, args } = commandLine(programFile(spec.program, spec.folder), spec.args);
    let child: ChildProcess;
    try {
      // Detached: a process group (on Windows a console) of its own, so that Ctrl-C on the gateway stops no payment.
      child = spawn(command, args, {
        cwd: spec.folder,
        detached: true,
        shell: false,
        stdio: 'ignore',
        windowsHide: true,
        env: { ...this.#environment },
      });
    } catch (error) {
      return refuse(spawnRefusal(error));
    }
    const ended = new Promise<ProgramExit>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    });
    const failure = await started(child);
    if (failure !== null || child.pid === undefined) return refuse(failure ?? { reason: 'system_refused', systemCode: 'UNKNOWN' });
    child.unref();
    const { pid } = child;
    const startToken = (await processEntry(pid))?.startToken ?? null;
    return ok({ pid, startToken, ended, kill: () => killChild(pid, ended) });
  }

  async findRun(query: RunQuery): Promise<RunSearch> {
    if (WINDOWS) {
      const task = await searchWindowsTasks(query);
      if (task.found !== 'running') return { found: task.found };
      const { pid } = task;
      return {
        found: 'running',
        run: this.#adopted(
          pid,
          null,
          async () => exists(pid),
          () => taskkill(pid),
        ),
      };
    }
    const entry = await searchProcesses(query);
    if (entry === null) return { found: 'cannot_tell' };
    if (entry === 'none') return { found: 'none' };
    const { pid, startToken, group } = entry;
    const isAlive = (): Promise<boolean> => isSameProcess(pid, startToken);
    return { found: 'running', run: this.#adopted(pid, startToken, isAlive, () => signalHard(group === pid ? -pid : pid)) };
  }

  #adopted(pid: number, startToken: string | null, isAlive: () => Promise<boolean>, signal: () => void | Promise<void>): ProgramRun {
    /** Looks only once someone waits. How a process that is not our child ended is not to be learned, only that it did. */
    const watch = async (): Promise<ProgramExit> => {
      while (await isAlive()) await this.#clock.sleep(WATCH_INTERVAL_MS);
      return { exitCode: null, signal: null };
    };
    let watched: Promise<ProgramExit> | undefined;
    return {
      pid,
      startToken,
      get ended() {
        return (watched ??= watch());
      },
      async kill() {
        if (await isAlive()) await signal();
        await this.ended;
      },
    };
  }
}

/** Null once it runs; the system's refusal otherwise. */
function started(child: ChildProcess): Promise<SpawnRefusal | null> {
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(null));
    // Stays attached: a later failure to signal the child arrives here too, and changes nothing.
    child.on('error', (error) => resolve(spawnRefusal(error)));
  });
}

/** Ends the child and everything it started, and waits until the child is gone. */
async function killChild(pid: number, ended: Promise<ProgramExit>): Promise<void> {
  if (WINDOWS) await taskkill(pid);
  else signalHard(-pid);
  await ended;
}

/** SIGKILL to a process, or (a negative number) to a process group. */
function signalHard(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error; // ESRCH: it ended by itself.
  }
}

/** The exit status is not looked at: the caller waits for the end itself. */
const taskkill = (pid: number): Promise<void> =>
  new Promise((resolve) => {
    execFile('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }, () => resolve());
  });

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
