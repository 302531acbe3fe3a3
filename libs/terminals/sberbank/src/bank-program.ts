import type { Clock, Random, Result } from '@payport/domain';
import { ok, refuse } from '@payport/domain';
import type { CleanFrame, DriverSession, Evidence, ProgramExit, ProgramHost, ProgramRun, SpawnRefusal, TerminalIo } from '@payport/terminals-core';
import { cleanArguments } from './clean.ts';
import { ABORT_GRACE_MS, ANSWER_GRACE_MS, ANSWER_POLL_MS, KILL_GRACE_MS, REQUEST_ID_SWITCH } from './constants.ts';
import { FolderKeeper, type LeftFiles } from './folder-keeper.ts';
import type { FolderLock } from './folder-lock.ts';
import { readLeft, type LeftAnswer } from './left-answer.ts';
import { newRequestId } from './request-id.ts';
import { deviceStepLimitMs, type SberbankSettings } from './settings.ts';

const ENCODER = new TextEncoder();

/** What is left of an earlier run in this folder. */
export type EarlierRun =
  | { readonly state: 'none' }
  /** `run` null: the system cannot show it, but its time is not over. `ours`: the lock or the request id proves it. */
  | { readonly state: 'running'; readonly run: ProgramRun | null; readonly ours: boolean; readonly lock: FolderLock | null }
  | { readonly state: 'ended'; readonly lock: FolderLock };

/** One bank program in its folder: starting it, finding it again, and reading what it left. */
export class BankProgram {
  readonly settings: SberbankSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly keeper: FolderKeeper;
  readonly #programs: ProgramHost;
  readonly #holder: string;
  /** Runs of this instance that were not over when it stopped waiting. */
  readonly #left = new Map<number, ProgramRun>();

  /** When this instance first met an order or a lock, monotonic ms. */
  readonly #met = new Map<string, number>();

  constructor(settings: SberbankSettings, io: TerminalIo) {
    this.settings = settings;
    this.clock = io.clock;
    this.random = io.random;
    this.#programs = io.programs;
    this.keeper = new FolderKeeper(io.programs.folder(settings.folder), settings.slipFile, settings.timeLimitMs);
    this.#holder = newRequestId(io.random) + newRequestId(io.random);
  }

  get stepLimitMs(): number {
    return deviceStepLimitMs(this.settings);
  }

  newLock(of: Pick<FolderLock, 'reference' | 'operation' | 'requestId' | 'limitMs' | 'orderKilled'>): FolderLock {
    return { format: 1, holder: this.#holder, startedAtMs: this.clock.now(), pid: null, startToken: null, ...of };
  }

  start(args: readonly string[]): Promise<Result<ProgramRun, SpawnRefusal>> {
    return this.#programs.spawn({ program: this.settings.program, folder: this.settings.folder, args });
  }

  /** Keeps a run in mind whose end was not awaited. */
  leave(run: ProgramRun): void {
    this.#left.set(run.pid, run);
    void run.ended.then(() => this.#left.delete(run.pid));
  }

  /** Looks for a run that may still speak with the device; `reference` finds it even where its lock is lost. */
  async earlierRun(reference: string): Promise<EarlierRun> {
    const lock = await this.keeper.lock();
    const { program, folder } = this.settings;
    const noted = lock?.pid == null ? null : { pid: lock.pid, startToken: lock.startToken };
    const search = await this.#programs.findRun({ program, folder, argument: null, noted });
    if (search.found === 'running') {
      return { state: 'running', run: search.run, ours: await this.#isOurs(search.run, lock, reference), lock };
    }
    if (lock === null) return { state: 'none' };
    if (search.found === 'none' || this.#isOverdue(lock)) return { state: 'ended', lock };
    const left = lock.pid === null ? undefined : this.#left.get(lock.pid);
    if (left === undefined && noted !== null && lock.holder === this.#holder) return { state: 'ended', lock };
    return { state: 'running', run: left ?? null, ours: left !== undefined, lock };
  }

  /**
   * Where processes cannot be seen, only time proves an end: that of our own clock since we met the lock, for the wall clock
   * that it was written by may have been set, ahead or back.
   */
  #isOverdue(lock: FolderLock): boolean {
    return this.metFor(`lock ${lock.holder} ${lock.startedAtMs}`, lock.limitMs + ABORT_GRACE_MS + KILL_GRACE_MS);
  }

  /** From now on at the latest this instance knows of it. */
  meet(what: string): void {
    if (!this.#met.has(what)) this.#met.set(what, this.clock.monotonic());
  }

  /**
   * True when that was met so long ago by the clock that does not jump. A stored wall time alone proves nothing about what a
   * device still does: the wall clock may have been set since.
   */
  metFor(what: string, ms: number): boolean {
    this.meet(what);
    return this.clock.monotonic() - (this.#met.get(what) ?? 0) >= ms;
  }

  /** It is over; forgetting it keeps the memory small. */
  part(what: string): void {
    this.#met.delete(what);
  }

  async #isOurs(run: ProgramRun, lock: FolderLock | null, reference: string): Promise<boolean> {
    if (lock !== null && lock.pid === run.pid && lock.startToken === run.startToken) return true;
    const requestId = lock === null ? reference : lock.requestId;
    if (requestId === null || requestId === '') return false;
    const { program, folder } = this.settings;
    const search = await this.#programs.findRun({ program, folder, argument: REQUEST_ID_SWITCH + requestId });
    return search.found === 'running' && search.run.pid === run.pid;
  }

  /** Reads what a run left. After an orderly end the files may take a moment to appear whole. */
  async readAnswer(exit: ProgramExit | null): Promise<{ readonly files: LeftFiles; readonly answer: LeftAnswer }> {
    const until = this.clock.monotonic() + (exit?.exitCode === 0 ? ANSWER_GRACE_MS : 0);
    for (;;) {
      const files = await this.keeper.read();
      const answer = readLeft(files, this.settings.encoding);
      if (isWhole(answer) || this.clock.monotonic() >= until) return { files, answer };
      await this.clock.sleep(ANSWER_POLL_MS);
    }
  }

  recordStart(args: readonly string[], session: DriverSession): void {
    const text = cleanArguments(args).join(' ');
    session.frame(this.#frame('outbound', 'argv', text, {}));
  }

  recordExit(exit: ProgramExit | null, session: DriverSession): void {
    const fields = { exitCode: String(exit?.exitCode ?? ''), signal: exit?.signal ?? '' };
    const text = exit === null ? 'still running' : exit.signal === null ? `exit ${exit.exitCode ?? 'unseen'}` : `signal ${exit.signal}`;
    session.frame(this.#frame('inbound', 'exit', text, fields));
  }

  #frame(direction: CleanFrame['direction'], channel: string, text: string, fields: Record<string, string>): CleanFrame {
    return { direction, channel, atMs: this.clock.now(), bytes: ENCODER.encode(text), text, fields, checksumOk: null };
  }
}

/** A result file that was written to its end. */
export const isWhole = ({ found }: LeftAnswer): boolean =>
  found.found === 'oversize' || (found.found === 'file' && found.reading.ok && !found.reading.file.openEnd);

export const exitEvidence = (exit: ProgramExit | null): Evidence => ({ exitCode: exit?.exitCode ?? null, signal: exit?.signal ?? null });

/** Runs a call of the folder whose failure must not decide about money; false where it failed. */
export async function attempt(call: Promise<unknown>): Promise<boolean> {
  const [settled] = await Promise.allSettled([call]);
  return settled.status === 'fulfilled';
}

/** A folder call whose failure refuses the operation. */
export async function orRefusal<T, E>(call: Promise<T>, error: E): Promise<Result<T, E>> {
  const [settled] = await Promise.allSettled([call]);
  return settled.status === 'fulfilled' ? ok(settled.value) : refuse(error);
}
