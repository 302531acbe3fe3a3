import type { Decline } from '@payport/domain';
import { refuse, ok, type Result } from '@payport/domain';
import type { DriverSession, Evidence, OrderOutcome, PaymentOrder, ProgramRun, SpawnRefusal } from '@payport/terminals-core';
import type { Cause } from './cause-texts.ts';
import { judgeResult, type Judgement } from './answer.ts';
import { attendRun, type Ending } from './attend-run.ts';
import { attempt, exitEvidence, orRefusal, type BankProgram } from './bank-program.ts';
import { cardResultOf } from './card-result.ts';
import type { FolderLock } from './folder-lock.ts';
import { recordLeft, type LeftAnswer } from './left-answer.ts';
import { classifyOrder, declineFor } from './result-map.ts';

/** One order, ready to be run. */
export interface OrderJob {
  readonly operation: 'sale' | 'refund' | 'void';
  readonly order: PaymentOrder;
  readonly requestId: string | null;
  readonly args: readonly string[];
}

interface Prepared {
  readonly lock: FolderLock;
  readonly startedFileTimeMs: number | null;
  readonly previous: Uint8Array | null;
}

export const notSent = (cause: Cause, evidence: Evidence = {}): OrderOutcome => ({
  outcome: 'not_sent',
  decline: declineFor(cause, null),
  evidence: { sent: false, cause, ...evidence },
});

const refusalEvidence = ({ reason, systemCode }: SpawnRefusal): Evidence => ({ spawnRefusal: reason, systemCode });

/** Runs an order from the empty folder to its outcome. Never rejects: after the spawn, what goes wrong is `unknown`. */
export async function performOrder(program: BankProgram, job: OrderJob, session: DriverSession): Promise<OrderOutcome> {
  const prepared = await prepare(program, job, session);
  if (!prepared.ok) return notSent(prepared.error);
  const started = await program.start(job.args);
  if (!started.ok) {
    await attempt(program.keeper.release());
    return notSent('program_start', refusalEvidence(started.error));
  }
  try {
    return await follow(program, job, prepared.value, started.value, session);
  } catch (error) {
    program.leave(started.value);
    return unknown(declineFor('outcome_unknown', null), false, { fault: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Rung 0 first: nothing is cleared while an earlier run may be alive, and no unread answer is lost. */
async function makeRoom(program: BankProgram, reference: string): Promise<Result<null, Cause>> {
  const earlier = await program.earlierRun(reference);
  if (earlier.state === 'running') return refuse('device_busy');
  if (earlier.state === 'ended') {
    await program.keeper.archive(earlier.lock);
    await program.keeper.release();
  }
  return ok(null);
}

async function prepare(program: BankProgram, job: OrderJob, session: DriverSession): Promise<Result<Prepared, Cause>> {
  const { keeper, settings } = program;
  const room = await orRefusal<Result<null, Cause>, Cause>(makeRoom(program, job.order.reference), 'folder_trouble');
  if (!room.ok) return room;
  if (!room.value.ok) return room.value;
  const lock = program.newLock({
    reference: job.order.reference,
    operation: job.operation,
    requestId: job.requestId,
    limitMs: settings.timeLimitMs,
    orderKilled: false,
  });
  const claimed = await orRefusal<boolean, Cause>(keeper.claim(lock), 'folder_trouble');
  if (!claimed.ok) return claimed;
  if (!claimed.value) return refuse('device_busy');
  const refused = async (cause: Cause): Promise<Result<Prepared, Cause>> => {
    await attempt(keeper.release()); // What stays of it is an ended run without an answer, which the next one clears away.
    return refuse(cause);
  };
  const cleared = await orRefusal(Promise.all([keeper.clear(), keeper.lockTimeMs()]), null);
  if (!cleared.ok) return refused('folder_trouble');
  const [previous, startedFileTimeMs] = cleared.value;
  if (!(await attempt(session.beforeFirstByte()))) return refused('not_allowed');
  if (session.abort.aborted) return refused('cancelled_by_cashier');
  return ok({ lock, previous, startedFileTimeMs });
}

async function follow(program: BankProgram, job: OrderJob, prepared: Prepared, run: ProgramRun, session: DriverSession): Promise<OrderOutcome> {
  const { keeper, clock, settings } = program;
  session.dispatched();
  const lock: FolderLock = { ...prepared.lock, pid: run.pid, startToken: run.startToken };
  await attempt(keeper.replace(lock)); // Without the pid the run is still found by its arguments.
  program.recordStart(job.args, session);
  const ending = await attendRun(clock, run, { limitMs: settings.timeLimitMs, abort: session.abort, askToStop: () => keeper.askToStop() });
  program.recordExit(ending.exit, session);
  if (ending.end === 'running') {
    program.leave(run);
    return unknown(declineFor('outcome_unknown', null), false, { end: 'running', stop: ending.stop });
  }
  await attempt(keeper.clearStop());
  const { files, answer } = await program.readAnswer(ending.exit);
  recordLeft(files, answer, settings.slipFile, clock.now(), session);
  const judged = judgeResult(answer.found, {
    requestId: job.requestId,
    tid: job.order.tid,
    end: ending.end,
    startedFileTimeMs: prepared.startedFileTimeMs,
    previous: prepared.previous,
  });
  const outcome = outcomeOf(job, ending, judged, answer, session);
  if (outcome.outcome !== 'unknown') await attempt(keeper.release());
  else await attempt(keeper.replace({ ...lock, orderKilled: ending.end === 'killed' }));
  return outcome;
}

const unknown = (decline: Decline, runEnded: boolean, evidence: Evidence): OrderOutcome => ({ outcome: 'unknown', decline, runEnded, evidence });

/** Tells people what no table explains. */
export function alarm(judged: Judgement, order: PaymentOrder, session: DriverSession): void {
  if (judged.trusted || judged.file === null) return;
  if (judged.distrust === 'foreign_id') {
    session.alert({ kind: 'foreign_answer', detail: `asked with ${order.reference}, answered with ${judged.file.requestId ?? 'none'}` });
  }
  if (judged.distrust === 'other_terminal') {
    session.alert({ kind: 'terminal_mismatch', detail: `registered as ${order.tid ?? ''}, answered as ${judged.file.terminalId ?? ''}` });
  }
}

function outcomeOf(job: OrderJob, ending: Ending, judged: Judgement, answer: LeftAnswer, session: DriverSession): OrderOutcome {
  const { operation, order } = job;
  const { file } = judged;
  const evidence: Evidence = {
    code: file?.code ?? null,
    requestId: job.requestId,
    echo: file?.requestId ?? null,
    terminalId: file?.terminalId ?? null,
    end: ending.end,
    stop: ending.stop,
    ...exitEvidence(ending.exit),
    encoding: answer.encoding,
    slipAmountMinor: answer.slip?.amountMinor?.toString() ?? null,
    distrust: judged.trusted ? null : judged.distrust,
  };
  // A program that was killed leaves the device alone with the operation, maybe with a prompt on its screen.
  const runEnded = ending.end !== 'killed';
  alarm(judged, order, session);
  if (!judged.trusted) return unknown(declineFor('outcome_unknown', file?.code ?? null), runEnded, evidence);
  const verdict = classifyOrder(judged.file.code, operation, ending.stop);
  switch (verdict.verdict) {
    case 'approved': {
      const result = cardResultOf(judged.file, answer.slip, { operation, approvedAmountMinor: order.amountMinor });
      return { outcome: 'approved', result, evidence };
    }
    case 'declined': {
      const told = judged.file.lineCount > 1;
      const result = told ? cardResultOf(judged.file, answer.slip, { operation, approvedAmountMinor: null }) : null;
      return { outcome: 'declined', decline: verdict.decline, result, evidence };
    }
    case 'cancelled':
      return { outcome: 'cancelled', decline: verdict.decline, evidence };
    case 'unknown':
      if (verdict.unmapped) session.alert({ kind: 'unmapped_code', detail: `code ${judged.file.code} on ${operation}` });
      return unknown(verdict.decline, runEnded, evidence);
  }
}
