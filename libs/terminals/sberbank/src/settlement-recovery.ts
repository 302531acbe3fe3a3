import type { Decline } from '@payport/domain';
import type { DriverSession, Evidence, SettlementFinding, SettlementQuery } from '@payport/terminals-core';
import { firstOf, stopRun } from './attend-run.ts';
import { attempt, type BankProgram, type EarlierRun } from './bank-program.ts';
import { RECOVERY_CALL_LIMIT_MS } from './constants.ts';
import type { LeftFiles } from './folder-keeper.ts';
import type { FolderLock } from './folder-lock.ts';
import { readLeft, recordLeft, type LeftAnswer } from './left-answer.ts';
import type { BatchReport, PilotRequest } from './messages.ts';
import { isOfTerminal } from './parser.ts';
import { runQuery, type QueryEnd } from './query-run.ts';
import { classifyService, classifyStatus } from './result-map.ts';
import { settlementReport, settlementResult } from './settlement-run.ts';

/** Printed times are whole minutes, on both ends. */
const TOLERANCE_MIN = 2;
/** How long a live run is waited for within one call, so that time for a question remains. */
const WAIT_FOR_RUN_MS = 8_000;
const LEAST_WAIT_MS = 1_000;

const inProgress = (evidence: Evidence): SettlementFinding => ({ finding: 'in_progress', evidence });
const cannotTell = (conclusive: boolean, evidence: Evidence): SettlementFinding => ({ finding: 'cannot_tell', conclusive, evidence });

/**
 * One call about a close whose answer was lost: the run's own files, then the last slip, then the control tape. A batch that
 * still holds older operations was not closed; one that is empty although we know of operations was.
 */
export class SettlementRecovery {
  readonly #program: BankProgram;
  readonly #query: SettlementQuery;
  readonly #session: DriverSession;
  readonly #until: number;
  #lock: FolderLock | null = null;
  /** Why the program says that it did not close. */
  #refusal: Decline | null = null;

  constructor(program: BankProgram, query: SettlementQuery, session: DriverSession) {
    this.#program = program;
    this.#query = query;
    this.#session = session;
    this.#until = program.clock.monotonic() + RECOVERY_CALL_LIMIT_MS;
  }

  async find(): Promise<SettlementFinding> {
    const finding = (await this.#endOfRun()) ?? (await this.#readLeft()) ?? (await this.#ask());
    await this.#conclude(finding);
    return finding;
  }

  /** Null once no run is alive. */
  async #endOfRun(): Promise<SettlementFinding | null> {
    const earlier = await this.#program.earlierRun(this.#query.reference);
    if (earlier.state === 'none') return null;
    if (earlier.state === 'ended') return this.#takeOver(earlier.lock);
    return this.#waitForRun(earlier);
  }

  async #takeOver(lock: FolderLock): Promise<null> {
    const { keeper } = this.#program;
    this.#lock = lock.reference === this.#query.reference ? lock : null;
    if (this.#lock === null) {
      await keeper.archive(lock);
      await keeper.release(lock);
    }
    return null;
  }

  async #waitForRun({ run, lock, ours }: EarlierRun & { readonly state: 'running' }): Promise<SettlementFinding | null> {
    const { clock, keeper } = this.#program;
    if (run === null) return inProgress({ reason: 'run_not_visible' });
    if (!ours || lock === null) return inProgress({ reason: 'foreign_run', pid: run.pid });
    const leftMs = lock.startedAtMs + lock.limitMs - clock.now();
    const waitMs = Math.max(0, Math.min(WAIT_FOR_RUN_MS, leftMs));
    const first = await firstOf(clock, run.ended, waitMs, this.#session.abort);
    if (first.what === 'done') return this.#takeOver(lock);
    if (first.what === 'time' && leftMs > waitMs) return inProgress({ reason: 'run_alive', pid: run.pid });
    const ending = await stopRun(clock, run, { askToStop: () => keeper.askToStop() }, 'time_limit');
    if (ending.end === 'running') return inProgress({ reason: 'run_not_stopped', pid: run.pid });
    await attempt(keeper.clearStop());
    const noted = { ...lock, orderKilled: lock.orderKilled || ending.end === 'killed' };
    await keeper.replace(noted);
    return this.#takeOver(noted);
  }

  /** What the run left in the folder, or what was put aside for it. */
  async #readLeft(): Promise<SettlementFinding | null> {
    const { keeper, settings, clock } = this.#program;
    const archived = await keeper.archived(this.#query.reference);
    const sources: readonly (readonly [LeftFiles, FolderLock])[] = [
      ...(archived === null ? [] : [[archived, archived.lock] as const]),
      ...(this.#lock === null ? [] : [[await keeper.read(), this.#lock] as const]),
    ];
    for (const [files, lock] of sources) {
      if (lock.operation !== 'settlement' || (files.result === null && files.slip === null)) continue;
      const answer = readLeft(files, settings.encoding);
      recordLeft(files, answer, settings.slipFile, clock.now(), this.#session);
      const finding = this.#ofLeft(answer, lock);
      if (finding !== null) return finding;
    }
    return null;
  }

  #ofLeft(answer: LeftAnswer, lock: FolderLock): SettlementFinding | null {
    const report = settlementReport(answer, this.#query.tid);
    const file = answer.found.found === 'file' && answer.found.reading.ok ? answer.found.reading.file : null;
    const evidence: Evidence = { rung: 0, code: file?.code ?? null, hostAgrees: report?.hostAgrees ?? null };
    if (report !== null && report.hostAgrees !== null) return { finding: 'done', result: settlementResult(file, answer, report), evidence };
    // A close has no request id: a file with one is of another run, or late.
    if (file === null || file.openEnd || file.requestId !== null || lock.orderKilled || !isOfTerminal(file.terminalId, this.#query.tid)) return null;
    const word = classifyService(file.code);
    if (word.verdict === 'done' && report !== null) return { finding: 'done', result: settlementResult(file, answer, report), evidence };
    // Without a slip the word may be another run's, told late or again: it explains what the device proves, and proves nothing itself.
    if (word.verdict === 'refused' && report === null) this.#refusal = word.decline;
    return null;
  }

  async #run(request: PilotRequest, operation: 'control_tape' | 'other'): Promise<QueryEnd> {
    const waitMs = this.#until - this.#program.clock.monotonic();
    if (waitMs < LEAST_WAIT_MS) return { kind: 'running' }; // The next call goes on from here.
    const { reference } = this.#query;
    const query = { request, reference, operation, orderKilled: this.#lock?.orderKilled ?? false, over: this.#lock, waitMs, stopWhenLate: false };
    const ended = await runQuery(this.#program, query, this.#session);
    if (ended.kind === 'ended' || ended.kind === 'refused') this.#lock = ended.lock;
    return ended;
  }

  /** The device itself: its last slip and its tape. */
  async #ask(): Promise<SettlementFinding> {
    const reprint = await this.#run({ kind: 'reprint' }, 'other');
    if (reprint.kind !== 'ended') return unanswered(reprint);
    const slip = settlementReport(reprint.answer, this.#query.tid);
    const tape = await this.#run({ kind: 'control_tape' }, 'control_tape');
    if (tape.kind !== 'ended') return unanswered(tape);
    const { found } = tape.answer;
    const code = found.found === 'file' && found.reading.ok ? found.reading.file.code : null;
    const evidence: Evidence = { rung: 2, code, lastSlip: slip === null ? 'other' : 'settlement' };
    const nowMinute = tape.answer.report()?.printedAtMinute ?? null;
    if (slip !== null && this.#isOurs(slip, nowMinute)) {
      return { finding: 'done', result: settlementResult(null, reprint.answer, slip), evidence: { ...evidence, by: 'last_slip' } };
    }
    return this.#ofTape(tape.answer, code, evidence);
  }

  get #ageMin(): number {
    return this.#agoMin(this.#query.dispatchedAtMs);
  }

  #agoMin(atMs: number): number {
    return (this.#program.clock.now() - atMs) / 60_000;
  }

  /** Ages on the terminal's own clock are compared: it may be wrong and knows no zone. */
  #isOurs(slip: BatchReport, nowMinute: number | null): boolean {
    if (slip.printedAtMinute === null || nowMinute === null) return false;
    if (this.#isBeforeLastOperation(slip.printedAtMinute)) return false;
    const slipAgeMin = nowMinute - slip.printedAtMinute;
    // The terminal's clock was set back since: nothing is known of its slips' age.
    if (slipAgeMin < -TOLERANCE_MIN) return false;
    const { earlierCloseAtMs } = this.#query;
    // Two closes within minutes: the slip may be of the earlier one.
    const ofEarlier = earlierCloseAtMs !== null && slipAgeMin >= this.#agoMin(earlierCloseAtMs) - TOLERANCE_MIN;
    return !ofEarlier && slipAgeMin <= this.#ageMin + TOLERANCE_MIN;
  }

  /**
   * A slip of before an operation that the close would have taken along is of an earlier close; one of the same minute may be,
   * where there was one. Our own clock has no part in this: it may have been set since the close was sent.
   */
  #isBeforeLastOperation(printedAtMinute: number): boolean {
    const { lastOperationAt, earlierCloseAtMs } = this.#query;
    if (lastOperationAt === undefined || lastOperationAt === null) return false;
    const lastMinute = Math.floor(Date.parse(`${lastOperationAt}Z`) / 60_000);
    return printedAtMinute < lastMinute || (printedAtMinute === lastMinute && earlierCloseAtMs !== null);
  }

  #ofTape(answer: LeftAnswer, code: number | null, evidence: Evidence): SettlementFinding {
    const tape = code === 0 ? answer.tape() : null;
    if (tape !== null && isOfTerminal(tape.terminalId, this.#query.tid)) {
      const older = tape.lines.some((line) => tape.printedAtMinute - line.atMinute > this.#ageMin + TOLERANCE_MIN);
      if (older) return this.#notClosed({ ...evidence, by: 'tape_holds_older_operations' });
      if (tape.lines.length === 0) return this.#emptied(evidence);
    }
    const answered = code !== null && classifyStatus(code).verdict !== 'link';
    return cannotTell(answered, { ...evidence, reason: 'tape_says_nothing' });
  }

  /**
   * Nothing is in the batch. Where we know of operations they were closed; where we know of none it is as if it had been closed,
   * whether the terminal did so or found nothing to close: there is no code for that, and refusing it again and again helps nobody.
   */
  #emptied(evidence: Evidence): SettlementFinding {
    const { heldOperations } = this.#query;
    const result = { totals: null, hostAgrees: null, slip: null, hostTime: null, nothingToClose: !heldOperations };
    return { finding: 'done', result, evidence: { ...evidence, by: heldOperations ? 'tape_is_empty' : 'nothing_to_close' } };
  }

  #notClosed(evidence: Evidence): SettlementFinding {
    return { finding: 'not_closed_proven', ...(this.#refusal === null ? {} : { decline: this.#refusal }), evidence };
  }

  /** A finding that ends the questions frees the folder. */
  async #conclude(finding: SettlementFinding): Promise<void> {
    const { keeper } = this.#program;
    if (finding.finding === 'in_progress') return;
    if (this.#lock !== null) await attempt(keeper.release(this.#lock));
    if (finding.finding !== 'cannot_tell' || finding.conclusive) await attempt(keeper.forget(this.#query.reference));
  }
}

function unanswered(end: Exclude<QueryEnd, { kind: 'ended' }>): SettlementFinding {
  if (end.kind === 'running') return inProgress({ reason: 'query_alive' });
  if (end.kind === 'refused') return cannotTell(false, { spawnRefusal: end.refusal.reason, systemCode: end.refusal.systemCode });
  return end.why === 'busy' ? inProgress({ reason: 'folder_taken' }) : cannotTell(false, { reason: end.why });
}
