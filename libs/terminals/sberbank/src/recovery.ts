import { unmappedCode, type DriverSession, type Evidence, type ProgramRun, type RecoveryFinding, type RecoveryQuery } from '@payport/terminals-core';
import { isBareRefusal, judgeResult } from './answer.ts';
import { firstOf, stopRun } from './attend-run.ts';
import { attempt, isWhole, type BankProgram, type EarlierRun } from './bank-program.ts';
import { cardResultOf, tapeResultOf } from './card-result.ts';
import { RECOVERY_CALL_LIMIT_MS } from './constants.ts';
import type { LeftFiles } from './folder-keeper.ts';
import type { FolderLock } from './folder-lock.ts';
import { readLeft, recordLeft, type LeftAnswer } from './left-answer.ts';
import type { ResultFile } from './messages.ts';
import { alarm, codesOf } from './order-run.ts';
import { runQuery, type QueryEnd } from './query-run.ts';
import { newRequestId } from './request-id.ts';
import { classifyOrder, classifyStatus, type StatusVerdict, type Stop } from './result-map.ts';
import { judgeStatus } from './status-answer.ts';
import { readStatus, type StatusReading } from './status-reading.ts';
import { matchTape } from './tape-match.ts';

/** How long a live run is waited for within one call, so that time for a question remains. */
const WAIT_FOR_RUN_MS = 8_000;
/** A question is not begun with less time than this. */
const LEAST_WAIT_MS = 1_000;

type Bare = RecoveryFinding & { readonly finding: 'declined' | 'cancelled' };

/** One call of the ladder: the run's own files, then the question by id, then the control tape. */
export class Recovery {
  readonly #program: BankProgram;
  readonly #query: RecoveryQuery;
  readonly #session: DriverSession;
  readonly #until: number;
  #lock: FolderLock | null = null;
  /** Set when the order's own run ended before our eyes within this call: then its files are as good as those of our child. */
  #seen: { readonly lockTimeMs: number | null; readonly stop: Stop } | null = null;
  /** What that run's refusal without our id would mean, if the device bears it out. */
  #bare: Bare | null = null;
  /** The program's newest answer is a control tape: a "not found" that comes now is no repetition of an older one. */
  #tapeCameLast = false;

  constructor(program: BankProgram, query: RecoveryQuery, session: DriverSession) {
    this.#program = program;
    this.#query = query;
    this.#session = session;
    this.#until = program.clock.monotonic() + RECOVERY_CALL_LIMIT_MS;
    program.meet(query.order.reference);
  }

  async find(): Promise<RecoveryFinding> {
    const finding = (await this.#settleRun()) ?? (await this.#readLeft()) ?? (await this.#ask());
    await this.#conclude(finding);
    return finding;
  }

  get #reference(): string {
    return this.#query.order.reference;
  }

  /** We killed the order's run: the device may still hold its prompt until its own limits are over. */
  get #mayStillWork(): boolean {
    if (this.#lock?.orderKilled !== true) return false;
    const { clock, stepLimitMs } = this.#program;
    return clock.now() < this.#query.dispatchedAtMs + stepLimitMs || !this.#program.metFor(this.#reference, stepLimitMs);
  }

  /** Rung 0, first half: null once no run is alive. */
  async #settleRun(): Promise<RecoveryFinding | null> {
    const earlier = await this.#program.earlierRun(this.#reference);
    if (earlier.state === 'running') return this.#waitForRun(earlier);
    return earlier.state === 'none' ? null : this.#takeOver(earlier.lock);
  }

  /** The folder's last run was about another order: its answer is put aside for that one. */
  async #takeOver(lock: FolderLock): Promise<null> {
    this.#lock = lock.reference === this.#reference ? lock : null;
    if (this.#lock === null) {
      await this.#program.keeper.archive(lock);
      await this.#program.keeper.release(lock);
    }
    return null;
  }

  async #waitForRun(earlier: EarlierRun & { readonly state: 'running' }): Promise<RecoveryFinding | null> {
    const { clock } = this.#program;
    const { run, lock, ours } = earlier;
    if (run === null) return inProgress({ rung: 0, reason: 'run_not_visible' });
    if (!ours) return inProgress({ rung: 0, reason: 'foreign_run', pid: run.pid });
    const startedAtMs = lock?.startedAtMs ?? this.#query.dispatchedAtMs;
    const leftMs = startedAtMs + (lock?.limitMs ?? this.#program.settings.timeLimitMs) - clock.now();
    const waitMs = Math.max(0, Math.min(WAIT_FOR_RUN_MS, leftMs));
    const lockTimeMs = await this.#program.keeper.lockTimeMs();
    const first = await firstOf(clock, run.ended, waitMs, this.#session.abort);
    if (first.what === 'time' && leftMs > waitMs) return inProgress({ rung: 0, reason: 'run_alive', pid: run.pid });
    if (first.what !== 'done') return this.#stop(run, lock, lockTimeMs, first.what === 'aborted' ? 'cashier' : 'time_limit');
    if (lock === null) return null;
    if (isOrder(lock)) this.#seen = { lockTimeMs, stop: 'none' };
    return this.#takeOver(lock);
  }

  async #stop(run: ProgramRun, lock: FolderLock | null, lockTimeMs: number | null, stop: Stop): Promise<RecoveryFinding | null> {
    const { clock, keeper } = this.#program;
    const ending = await stopRun(
      clock,
      run,
      {
        askToStop: () => keeper.askToStop(),
        beforeKill: async () => {
          if (lock !== null && isOrder(lock)) await keeper.replace({ ...lock, orderKilled: true });
        },
      },
      stop,
    );
    if (ending.end === 'running') return inProgress({ rung: 0, reason: 'run_not_stopped', pid: run.pid });
    await attempt(keeper.clearStop());
    if (lock === null) return null;
    if (isOrder(lock) && ending.end !== 'killed') this.#seen = { lockTimeMs, stop };
    const noted = { ...lock, orderKilled: lock.orderKilled || (isOrder(lock) && ending.end === 'killed') };
    await keeper.replace(noted);
    return this.#takeOver(noted);
  }

  /** Rung 0, second half: the files that the run left, or that were put aside for this order. */
  async #readLeft(): Promise<RecoveryFinding | null> {
    const { keeper, settings, clock } = this.#program;
    const archived = await keeper.archived(this.#reference);
    const sources: readonly (readonly [LeftFiles, FolderLock | null])[] = [
      ...(archived === null ? [] : [[archived, archived.lock] as const]),
      // The files of a run that was just seen to end may take a moment to appear.
      [(await this.#program.readAnswer({ exitCode: this.#seen === null ? null : 0, signal: null })).files, this.#lock],
    ];
    for (const [files, lock] of sources) {
      if (files.result === null && files.slip === null) continue;
      const answer = readLeft(files, settings.encoding);
      if (isAboutUs(answer, lock, this.#reference)) recordLeft(files, answer, settings.slipFile, clock.now(), this.#session);
      const isTape = lock?.operation === 'control_tape';
      this.#tapeCameLast = isTape && lock === this.#lock && isWhole(answer);
      const finding = isTape ? this.#ofTape(answer) : this.#ofLeft(answer, lock);
      if (finding !== null) return finding;
    }
    return null;
  }

  #ofLeft(answer: LeftAnswer, lock: FolderLock | null): RecoveryFinding | null {
    const { order, operation } = this.#query;
    const seen = lock !== null && lock === this.#lock ? this.#seen : null;
    const judged = judgeResult(answer.found, {
      requestId: this.#program.settings.requestIds ? this.#reference : null,
      tid: order.tid,
      end: lock?.orderKilled ? 'killed' : seen === null ? 'not_watched' : 'watched',
      startedFileTimeMs: seen?.lockTimeMs ?? null,
      ranForMs: null,
      previous: null,
    });
    if (isBareRefusal(judged)) this.#bare = this.#unproven(judged.file, seen?.stop);
    if (!judged.trusted) return null;
    const { code } = judged.file;
    const asOrder = classifyOrder(code, codesOf(operation), seen?.stop);
    const asStatus = classifyStatus(code);
    // Without a lock nobody knows whether the order or a question about it wrote the file: both readings must agree.
    const verdict = lock?.operation === 'status' ? asStatus : lock !== null || asOrder.verdict === asStatus.verdict ? asOrder : null;
    if (verdict === null) return null;
    const evidence: Evidence = { rung: 0, code, echo: judged.file.requestId, writtenBy: lock?.operation ?? 'not_known' };
    if (verdict.verdict === 'approved') return this.#approved(0, answer, judged.file, evidence);
    if (verdict.verdict === 'declined' || verdict.verdict === 'cancelled') {
      return { finding: verdict.verdict, rung: 0, decline: verdict.decline, evidence };
    }
    if (verdict.verdict === 'unmapped' || (verdict.verdict === 'unknown' && verdict.unmapped))
      this.#session.alert(unmappedCode(String(code), operation));
    return null;
  }

  #unproven({ code }: ResultFile, stop: Stop | undefined): Bare | null {
    const verdict = classifyOrder(code, codesOf(this.#query.operation), stop);
    if (verdict.verdict !== 'declined' && verdict.verdict !== 'cancelled') return null;
    return { finding: verdict.verdict, rung: 1, decline: verdict.decline, evidence: { rung: 1, code, echo: null } };
  }

  #approved(rung: 0 | 1, answer: LeftAnswer, file: Parameters<typeof cardResultOf>[0], evidence: Evidence): RecoveryFinding {
    const { operation, order } = this.#query;
    return { finding: 'approved', rung, result: cardResultOf(file, answer.slip, { operation, approvedAmountMinor: order.amountMinor }), evidence };
  }

  async #runQuery(operation: 'status' | 'control_tape', requestId: string): Promise<QueryEnd> {
    const waitMs = this.#until - this.#program.clock.monotonic();
    if (waitMs < LEAST_WAIT_MS) return { kind: 'running' }; // The next call goes on from here.
    const ended = await runQuery(
      this.#program,
      {
        request: operation === 'status' ? { kind: 'status', askedId: this.#reference, requestId } : { kind: 'control_tape' },
        reference: this.#reference,
        operation,
        orderKilled: this.#lock?.orderKilled ?? false,
        over: this.#lock,
        waitMs,
        stopWhenLate: false,
      },
      this.#session,
    );
    // Its lock is the one to go on from.
    if (ended.kind === 'ended' || ended.kind === 'refused') this.#lock = ended.lock;
    return ended;
  }

  /** Rung 1: the device by our reference. */
  async #ask(): Promise<RecoveryFinding> {
    if (!this.#program.settings.requestIds) return this.#readTape({ verdict: 'unsupported' }, false, { rung: 1, reason: 'no_request_ids' });
    const queryId = this.#newQueryId();
    const ended = await this.#runQuery('status', queryId);
    if (ended.kind !== 'ended') return unanswered(1, ended);
    const { order } = this.#query;
    const judged = judgeStatus(ended.answer.found, {
      askedId: this.#reference,
      queryId,
      tid: order.tid,
      end: ended.ending.end,
      startedFileTimeMs: ended.startedFileTimeMs,
      previous: ended.previous,
    });
    if (!judged.trusted) alarm({ trusted: false, distrust: judged.distrust, file: judged.file }, order, this.#session);
    const reading = readStatus(judged, ended.answer.slip, order);
    if (reading.verdict === 'unmapped') this.#session.alert(unmappedCode(String(judged.file?.code ?? ''), 'status'));
    return this.#ofStatus(reading, ended.answer);
  }

  async #ofStatus(reading: StatusReading, answer: LeftAnswer): Promise<RecoveryFinding> {
    const { evidence } = reading;
    switch (reading.verdict) {
      case 'approved':
        return this.#approved(1, answer, reading.file, evidence);
      case 'declined':
      case 'cancelled':
        return { finding: reading.verdict, rung: 1, decline: reading.decline, evidence };
      case 'in_progress':
        return inProgress(evidence);
      case 'link':
        return cannotTell(false, evidence);
      case 'absent':
        if (!this.#query.memoryIntact) return this.#done({ ...evidence, reason: 'memory_not_intact' });
        if (this.#mayStillWork) return inProgress({ ...evidence, reason: 'killed_run_within_limit' });
        return this.#ofAbsence(evidence);
      default:
        return this.#readTape({ verdict: reading.verdict }, reading.recorded, evidence);
    }
  }

  /**
   * "Not found" says mostly not what was looked for, so that the answer to a question about another order, told again, reads the
   * same. The control tape is printed in between, which may show the payment itself, and the question is asked once more.
   */
  async #ofAbsence(evidence: Evidence): Promise<RecoveryFinding> {
    if (evidence['echo'] === 'none' && !this.#tapeCameLast) {
      const ended = await this.#runQuery('control_tape', '');
      if (ended.kind !== 'ended') return unanswered(1, ended);
      const matched = ended.ending.end === 'watched' ? this.#ofTape(ended.answer) : null;
      if (matched !== null) return matched;
      if (!isWhole(ended.answer)) return cannotTell(false, { ...evidence, reason: 'absent_once' });
      this.#tapeCameLast = true;
      return this.#ask();
    }
    if (this.#bare !== null) return { ...this.#bare, evidence: { ...this.#bare.evidence, check: 'absent' } };
    return { finding: 'not_found_proven', rung: 1, evidence };
  }

  /** Rung 2: the control tape. Its silence proves nothing; it only ends the questions where the device has no more to say. */
  async #readTape(status: { verdict: StatusVerdict['verdict'] }, recorded: boolean, evidence: Evidence): Promise<RecoveryFinding> {
    const knowsNoMore = status.verdict === 'no_data' || status.verdict === 'unsupported' || recorded;
    if (!this.#query.memoryIntact) return knowsNoMore ? this.#done({ ...evidence, reason: 'memory_not_intact' }) : cannotTell(false, evidence);
    const ended = await this.#runQuery('control_tape', '');
    if (ended.kind !== 'ended') return ended.kind === 'running' ? unanswered(2, ended) : cannotTell(false, { ...evidence, tape: ended.kind });
    const { found } = ended.answer;
    const code = found.found === 'file' && found.reading.ok ? found.reading.file.code : null;
    const matched = ended.ending.end === 'watched' && code === 0 ? this.#ofTape(ended.answer) : null;
    if (matched !== null) return matched;
    const answered = code !== null && classifyStatus(code).verdict !== 'link';
    const conclusive = status.verdict === 'no_data' || (knowsNoMore && answered);
    const told = { ...evidence, tape: 'no_match', tapeCode: code };
    return conclusive ? this.#done(told) : cannotTell(false, told);
  }

  #ofTape(answer: LeftAnswer): RecoveryFinding | null {
    const { order, operation, dispatchedAtMs, memoryIntact, alike } = this.#query;
    const tape = answer.tape();
    if (tape === null || !memoryIntact) return null;
    // How a tape lists reservations, their captures and releases is not known: nothing on it is believed to be one.
    if (operation === 'preauthorization' || operation === 'capture' || operation === 'release') return null;
    const ageMs = this.#program.clock.now() - dispatchedAtMs;
    const line = matchTape(tape, { operation, amountMinor: order.amountMinor, tid: order.tid, ageMs, stepLimitMs: this.#program.stepLimitMs, alike });
    if (line === null) return null;
    return {
      finding: 'approved',
      rung: 2,
      result: tapeResultOf(line, order.tid),
      evidence: { rung: 2, tapeNumber: line.number, authCode: line.authCode },
    };
  }

  /** The device has told all it knows, unless a killed order may still be on it. */
  #done(evidence: Evidence): RecoveryFinding {
    return this.#mayStillWork ? inProgress({ ...evidence, reason: 'killed_run_within_limit' }) : cannotTell(true, evidence);
  }

  #newQueryId(): string {
    const id = newRequestId(this.#program.random);
    return id === this.#reference ? this.#newQueryId() : id;
  }

  /** A finding that ends the questions frees the folder; a killed order's mark stays as long as it means something. */
  async #conclude(finding: RecoveryFinding): Promise<void> {
    const { keeper } = this.#program;
    if (finding.finding === 'in_progress') return;
    if (finding.finding === 'cannot_tell' && !finding.conclusive && this.#mayStillWork) return;
    if (finding.finding !== 'cannot_tell') this.#program.part(this.#reference);
    if (this.#lock !== null) await attempt(keeper.release(this.#lock));
    if (finding.finding !== 'cannot_tell') await attempt(keeper.forget(this.#reference));
  }
}

/** Files of another guest's payment may lie in the folder; they are not copied into this one's history. */
function isAboutUs(answer: LeftAnswer, lock: FolderLock | null, reference: string): boolean {
  const { found } = answer;
  const requestId = found.found === 'file' && found.reading.ok ? found.reading.file.requestId : null;
  return requestId === null ? lock !== null : requestId === reference || requestId === lock?.requestId;
}

const isOrder = (lock: FolderLock): boolean => ['sale', 'refund', 'void', 'preauthorization', 'capture', 'release'].includes(lock.operation);

const inProgress = (evidence: Evidence): RecoveryFinding => ({ finding: 'in_progress', evidence });
const cannotTell = (conclusive: boolean, evidence: Evidence): RecoveryFinding => ({ finding: 'cannot_tell', conclusive, evidence });

function unanswered(rung: 1 | 2, end: Exclude<QueryEnd, { kind: 'ended' }>): RecoveryFinding {
  if (end.kind === 'running') return inProgress({ rung, reason: 'query_alive' });
  if (end.kind === 'refused') return cannotTell(false, { rung, spawnRefusal: end.refusal.reason, systemCode: end.refusal.systemCode });
  return end.why === 'busy' ? inProgress({ rung, reason: 'folder_taken' }) : cannotTell(false, { rung, reason: end.why });
}
