import {
  unmappedCode,
  type DriverSession,
  type Evidence,
  type SettlementOrder,
  type SettlementOutcome,
  type SettlementResult,
} from '@payport/terminals-core';
import { exitEvidence, type BankProgram } from './bank-program.ts';
import { runJob, type JobAnswer } from './job-run.ts';
import type { LeftAnswer } from './left-answer.ts';
import type { BatchReport, ResultFile } from './messages.ts';
import { isOfTerminal } from './parser.ts';
import { classifyService, declineFor } from './result-map.ts';
import { serializeRequest } from './serializer.ts';
import { judgeService, type ServiceJudgement } from './service-answer.ts';

/** Closes the batch (operation 7). Never rejects; a lost answer, and one that nothing proves, is `unknown`, and is never closed a second time. */
export async function performSettlement(program: BankProgram, order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
  const args = serializeRequest({ kind: 'close_day' }, program.settings);
  const job = { operation: 'settlement' as const, reference: order.reference, requestId: null, args };
  const end = await runJob(program, job, session, (left) => {
    const value = outcomeOf(left, order.tid, session);
    return { value, known: value.outcome !== 'unknown' };
  });
  if (end.end === 'judged') return end.value;
  if (end.end === 'not_sent') {
    return { outcome: 'not_sent', decline: declineFor(end.cause, null), evidence: { sent: false, cause: end.cause, ...end.evidence } };
  }
  return { outcome: 'unknown', decline: declineFor('outcome_unknown', null), evidence: end.evidence };
}

/** The settlement slip of this terminal, if that is what lies there. */
export function settlementReport(answer: LeftAnswer, tid: string | null): BatchReport | null {
  const report = answer.report();
  return report?.title === 'settlement' && isOfTerminal(report.terminalId, tid) ? report : null;
}

export const settlementResult = (file: ResultFile | null, answer: LeftAnswer, report: BatchReport | null): SettlementResult => ({
  totals: report?.totals ?? null,
  hostAgrees: report?.hostAgrees ?? null,
  slip: answer.slip?.text ?? null,
  hostTime: file?.hostTime ?? null,
});

function outcomeOf(left: JobAnswer, tid: string | null, session: DriverSession): SettlementOutcome {
  const { answer } = left;
  const judged = judgeService(left, tid);
  const report = settlementReport(answer, tid);
  const evidence = evidenceOf(left, judged, report);
  if (!judged.trusted && judged.distrust === 'other_terminal') {
    session.alert({ kind: 'terminal_mismatch', detail: `registered as ${tid ?? ''}, answered as ${judged.file?.terminalId ?? ''}` });
  }
  // The bank's verdict stands only under a close that it has taken; the folder was empty before this run.
  if (!judged.trusted && report !== null && report.hostAgrees !== null) {
    return { outcome: 'done', result: settlementResult(null, answer, report), evidence: { ...evidence, by: 'slip' } };
  }
  if (!judged.trusted) return { outcome: 'unknown', decline: declineFor('outcome_unknown', judged.file?.code ?? null), evidence };
  const verdict = classifyService(judged.file.code);
  if (verdict.verdict === 'unknown') {
    if (verdict.unmapped) session.alert(unmappedCode(String(judged.file.code), 'settlement'));
    return { outcome: 'unknown', decline: verdict.decline, evidence };
  }
  // A close has no id: a word alone may be another run's, told late or again. The slip proves it, else the device is asked.
  if (report === null) return { outcome: 'unknown', decline: declineFor('outcome_unknown', judged.file.code), evidence: { ...evidence, bare: true } };
  if (verdict.verdict === 'done') return { outcome: 'done', result: settlementResult(judged.file, answer, report), evidence };
  // The slip of a close under a file that says no: the folder was empty, so that only one of the two is of this run.
  return disputed(left, report, evidence);
}

/** A verdict of the bank stands under a close that it has taken, and no refusal has one. Without it nothing is proven. */
const disputed = ({ answer }: JobAnswer, report: BatchReport, evidence: Evidence): SettlementOutcome =>
  report.hostAgrees === null
    ? { outcome: 'unknown', decline: declineFor('outcome_unknown', null), evidence }
    : { outcome: 'done', result: settlementResult(null, answer, report), evidence: { ...evidence, by: 'slip' } };

function evidenceOf({ ending, answer }: JobAnswer, judged: ServiceJudgement, report: BatchReport | null): Evidence {
  return {
    code: judged.file?.code ?? null,
    terminalId: judged.file?.terminalId ?? null,
    end: ending.end,
    stop: ending.stop,
    ...exitEvidence(ending.exit),
    encoding: answer.encoding,
    hostAgrees: report?.hostAgrees ?? null,
    distrust: judged.trusted ? null : judged.distrust,
  };
}
