import { compactLocalTime } from '@payport/domain';
import type { DriverSession, Evidence, ProgramRun, TerminalIo } from '@payport/terminals-core';
import { abilitiesOf } from '../abilities.ts';
import { notSent, type Device, type Ended, type Left, type Question } from '../device.ts';
import type { Match } from '../exchange.ts';
import type { ReadMessage } from '../messages.ts';
import { isSameId } from '../reply.ts';
import { deviceStepLimitMs, type InpasSettings } from '../settings.ts';
import { newTransactionId } from '../transaction-id.ts';
import { attend, type Ending } from './attend.ts';
import { consoleArguments } from './console-arguments.ts';
import { ANSWER_GRACE_MS, ANSWER_POLL_MS, FILE_TIME_TOLERANCE_MS, KILL_GRACE_MS } from './console-constants.ts';
import { ConsoleFolder, type LeftAnswer } from './console-folder.ts';
import { showExit, showLeft, showStart } from './console-frames.ts';
import { isApproval, isBare, judgeFile } from './judge-answer.ts';
import type { RunLock } from './run-lock.ts';
import { WorkTime } from '../work-time.ts';

interface Prepared {
  readonly lock: RunLock;
  readonly previous: LeftAnswer;
  readonly startedFileTimeMs: number | null;
}

/** Runs a call of the folder whose failure must not decide about money; false where it failed. */
async function attempt(call: Promise<unknown>): Promise<boolean> {
  const [settled] = await Promise.allSettled([call]);
  return settled.status === 'fulfilled';
}

/** One terminal behind DC Console, the bank's own program: a run for each question or order, its answer in files. */
export class ConsoleDevice implements Device {
  /** A file that is cut between two fields looks like a whole one. */
  readonly answersMayBeCut = true;
  readonly work: WorkTime;
  readonly #folder: ConsoleFolder;
  readonly #program: { readonly program: string; readonly folder: string };
  readonly #holder: string;
  #busy = false;
  /** When this instance first met a lock, monotonic ms: the wall clock that it was written by may have been set since. */
  readonly #met = new Map<string, number>();

  constructor(
    readonly settings: InpasSettings,
    readonly io: TerminalIo,
    place: { readonly program: string; readonly folder: string },
  ) {
    this.#program = { program: place.program, folder: place.folder };
    this.#folder = new ConsoleFolder(io.programs.folder(place.folder), settings.timeLimitMs);
    this.#holder = newTransactionId(io.random);
    this.work = new WorkTime(io.clock, deviceStepLimitMs(settings));
  }

  newTransactionId(): string {
    return newTransactionId(this.io.random);
  }

  async ask(question: Question, session: DriverSession): Promise<Ended> {
    if (this.#busy) return notSent('device_busy');
    this.#busy = true;
    try {
      return await this.#run(question, session);
    } finally {
      this.#busy = false;
    }
  }

  /** An answer that nobody saw written counts only whole and under the number of its own order. */
  async left(reference: string, session: DriverSession): Promise<Left> {
    if (this.#busy) return { left: 'running' };
    try {
      const lock = await this.#folder.lock();
      const isOurs = lock?.reference === reference;
      if (isOurs && (await this.#earlier(lock)) === 'running') return { left: 'running' };
      // Where nobody holds the folder, what lies there may be an answer that was taken in and never written down.
      const lying: LeftAnswer = isOurs || lock === null ? await this.#folder.left() : { found: 'missing' };
      const lockTimeMs = isOurs ? await this.#folder.lockTimeMs() : null;
      const answer = isProof(lying, reference, lockTimeMs) ? lying : await this.#folder.archived(reference);
      if (!isProof(answer, reference, null)) return { left: 'nothing' };
      showLeft(answer, this.io.clock.now(), session);
      return { left: 'answer', read: answer.read };
    } catch {
      return { left: 'nothing' }; // A folder that cannot be read tells nothing.
    }
  }

  async forget(reference: string): Promise<void> {
    const lock = await this.#folder.lock().catch(() => null);
    if (lock?.reference === reference) await attempt(this.#folder.release());
    await attempt(this.#folder.forget(reference));
  }

  async #run(question: Question, session: DriverSession): Promise<Ended> {
    const prepared = await this.#prepare(question, session);
    if ('end' in prepared) return prepared;
    const { clock, programs } = this.io;
    const { settings } = this;
    const cashTime = compactLocalTime(clock.now(), settings.timeZone);
    const args = consoleArguments(question.request, settings, { terminalId: settings.terminalId, cashTime });
    const started = await programs.spawn({ ...this.#program, args });
    if (!started.ok) {
      await attempt(this.#folder.release());
      return notSent('program_start', { spawnRefusal: started.error.reason, systemCode: started.error.systemCode });
    }
    session.dispatched();
    try {
      return await this.#follow(question, args, prepared, started.value, session);
    } catch (error) {
      return { end: 'no_answer', evidence: { fault: error instanceof Error ? error.name : 'unknown' } };
    }
  }

  /** Nothing is cleared while an earlier run may be alive, and no unread answer about money is lost. */
  async #prepare(question: Question, session: DriverSession): Promise<Prepared | Ended> {
    try {
      const earlier = await this.#folder.lock();
      if ((await this.#earlier(earlier)) === 'running') return notSent('device_busy', { earlierRun: earlier?.reference ?? null });
      if (earlier !== null) {
        if (earlier.movesMoney) await this.#folder.archive(earlier);
        await this.#folder.release();
      }
      const lock = this.#newLock(question);
      if (!(await this.#folder.claim(lock))) return notSent('device_busy');
      const prepared = { lock, previous: await this.#folder.clear(), startedFileTimeMs: await this.#folder.lockTimeMs() };
      const refused = (await attempt(session.beforeFirstByte())) ? (session.abort.aborted ? 'cancelled_by_cashier' : null) : 'not_allowed';
      if (refused === null) return prepared;
      await attempt(this.#folder.release());
      return notSent(refused);
    } catch {
      return notSent('folder_trouble');
    }
  }

  #newLock({ request, movesMoney, limitMs }: Question): RunLock {
    const of = { reference: request.transactionId, movesMoney, limitMs };
    return { format: 1, holder: this.#holder, ...of, startedAtMs: this.io.clock.now(), pid: null, startToken: null };
  }

  /** Where processes cannot be seen, only time proves an end: that of our own clock since we met the lock. */
  async #earlier(lock: RunLock | null): Promise<'running' | 'over'> {
    const noted = lock?.pid == null ? null : { pid: lock.pid, startToken: lock.startToken };
    const search = await this.io.programs.findRun({ ...this.#program, argument: null, noted });
    if (search.found === 'running') return 'running';
    if (lock === null || search.found === 'none') return 'over';
    const name = `${lock.holder} ${lock.startedAtMs}`;
    const now = this.io.clock.monotonic();
    if (!this.#met.has(name)) this.#met.set(name, now);
    return now - (this.#met.get(name) ?? now) >= lock.limitMs + KILL_GRACE_MS ? 'over' : 'running';
  }

  async #follow(question: Question, args: readonly string[], prepared: Prepared, run: ProgramRun, session: DriverSession): Promise<Ended> {
    const { clock } = this.io;
    const lock: RunLock = { ...prepared.lock, pid: run.pid, startToken: run.startToken };
    await attempt(this.#folder.replace(lock)); // Without the pid the run is still found by its program and folder.
    showStart(args, clock.now(), session);
    const ending = await attend(clock, run, question.limitMs);
    showExit(ending.exit, clock.now(), session);
    const evidence: Evidence = { end: ending.end, exitCode: ending.exit?.exitCode ?? null, signal: ending.exit?.signal ?? null };
    if (ending.end === 'running') return { end: 'time_limit', evidence };
    const left = await this.#leftBy(ending);
    showLeft(left, clock.now(), session);
    const { numbers } = abilitiesOf(this.settings);
    const judged = judgeFile(left, {
      ...prepared,
      ending,
      number: numbers ? question.request.transactionId : null,
      exitCodeTells: this.settings.exitCodeTells,
      movesMoney: question.movesMoney,
    });
    // What moved money is looked into later: its files stay for that.
    if (judged.believed || !question.movesMoney) await attempt(this.#folder.release());
    if (!judged.believed) return { end: ending.end === 'killed' ? 'time_limit' : 'no_answer', evidence: { ...evidence, file: judged.why } };
    return this.#answered(judged.read, question, { ...evidence, end: 'answered', run: ending.end }, session);
  }

  /** A program without a switch for our number answers under one of its own: then the run itself is what proves whose it is. */
  #answered(read: ReadMessage, question: Question, evidence: Evidence, session: DriverSession): Ended {
    const { numbers } = abilitiesOf(this.settings);
    const message = numbers ? read.message : { ...read.message, transactionId: null };
    const match: Match = question.match(message, true);
    if (match === 'foreign') {
      const { operation, transactionId } = read.message;
      session.alert({ kind: 'foreign_answer', detail: `operation ${operation ?? 'none'} with number ${transactionId ?? 'none'}` });
      return { end: 'no_answer', evidence: { ...evidence, end: 'no_answer', file: 'foreign' } };
    }
    return { end: 'answered', match: numbers ? match : 'ours', read: { ...read, message }, stopped: false, evidence };
  }

  /** After an orderly end the files may take a moment to appear whole. */
  async #leftBy({ end }: Ending): Promise<LeftAnswer> {
    const { clock } = this.io;
    const until = clock.monotonic() + (end === 'watched' ? ANSWER_GRACE_MS : 0);
    for (;;) {
      const left = await this.#folder.left();
      if (left.found === 'answer' || left.found === 'oversize' || clock.monotonic() >= until) return left;
      await clock.sleep(ANSWER_POLL_MS);
    }
  }
}

function isProof(answer: LeftAnswer, reference: string, lockTimeMs: number | null): answer is LeftAnswer & { readonly found: 'answer' } {
  if (answer.found !== 'answer') return false;
  const { message } = answer.read;
  if (message.transactionId === null || !isSameId(message.transactionId, reference)) return false;
  if (lockTimeMs !== null && answer.modifiedAtMs < lockTimeMs - FILE_TIME_TOLERANCE_MS) return false;
  return !isApproval(message) || !isBare(message);
}
