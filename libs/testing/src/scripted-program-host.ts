import { ok, refuse, type Clock, type Result } from '@payport/domain';
import type { ProgramExit, ProgramHost, ProgramRun, ProgramSpec, RunQuery, RunSearch, SpawnRefusal } from '@payport/terminals-core';
import { ScriptedFolder } from './scripted-folder.ts';

/** What a scripted program sees while it runs. */
export interface ScriptedRun {
  readonly pid: number;
  readonly args: readonly string[];
  readonly folder: ScriptedFolder;
  readonly clock: Clock;
  /** Aborted when the run is killed; what the script does afterwards has no effect on the exit. */
  readonly killed: AbortSignal;
}

/** The behaviour of one run: writes its files and resolves at its end. Nothing returned means exit code 0. */
export type RunScript = (run: ScriptedRun) => Promise<Partial<ProgramExit> | void> | Partial<ProgramExit> | void;

interface LiveRun {
  readonly spec: ProgramSpec;
  readonly run: ProgramRun;
}

/** A `ProgramHost` in memory: no process, no disk; each spawn plays the next script, or the standing one. */
export class ScriptedProgramHost implements ProgramHost {
  /** Every accepted spawn, in order. */
  readonly spawned: ProgramSpec[] = [];
  /** False: the system cannot list processes, as on a host without /proc. */
  canSearch = true;
  readonly #clock: Clock;
  readonly #folders = new Map<string, ScriptedFolder>();
  readonly #queue: (RunScript | SpawnRefusal)[] = [];
  readonly #live = new Set<LiveRun>();
  #standing: RunScript = () => ({ exitCode: 0 });
  #pids = 1000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  folder(path: string): ScriptedFolder {
    const known = this.#folders.get(path);
    if (known) return known;
    const made = new ScriptedFolder(path, this.#clock);
    this.#folders.set(path, made);
    return made;
  }

  /** The next spawn plays this script. Several calls queue up. */
  next(script: RunScript): this {
    this.#queue.push(script);
    return this;
  }

  /** The next spawn is refused by the system. */
  refuseNext(refusal: SpawnRefusal = { reason: 'program_missing', systemCode: 'ENOENT' }): this {
    this.#queue.push(refusal);
    return this;
  }

  /** Every spawn without a queued script plays this one. */
  always(script: RunScript): this {
    this.#standing = script;
    return this;
  }

  async spawn(spec: ProgramSpec): Promise<Result<ProgramRun, SpawnRefusal>> {
    await Promise.resolve();
    const next = this.#queue.shift() ?? this.#standing;
    if (typeof next !== 'function') return refuse(next);
    this.spawned.push(spec);
    return ok(this.start(spec, next));
  }

  /** Starts a run that nobody here spawned: what a dead gateway or a person left behind. */
  start(spec: ProgramSpec, script: RunScript): ProgramRun {
    const pid = (this.#pids += 1);
    const killed = new AbortController();
    const gone = new Promise<ProgramExit>((resolve) => {
      killed.signal.addEventListener('abort', () => resolve({ exitCode: null, signal: 'SIGKILL' }), { once: true });
    });
    const played = this.#play(script, { pid, args: spec.args, folder: this.folder(spec.folder), clock: this.#clock, killed: killed.signal });
    const ended = Promise.race([gone, played]).finally(() => this.#live.delete(live));
    const run: ProgramRun = {
      pid,
      startToken: `start-${pid}`,
      ended,
      kill: async () => {
        killed.abort();
        await ended;
      },
    };
    const live: LiveRun = { spec, run };
    this.#live.add(live);
    return run;
  }

  async findRun(query: RunQuery): Promise<RunSearch> {
    await Promise.resolve();
    if (!this.canSearch) return { found: 'cannot_tell' };
    const hit = [...this.#live].find(({ spec }) => fits(spec, query));
    return hit ? { found: 'running', run: hit.run } : { found: 'none' };
  }

  /** Runs that have not ended. */
  get live(): readonly ProgramSpec[] {
    return [...this.#live].map(({ spec }) => spec);
  }

  async #play(script: RunScript, run: ScriptedRun): Promise<ProgramExit> {
    await Promise.resolve();
    const exit = (await script(run)) ?? {};
    const signal = exit.signal ?? null;
    return { exitCode: exit.exitCode ?? (signal === null ? 0 : null), signal };
  }
}

const fits = (spec: ProgramSpec, query: RunQuery): boolean =>
  spec.program === query.program && spec.folder === query.folder && (query.argument === null || spec.args.includes(query.argument));
