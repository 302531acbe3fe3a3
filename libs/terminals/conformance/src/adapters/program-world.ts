import type { DeviceReference, Random } from '@payport/domain';
import { NO_WIRES, type DriverDefinition, type ProgramHost, type TerminalDriver } from '@payport/terminals-core';
import { ManualClock, passLine, ScriptedProgramHost, SeededRandom, type ScriptedFolder, type ScriptedRun } from '@payport/testing';
import type { Faults, World } from '../adapter.ts';
import { LedgerDevice } from '../device/ledger-device.ts';
import { mortalPrograms, type Life } from '../mortal.ts';

/** What a run leaves: its slip first, then its result. */
export interface Files {
  readonly slip: Uint8Array;
  readonly result: Uint8Array;
  /** 0 where not given. */
  readonly exitCode?: number;
}

export interface ProgramRoom<S> {
  readonly definition: DriverDefinition<S>;
  readonly settings: S;
  readonly tid: string;
  readonly program: string;
  readonly folder: string;
  readonly slipFile: string;
  readonly resultFile: string;
  /** What the program does with its arguments; null: it dies without a file. */
  answer(run: ScriptedRun, device: LedgerDevice): Promise<Files | null>;
  isMoney(args: readonly string[]): boolean;
}

const LOCK_FILE = 'payport.lock';

/** A program in its folder, in front of a terminal. Its two files are one stream here: first the slip, then the result. */
export class ProgramWorld<S> implements World {
  readonly clock = new ManualClock();
  readonly device: LedgerDevice;
  readonly faults: Faults = { toUs: {}, toDevice: {} };
  readonly #host = new ScriptedProgramHost(this.clock);
  readonly #random: Random = new SeededRandom(1);
  #life: Life = { dead: false };
  #written: Uint8Array = new Uint8Array();
  /** Where the slip ends in what was written. */
  readonly #borders = new WeakMap<Uint8Array, number>();

  constructor(private readonly room: ProgramRoom<S>) {
    this.device = new LedgerDevice(this.clock, room.tid);
    this.#host.always((run) => this.#run(run));
  }

  restart(): TerminalDriver {
    const { definition, settings } = this.room;
    const programs: ProgramHost = mortalPrograms(this.#host, this.#life);
    return definition.create(settings, { clock: this.clock, random: this.#random, programs, wires: NO_WIRES });
  }

  kill(): void {
    this.#life.dead = true;
    this.#life = { dead: false };
  }

  newReference(): DeviceReference {
    return this.room.definition.newReference(this.#random);
  }

  /** The command line arrives whole or not at all. */
  traffic(): { readonly toUs: Uint8Array; readonly toDevice: number } {
    return { toUs: this.#written, toDevice: 1 };
  }

  replay(toUs: Uint8Array): void {
    this.#put(this.#host.folder(this.room.folder), toUs, this.#borders.get(toUs) ?? toUs.length);
  }

  breakWire(): void {
    void this.#host.findRun({ program: this.room.program, folder: this.room.folder, argument: null }).then((search) => {
      if (search.found === 'running') void search.run.kill();
    });
  }

  moneyCommands(): number {
    return this.#host.spawned.filter(({ args }) => this.room.isMoney(args)).length;
  }

  leftovers(): readonly string[] {
    const timers = this.clock.pendingTimers;
    return [...(timers === 0 ? [] : [`${timers} timers`]), ...(this.#host.live.length === 0 ? [] : ['a live program'])];
  }

  get locked(): boolean {
    return this.#host.folder(this.room.folder).has(LOCK_FILE);
  }

  async #run(run: ScriptedRun): Promise<{ exitCode: number | null; signal?: string }> {
    const { toDevice } = this.faults;
    if (toDevice.cutAt === 0) return { exitCode: null, signal: 'SIGSEGV' };
    if (toDevice.lostFrom === 0) await new Promise<void>((resolve) => run.killed.addEventListener('abort', () => resolve(), { once: true }));
    if (run.killed.aborted) return { exitCode: null, signal: 'SIGKILL' };
    const files = await this.room.answer(run, this.device);
    if (files === null) return { exitCode: 1 };
    return (await this.#write(run, files)) ? { exitCode: files.exitCode ?? 0 } : { exitCode: null, signal: 'SIGSEGV' };
  }

  /** False: the program died while it wrote. */
  async #write({ folder, clock, killed }: ScriptedRun, { slip, result }: Files): Promise<boolean> {
    const whole = Uint8Array.from([...slip, ...result]);
    this.#written = whole;
    this.#borders.set(whole, slip.length);
    const { toUs } = this.faults;
    const { pieces, cut } = passLine(whole, 0, toUs);
    let written: Uint8Array = new Uint8Array();
    await clock.sleep(toUs.delayMs ?? 0);
    for (const piece of pieces) {
      written = Uint8Array.from([...written, ...piece]);
      if (killed.aborted) return false;
      this.#put(folder, written, slip.length);
      await clock.sleep(toUs.gapMs ?? 1);
    }
    return !cut;
  }

  #put(folder: ScriptedFolder, bytes: Uint8Array, border: number): void {
    if (border > 0) folder.put(this.room.slipFile, bytes.subarray(0, border));
    if (bytes.length > border) folder.put(this.room.resultFile, bytes.subarray(border));
  }
}
