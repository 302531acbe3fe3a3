import type { DriverSession, Evidence, OrderOutcome } from '@payport/terminals-core';
import { attempt, isWhole, type BankProgram } from './bank-program.ts';
import { cardResultOf } from './card-result.ts';
import { REFUSAL_CHECK_LIMIT_MS } from './constants.ts';
import type { FolderLock } from './folder-lock.ts';
import type { PilotRequest } from './messages.ts';
import type { OrderJob } from './order-run.ts';
import { runQuery, type QueryEnd } from './query-run.ts';
import { newRequestId } from './request-id.ts';
import { judgeStatus, type StatusEcho } from './status-answer.ts';
import { readStatus } from './status-reading.ts';

/** An answer that says no and does not say to whom, from a run that has ended before our eyes. */
export interface BareRefusal {
  readonly outcome: Extract<OrderOutcome, { readonly outcome: 'declined' | 'cancelled' }>;
  /** What is told where the device does not bear it out. */
  readonly otherwise: Extract<OrderOutcome, { readonly outcome: 'unknown' }>;
}

type Checked = OrderOutcome & { readonly outcome: 'approved' | 'declined' | 'cancelled' };
type Unproven = { readonly unproven: string };
/** The device says that it has no such order, and whose id stands beside that. */
type Absent = { readonly absent: StatusEcho; readonly refusal: Checked };

/** A question is not begun with less time than this. */
const LEAST_WAIT_MS = 1_000;

/**
 * Asks the device, by the order's id, about a refusal that carries none: it may be the late or repeated answer of another run,
 * while the guest has paid. Refused by the device's own record of the order, or never done by it: then it is a refusal.
 */
export async function checkRefusal(program: BankProgram, job: OrderJob, bare: BareRefusal, session: DriverSession): Promise<OrderOutcome> {
  const check = new RefusalCheck(program, job, session);
  // The files of a question could not be read, or the folder went away.
  const [settled] = await Promise.allSettled([check.run(bare.outcome)]);
  const checked = settled.status === 'fulfilled' ? settled.value : { unproven: 'fault' };
  if ('unproven' in checked) return { ...bare.otherwise, evidence: { ...bare.otherwise.evidence, check: checked.unproven } };
  program.part(job.order.reference);
  await check.release();
  return checked;
}

class RefusalCheck {
  readonly #until: number;
  /** The run that holds the folder. */
  #lock: FolderLock | null = null;

  constructor(
    private readonly program: BankProgram,
    private readonly job: OrderJob,
    private readonly session: DriverSession,
  ) {
    this.#until = program.clock.monotonic() + REFUSAL_CHECK_LIMIT_MS;
  }

  async run(outcome: BareRefusal['outcome']): Promise<Checked | Unproven> {
    this.#lock = await this.program.keeper.lock();
    const first = await this.#status(outcome);
    if (!('absent' in first)) return first;
    // A "not found" without an id may be the answer to a question about another order, told again. Behind a tape it cannot be.
    if (first.absent === 'none') {
      const tape = await this.#ask({ kind: 'control_tape' }, 'control_tape');
      if (tape.kind !== 'ended') return { unproven: tape.kind };
      if (!isWhole(tape.answer)) return { unproven: 'absent_once' };
      const again = await this.#status(outcome);
      if (!('absent' in again)) return again;
    }
    // The run is over and nothing closed the day since: what the device does not know was not done.
    return first.refusal;
  }

  async release(): Promise<void> {
    if (this.#lock !== null) await attempt(this.program.keeper.release(this.#lock));
  }

  async #status(outcome: BareRefusal['outcome']): Promise<Checked | Unproven | Absent> {
    const { order, operation } = this.job;
    const queryId = newQueryId(this.program, order.reference);
    const ended = await this.#ask({ kind: 'status', askedId: order.reference, requestId: queryId }, 'status');
    if (ended.kind !== 'ended') return { unproven: ended.kind };
    const judged = judgeStatus(ended.answer.found, {
      askedId: order.reference,
      queryId,
      tid: order.tid,
      end: ended.ending.end,
      startedFileTimeMs: ended.startedFileTimeMs,
      previous: ended.previous,
    });
    const reading = readStatus(judged, ended.answer.slip, order);
    const evidence: Evidence = { ...outcome.evidence, check: reading.verdict, checkCode: judged.file?.code ?? null };
    switch (reading.verdict) {
      case 'approved': {
        const result = cardResultOf(reading.file, ended.answer.slip, { operation, approvedAmountMinor: order.amountMinor });
        return { outcome: 'approved', result, evidence };
      }
      case 'declined':
        return { outcome: 'declined', decline: reading.decline, result: null, evidence };
      case 'cancelled':
        // Who asked for the stop the run knows better than the device.
        return outcome.outcome === 'cancelled' ? { ...outcome, evidence } : { outcome: 'cancelled', decline: reading.decline, evidence };
      case 'absent':
        return { absent: judged.trusted ? judged.echo : 'none', refusal: { ...outcome, evidence } };
      default:
        return { unproven: reading.verdict };
    }
  }

  /** The lock becomes the question's, as in recovery: whoever comes after a crash goes on from there. */
  async #ask(request: PilotRequest, operation: 'status' | 'control_tape'): Promise<QueryEnd> {
    const waitMs = this.#until - this.program.clock.monotonic();
    if (waitMs < LEAST_WAIT_MS) return { kind: 'running' };
    const { reference } = this.job.order;
    const query = { request, reference, operation, orderKilled: false, over: this.#lock, waitMs, stopWhenLate: false };
    const ended = await runQuery(this.program, query, this.session);
    if (ended.kind === 'ended' || ended.kind === 'refused') this.#lock = ended.lock;
    return ended;
  }
}

function newQueryId(program: BankProgram, reference: string): string {
  const id = newRequestId(program.random);
  return id === reference ? newQueryId(program, reference) : id;
}
