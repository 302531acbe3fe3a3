import { ok, refuse, type Result } from '@payport/domain';
import type { DriverSession, Evidence, ProgramRun, SpawnRefusal } from '@payport/terminals-core';
import { attendRun, type Ending } from './attend-run.ts';
import { attempt, orRefusal, type BankProgram } from './bank-program.ts';
import type { Cause } from './cause-texts.ts';
import type { FolderLock } from './folder-lock.ts';
import { recordLeft, type LeftAnswer } from './left-answer.ts';

/** A run of the program that changes something, ready to be started. */
export interface ProgramJob {
  readonly operation: FolderLock['operation'];
  /** Names the run in the folder, so that it is found again after a crash. */
  readonly reference: string;
  readonly requestId: string | null;
  readonly args: readonly string[];
}

/** What a run left behind, before anybody has judged it. */
export interface JobAnswer {
  readonly ending: Ending & { readonly end: 'watched' | 'crashed' | 'killed' };
  readonly answer: LeftAnswer;
  readonly startedFileTimeMs: number | null;
  readonly ranForMs: number;
  readonly previous: Uint8Array | null;
}

/** `known`: the answer proves what became of it, so that the folder is free; else the lock stays for who asks later. */
export interface Judged<T> {
  readonly value: T;
  readonly known: boolean;
}

export type JobEnd<T> =
  | { readonly end: 'not_sent'; readonly cause: Cause; readonly evidence: Evidence }
  | { readonly end: 'no_answer'; readonly evidence: Evidence }
  | { readonly end: 'judged'; readonly value: T };

interface Prepared {
  readonly lock: FolderLock;
  readonly startedFileTimeMs: number | null;
  readonly previous: Uint8Array | null;
}

const refusalEvidence = ({ reason, systemCode }: SpawnRefusal): Evidence => ({ spawnRefusal: reason, systemCode });

/** Runs a job from the empty folder to its judgement. Never rejects: after the spawn, what goes wrong is `no_answer`. */
export async function runJob<T>(
  program: BankProgram,
  job: ProgramJob,
  session: DriverSession,
  judge: (answer: JobAnswer) => Judged<T>,
): Promise<JobEnd<T>> {
  const prepared = await prepare(program, job, session);
  if (!prepared.ok) return { end: 'not_sent', cause: prepared.error, evidence: {} };
  program.meet(job.reference);
  const started = await program.start(job.args);
  if (!started.ok) {
    await attempt(program.keeper.release(prepared.value.lock));
    return { end: 'not_sent', cause: 'program_start', evidence: refusalEvidence(started.error) };
  }
  try {
    return await follow(program, job, prepared.value, started.value, session, judge);
  } catch (error) {
    program.leave(started.value);
    return { end: 'no_answer', evidence: { fault: error instanceof Error ? error.name : 'unknown' } };
  }
}

/** Rung 0 first: nothing is cleared while an earlier run may be alive, and no unread answer is lost. */
async function makeRoom(program: BankProgram, reference: string): Promise<Result<null, Cause>> {
  const earlier = await program.earlierRun(reference);
  if (earlier.state === 'running') return refuse('device_busy');
  if (earlier.state === 'ended') {
    await program.keeper.archive(earlier.lock);
    await program.keeper.release(earlier.lock);
  }
  return ok(null);
}

async function prepare(program: BankProgram, job: ProgramJob, session: DriverSession): Promise<Result<Prepared, Cause>> {
  const { keeper, settings } = program;
  const room = await orRefusal<Result<null, Cause>, Cause>(makeRoom(program, job.reference), 'folder_trouble');
  if (!room.ok) return room;
  if (!room.value.ok) return room.value;
  const lock = program.newLock({
    reference: job.reference,
    operation: job.operation,
    requestId: job.requestId,
    limitMs: settings.timeLimitMs,
    orderKilled: false,
  });
  const claimed = await orRefusal<boolean, Cause>(keeper.claim(lock), 'folder_trouble');
  if (!claimed.ok) return claimed;
  if (!claimed.value) return refuse('device_busy');
  const refused = async (cause: Cause): Promise<Result<Prepared, Cause>> => {
    await attempt(keeper.release(lock)); // What stays of it is an ended run without an answer, which the next one clears away.
    return refuse(cause);
  };
  const cleared = await orRefusal(Promise.all([keeper.clear(), keeper.lockTimeMs()]), null);
  if (!cleared.ok) return refused('folder_trouble');
  const [previous, startedFileTimeMs] = cleared.value;
  if (!(await attempt(session.beforeFirstByte()))) return refused('not_allowed');
  if (session.abort.aborted) return refused('cancelled_by_cashier');
  return ok({ lock, previous, startedFileTimeMs });
}

async function follow<T>(
  program: BankProgram,
  job: ProgramJob,
  prepared: Prepared,
  run: ProgramRun,
  session: DriverSession,
  judge: (answer: JobAnswer) => Judged<T>,
): Promise<JobEnd<T>> {
  const { keeper, clock, settings } = program;
  session.dispatched();
  const startedMs = clock.monotonic();
  const lock: FolderLock = { ...prepared.lock, pid: run.pid, startToken: run.startToken };
  await attempt(keeper.replace(lock)); // Without the pid the run is still found by its arguments.
  program.recordStart(job.args, session);
  const ending = await attendRun(clock, run, {
    limitMs: settings.timeLimitMs,
    abort: session.abort,
    askToStop: () => keeper.askToStop(),
    beforeKill: () => keeper.replace({ ...lock, orderKilled: true }),
  });
  const ranForMs = clock.monotonic() - startedMs;
  program.recordExit(ending.exit, session);
  const { end } = ending;
  if (end === 'running') {
    program.leave(run);
    return { end: 'no_answer', evidence: { end, stop: ending.stop } };
  }
  // We stood still meanwhile, and another gateway went on: what lies in the folder is of its run.
  if (!(await keeper.isFreeFor(lock))) return { end: 'no_answer', evidence: { end, stop: ending.stop, folder: 'taken_over' } };
  await attempt(keeper.clearStop());
  const { files, answer } = await program.readAnswer(ending.exit);
  recordLeft(files, answer, settings.slipFile, clock.now(), session);
  const { startedFileTimeMs, previous } = prepared;
  const judged = judge({ ending: { ...ending, end }, answer, startedFileTimeMs, ranForMs, previous });
  if (judged.known) program.part(job.reference);
  if (judged.known) await attempt(keeper.release(lock));
  else await attempt(keeper.replace({ ...lock, orderKilled: end === 'killed' }));
  return { end: 'judged', value: judged.value };
}
