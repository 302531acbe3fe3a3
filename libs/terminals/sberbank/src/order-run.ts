import type { Decline } from '@payport/domain';
import { stepOf, unmappedCode, type DriverSession, type Evidence, type OrderOutcome, type PaymentOrder } from '@payport/terminals-core';
import { CAUSE_TEXTS, type Cause } from './cause-texts.ts';
import { isBareRefusal, judgeResult, type Judgement } from './answer.ts';
import type { Ending } from './attend-run.ts';
import { exitEvidence, type BankProgram } from './bank-program.ts';
import { cardResultOf } from './card-result.ts';
import { runJob } from './job-run.ts';
import type { LeftAnswer } from './left-answer.ts';
import type { ResultFile } from './messages.ts';
import { checkRefusal, type BareRefusal } from './refusal-check.ts';
import { classifyOrder, declineFor, type OrderOperation } from './result-map.ts';
import type { ServiceJudgement } from './service-answer.ts';

/** One order, ready to be run. */
export interface OrderJob {
  readonly operation: 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture' | 'release';
  readonly order: PaymentOrder;
  readonly requestId: string | null;
  readonly args: readonly string[];
}

export const notSent = (cause: Cause, evidence: Evidence = {}): OrderOutcome => ({
  outcome: 'not_sent',
  decline: declineFor(cause, null),
  ...stepOf(CAUSE_TEXTS[cause]),
  evidence: { sent: false, cause, ...evidence },
});

/** Runs an order from the empty folder to its outcome. Never rejects: after the spawn, what goes wrong is `unknown`. */
export async function performOrder(program: BankProgram, job: OrderJob, session: DriverSession): Promise<OrderOutcome> {
  const run = { operation: job.operation, reference: job.order.reference, requestId: job.requestId, args: job.args };
  const end = await runJob(program, run, session, ({ ending, answer, startedFileTimeMs, ranForMs, previous }) => {
    const judged = judgeResult(answer.found, {
      requestId: job.requestId,
      tid: job.order.tid,
      end: ending.end,
      startedFileTimeMs,
      ranForMs,
      previous,
    });
    const value = outcomeOf(job, ending, judged, answer, session);
    const bare = value.outcome === 'unknown' && isBareRefusal(judged) ? bareRefusal(job, ending, judged.file, value, session) : null;
    return { value: bare ?? value, known: value.outcome !== 'unknown' };
  });
  if (end.end === 'judged') return 'otherwise' in end.value ? checkRefusal(program, job, end.value, session) : end.value;
  return end.end === 'not_sent' ? notSent(end.cause, end.evidence) : unknown(declineFor('outcome_unknown', null), false, end.evidence);
}

type Unknown = Extract<OrderOutcome, { readonly outcome: 'unknown' }>;
const unknown = (decline: Decline, runEnded: boolean, evidence: Evidence): Unknown => ({ outcome: 'unknown', decline, runEnded, evidence });

/** What the file would mean if it is ours. A code that decides nothing leaves the order unknown as it would with our id. */
function bareRefusal(
  { operation }: OrderJob,
  ending: Ending,
  { code }: ResultFile,
  otherwise: Unknown,
  session: DriverSession,
): BareRefusal | Unknown {
  const verdict = classifyOrder(code, codesOf(operation), ending.stop);
  const { evidence } = otherwise;
  switch (verdict.verdict) {
    case 'declined':
      return { outcome: { outcome: 'declined', decline: verdict.decline, result: null, evidence }, otherwise };
    case 'cancelled':
      return { outcome: { outcome: 'cancelled', decline: verdict.decline, evidence }, otherwise };
    case 'approved':
      return otherwise;
    case 'unknown':
      if (verdict.unmapped) session.alert(unmappedCode(String(code), operation));
      return { ...otherwise, decline: verdict.decline };
  }
}

/** Tells people what no table explains. */
export function alarm(judged: Judgement | ServiceJudgement, order: Pick<PaymentOrder, 'reference' | 'tid'>, session: DriverSession): void {
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
  const verdict = classifyOrder(judged.file.code, codesOf(operation), ending.stop);
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
      if (verdict.unmapped) session.alert(unmappedCode(String(judged.file.code), operation));
      return unknown(verdict.decline, runEnded, evidence);
  }
}

/** A pre-authorization is refused like a sale; its capture and its release like something that goes back to an original. */
const CODES_OF: Readonly<Record<OrderJob['operation'], OrderOperation>> = {
  sale: 'sale',
  refund: 'refund',
  void: 'void',
  preauthorization: 'sale',
  capture: 'refund',
  release: 'void',
};
export const codesOf = (operation: OrderJob['operation']): OrderOperation => CODES_OF[operation];
