import { ok, type Result } from '@payport/domain';
import type { FolderFile, ProgramExit, ProgramFolder, ProgramHost, ProgramRun, ProgramSpec, RunSearch, SpawnRefusal } from '@payport/terminals-core';
import type { PlayedClock } from './played-clock.ts';

/** What one run of the bank's program did: how long it took, and the files that it left. */
export interface PlayedRun {
  readonly tookMs: number;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly exit: ProgramExit;
}

/** A folder in memory. */
class PlayedFolder implements ProgramFolder {
  readonly path: string;
  readonly #clock: PlayedClock;
  readonly #files = new Map<string, FolderFile>();

  constructor(path: string, clock: PlayedClock) {
    this.path = path;
    this.#clock = clock;
  }

  async read(name: string): Promise<FolderFile | null> {
    return this.#files.get(name) ?? null;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.put(name, bytes);
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    if (this.#files.has(name)) return false;
    this.put(name, bytes);
    return true;
  }

  put(name: string, bytes: Uint8Array): void {
    this.#files.set(name, { bytes, modifiedAtMs: this.#clock.now(), oversize: false });
  }

  async remove(name: string): Promise<void> {
    this.#files.delete(name);
  }

  async list(pattern: RegExp): Promise<readonly string[]> {
    return [...this.#files.keys()].filter((name) => pattern.test(name));
  }
}

/**
 * The bank's program as it ran back then: the terminal's own driver starts it and reads what it left, so the history
 * holds exactly what this version would have recorded.
 */
export class PlayedProgram implements ProgramHost {
  /** Decides what a run with these arguments did. */
  play: (args: readonly string[]) => PlayedRun = () => ({ tookMs: 0, files: [], exit: { exitCode: 1, signal: null } });
  readonly #clock: PlayedClock;
  readonly #folders = new Map<string, PlayedFolder>();
  #pid = 4_000;

  constructor(clock: PlayedClock) {
    this.#clock = clock;
  }

  folder(path: string): PlayedFolder {
    const folder = this.#folders.get(path) ?? new PlayedFolder(path, this.#clock);
    this.#folders.set(path, folder);
    return folder;
  }

  async spawn({ folder, args }: ProgramSpec): Promise<Result<ProgramRun, SpawnRefusal>> {
    this.#pid += 1;
    return ok(this.#run(this.#pid, this.folder(folder), this.play(args)));
  }

  /** The run takes its time when somebody waits for its end, not before. */
  #run(pid: number, folder: PlayedFolder, { tookMs, files, exit }: PlayedRun): ProgramRun {
    let ended: Promise<ProgramExit> | undefined;
    const end = (): Promise<ProgramExit> => {
      this.#clock.advance(tookMs);
      for (const { name, bytes } of files) folder.put(name, bytes);
      return Promise.resolve(exit);
    };
    return {
      pid,
      startToken: null,
      kill: () => Promise.resolve(),
      get ended(): Promise<ProgramExit> {
        return (ended ??= end());
      },
    };
  }

  findRun(): Promise<RunSearch> {
    return Promise.resolve({ found: 'none' });
  }
}
