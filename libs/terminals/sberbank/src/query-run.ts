import type { DriverSession, SpawnRefusal } from '@payport/terminals-core';
import { attendRun, firstOf, type Ending } from './attend-run.ts';
import { attempt, type BankProgram } from './bank-program.ts';
import { QUERY_TIME_LIMIT_MS } from './constants.ts';
import type { FolderLock } from './folder-lock.ts';
import { recordLeft, type LeftAnswer } from './left-answer.ts';
import type { PilotRequest } from './messages.ts';
import { serializeRequest } from './serializer.ts';

/** A run that moves no money: a question, a report, a reprint. */
export interface Query {
  readonly request: PilotRequest;
  /** The order that is asked about; empty for none. */
  readonly reference: string;
  readonly operation: FolderLock['operation'];
  readonly orderKilled: boolean;
  /** The lock of the same order that is to be taken over; null: the folder must be free. */
  readonly over: FolderLock | null;
  /** How long this call waits. Longer runs are left alone, or stopped where `stopWhenLate`. */
  readonly waitMs: number;
  readonly stopWhenLate: boolean;
}

export type QueryEnd =
  /** Nothing left: this gateway may not send, or the folder is taken or not accessible. */
  | { readonly kind: 'not_sent'; readonly why: 'not_allowed' | 'busy' | 'folder' }
  | { readonly kind: 'refused'; readonly refusal: SpawnRefusal; readonly lock: FolderLock }
  | { readonly kind: 'running' }
  | {
      readonly kind: 'ended';
      /** The folder is still held by it. */
      readonly lock: FolderLock;
      readonly ending: Ending & { readonly end: 'watched' | 'crashed' | 'killed' };
      readonly answer: LeftAnswer;
      readonly previous: Uint8Array | null;
      readonly startedFileTimeMs: number | null;
    };

/** Runs a query in a folder whose earlier run has ended and was read. The lock stays: its caller knows when to release it. */
export async function runQuery(program: BankProgram, query: Query, session: DriverSession): Promise<QueryEnd> {
  const { keeper, clock, settings } = program;
  // Before the folder is touched: who lost the right to send must not clear what another one's run has left.
  if (!(await attempt(session.beforeFirstByte()))) return { kind: 'not_sent', why: 'not_allowed' };
  const requestId = 'requestId' in query.request ? query.request.requestId : null;
  const lock = program.newLock({
    reference: query.reference,
    operation: query.operation,
    requestId,
    limitMs: QUERY_TIME_LIMIT_MS,
    orderKilled: query.orderKilled,
  });
  const claim = query.over === null ? keeper.claim(lock) : keeper.replace(lock, query.over);
  const [claimed] = await Promise.allSettled([claim]);
  if (claimed.status === 'rejected') return { kind: 'not_sent', why: 'folder' };
  if (!claimed.value) return { kind: 'not_sent', why: 'busy' };
  const [cleared] = await Promise.allSettled([keeper.clear().then(async (previous) => ({ previous, startedFileTimeMs: await keeper.lockTimeMs() }))]);
  if (cleared.status === 'rejected') return { kind: 'not_sent', why: 'folder' };
  if (!(await attempt(session.beforeFirstByte()))) return { kind: 'not_sent', why: 'not_allowed' };

  const args = serializeRequest(query.request, settings);
  const started = await program.start(args);
  if (!started.ok) return { kind: 'refused', refusal: started.error, lock };
  const run = started.value;
  const noted = { ...lock, pid: run.pid, startToken: run.startToken };
  await attempt(keeper.replace(noted));
  program.recordStart(args, session);
  if (!query.stopWhenLate && (await firstOf(clock, run.ended, query.waitMs)).what !== 'done') {
    program.leave(run);
    return { kind: 'running' };
  }
  const ending = await attendRun(clock, run, { limitMs: query.waitMs, askToStop: () => keeper.askToStop() });
  const { end } = ending;
  program.recordExit(ending.exit, session);
  if (end === 'running') {
    program.leave(run);
    return { kind: 'running' };
  }
  // We stood still meanwhile: the answer that lies there is another run's, and its reader wants it.
  if (!(await keeper.isFreeFor(lock))) return { kind: 'not_sent', why: 'busy' };
  const { files, answer } = await program.readAnswer(ending.exit);
  recordLeft(files, answer, settings.slipFile, clock.now(), session);
  await attempt(keeper.clear()); // Read and recorded: what lies in the folder later belongs to nobody's question.
  return { kind: 'ended', lock: noted, ending: { ...ending, end }, answer, ...cleared.value };
}
