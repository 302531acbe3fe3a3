import type { DriverSession, Evidence, OrderOutcome } from '@payport/terminals-core';
import { attempt, type BankProgram } from './bank-program.ts';
import { cardResultOf } from './card-result.ts';
import { REFUSAL_CHECK_LIMIT_MS } from './constants.ts';
import type { OrderJob } from './order-run.ts';
import { runQuery, type QueryEnd } from './query-run.ts';
import { newRequestId } from './request-id.ts';
import { judgeStatus } from './status-answer.ts';
import { readStatus } from './status-reading.ts';

/** An answer that says no and does not say to whom, from a run that has ended before our eyes. */
export interface BareRefusal {
  readonly outcome: Extract<OrderOutcome, { readonly outcome: 'declined' | 'cancelled' }>;
  /** What is told where the device does not bear it out. */
  readonly otherwise: Extract<OrderOutcome, { readonly outcome: 'unknown' }>;
}

type Checked = OrderOutcome & { readonly outcome: 'approved' | 'declined' | 'cancelled' };

/**
 * Asks the device, by the order's id, about a refusal that carries none: it may be the late or repeated answer of another run,
 * while the guest has paid. Refused by the device's own record of the order, or never done by it: then it is a refusal.
 */
export async function checkRefusal(program: BankProgram, job: OrderJob, bare: BareRefusal, session: DriverSession): Promise<OrderOutcome> {
  const checked = await askAbout(program, job, bare, session);
  if ('unproven' in checked) return { ...bare.otherwise, evidence: { ...bare.otherwise.evidence, check: checked.unproven } };
  program.part(job.order.reference);
  await attempt(program.keeper.release());
  return checked;
}

async function askAbout(
  program: BankProgram,
  job: OrderJob,
  { outcome }: BareRefusal,
  session: DriverSession,
): Promise<Checked | { readonly unproven: string }> {
  const { reference } = job.order;
  const queryId = newQueryId(program, reference);
  const [asked] = await Promise.allSettled([ask(program, reference, queryId, session)]);
  // The files of the question could not be read, or the folder went away.
  if (asked.status === 'rejected') return { unproven: 'fault' };
  const ended = asked.value;
  if (ended.kind !== 'ended') return { unproven: ended.kind };
  const judged = judgeStatus(ended.answer.found, {
    askedId: reference,
    queryId,
    tid: job.order.tid,
    end: ended.ending.end,
    startedFileTimeMs: ended.startedFileTimeMs,
    previous: ended.previous,
  });
  const reading = readStatus(judged, ended.answer.slip, job.order);
  const evidence: Evidence = { ...outcome.evidence, check: reading.verdict, checkCode: judged.file?.code ?? null };
  switch (reading.verdict) {
    case 'approved': {
      const of = { operation: job.operation, approvedAmountMinor: job.order.amountMinor };
      return { outcome: 'approved', result: cardResultOf(reading.file, ended.answer.slip, of), evidence };
    }
    case 'declined':
      return { outcome: 'declined', decline: reading.decline, result: null, evidence };
    case 'cancelled':
      // Who asked for the stop the run knows better than the device.
      return outcome.outcome === 'cancelled' ? { ...outcome, evidence } : { outcome: 'cancelled', decline: reading.decline, evidence };
    case 'absent':
      // The run is over and nothing closed the day since: what the device does not know was not done.
      return { ...outcome, evidence };
    default:
      return { unproven: reading.verdict };
  }
}

/** The lock becomes the question's, as in recovery: whoever comes after a crash goes on from there. */
async function ask(program: BankProgram, reference: string, queryId: string, session: DriverSession): Promise<QueryEnd> {
  return runQuery(
    program,
    {
      request: { kind: 'status', askedId: reference, requestId: queryId },
      reference,
      operation: 'status',
      orderKilled: false,
      over: await program.keeper.lock(),
      waitMs: REFUSAL_CHECK_LIMIT_MS,
      stopWhenLate: false,
    },
    session,
  );
}

function newQueryId(program: BankProgram, reference: string): string {
  const id = newRequestId(program.random);
  return id === reference ? newQueryId(program, reference) : id;
}
