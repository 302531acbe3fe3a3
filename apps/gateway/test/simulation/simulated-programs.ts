import { refuse, type Result } from '@payport/domain';
import type { FolderFile, ProgramFolder, ProgramHost, ProgramRun, ProgramSpec, RunQuery, RunSearch, SpawnRefusal } from '@payport/terminals-core';
import { ABORT_FILE } from '@payport/terminals-sberbank';
import type { ScriptedFolder, ScriptedProgramHost } from '@payport/testing';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';

const FILE_MS = 8;
const SPAWN_MS = 60;

export interface MachineWorld {
  readonly host: ScriptedProgramHost;
  readonly faults: Faults;
  /** The file that asks a run to stop was put into this folder. */
  readonly stopAsked: (folder: string) => void;
  readonly spawning: (spec: ProgramSpec) => void;
}

/** The machine's programs and folders as one life of the gateway sees them: they outlive it. */
export class SimulatedPrograms implements ProgramHost {
  constructor(
    private readonly life: Life,
    private readonly world: MachineWorld,
  ) {}

  folder(path: string): ProgramFolder {
    return new SimulatedFolder(this.world.host.folder(path), this.life, this.world);
  }

  async spawn(spec: ProgramSpec): Promise<Result<ProgramRun, SpawnRefusal>> {
    await this.life.sendingPause(SPAWN_MS);
    if (this.world.faults.strikes('spawn_refused')) return refuse({ reason: 'system_refused', systemCode: 'EAGAIN' });
    this.world.spawning(spec);
    const started = await this.world.host.spawn(spec);
    await this.life.pause(SPAWN_MS);
    return started.ok ? { ok: true, value: this.#seen(started.value) } : started;
  }

  async findRun(query: RunQuery): Promise<RunSearch> {
    await this.life.pause(FILE_MS);
    const search = await this.world.host.findRun(query);
    return search.found === 'running' ? { found: 'running', run: this.#seen(search.run, true) } : search;
  }

  /** Of a run that is only found, nobody hears how it ended. */
  #seen(run: ProgramRun, found = false): ProgramRun {
    const ended = run.ended.then(async (exit) => {
      await this.life.pause(FILE_MS);
      return found ? { exitCode: null, signal: null } : exit;
    });
    return {
      ...run,
      ended,
      kill: async () => {
        await this.life.pause(FILE_MS);
        await run.kill();
      },
    };
  }
}

class SimulatedFolder implements ProgramFolder {
  readonly path: string;

  constructor(
    private readonly folder: ScriptedFolder,
    private readonly life: Life,
    private readonly world: MachineWorld,
  ) {
    this.path = folder.path;
  }

  async read(name: string): Promise<FolderFile | null> {
    await this.#attempt();
    return this.folder.read(name);
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#attempt();
    await this.folder.write(name, bytes);
    if (name === ABORT_FILE) this.world.stopAsked(this.path);
    await this.life.pause(FILE_MS, 10);
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    await this.#attempt();
    const made = await this.folder.create(name, bytes);
    await this.life.pause(FILE_MS, 10);
    return made;
  }

  async remove(name: string): Promise<void> {
    await this.#attempt();
    await this.folder.remove(name);
    await this.life.pause(FILE_MS, 10);
  }

  async list(pattern: RegExp): Promise<readonly string[]> {
    await this.#attempt();
    return this.folder.list(pattern);
  }

  async #attempt(): Promise<void> {
    await this.life.pause(FILE_MS, 15);
    if (this.world.faults.strikes('folder_failed')) throw new Error('EIO');
  }
}
