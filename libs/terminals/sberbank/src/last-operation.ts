import type { DriverSession, Evidence, LastOperation, LastOutcome } from '@payport/terminals-core';
import { CURRENCY, MAX_AMOUNT_MINOR } from './constants.ts';
import { exitEvidence, type BankProgram } from './bank-program.ts';
import { runJob, type JobAnswer } from './job-run.ts';
import { classifyService, declineFor } from './result-map.ts';
import { serializeRequest } from './serializer.ts';
import { judgeService } from './service-answer.ts';

/** Committed already, undone already, or never suspended: the terminal says the same of all three. */
const NOTHING_PENDING = 4141;
/** The issuer's code, as it goes onto the command line: anything else could be read as a switch. */
const AUTH_CODE = /^[0-9A-Za-z]{1,8}$/;

/**
 * Rolls back, suspends or commits the last successful operation, named by amount and authorization code. A code that names
 * another one is refused by the terminal itself (4140), and nothing is changed.
 */
export async function changeLast(
  program: BankProgram,
  kind: 'rollback' | 'suspend' | 'commit',
  operation: LastOperation,
  session: DriverSession,
): Promise<LastOutcome> {
  const { amountMinor, authCode, currency, reference, tid } = operation;
  if (!AUTH_CODE.test(authCode) || amountMinor <= 0n || amountMinor > MAX_AMOUNT_MINOR || currency !== CURRENCY) {
    return { outcome: 'not_sent', decline: declineFor('original_not_found', null), evidence: { sent: false } };
  }
  const requestId = program.settings.requestIds ? reference : null;
  const args = serializeRequest({ kind, amountMinor, authCode, requestId }, program.settings);
  const end = await runJob(program, { operation: 'undo', reference, requestId, args }, session, (left) => {
    const value = outcomeOf(left, kind, tid, session);
    return { value, known: value.outcome !== 'unknown' };
  });
  if (end.end === 'judged') return end.value;
  if (end.end === 'not_sent') return { outcome: 'not_sent', decline: declineFor(end.cause, null), evidence: { sent: false, ...end.evidence } };
  return { outcome: 'unknown', decline: declineFor('outcome_unknown', null), evidence: end.evidence };
}

function outcomeOf(left: JobAnswer, kind: string, tid: string | null, session: DriverSession): LastOutcome {
  const judged = judgeService(left, tid);
  const evidence: Evidence = {
    code: judged.file?.code ?? null,
    end: left.ending.end,
    ...exitEvidence(left.ending.exit),
    distrust: judged.trusted ? null : judged.distrust,
  };
  if (!judged.trusted) return { outcome: 'unknown', decline: declineFor('outcome_unknown', judged.file?.code ?? null), evidence };
  const verdict = classifyService(judged.file.code);
  if (verdict.verdict === 'done') return { outcome: 'done', evidence };
  if (verdict.unmapped) session.alert({ kind: 'unmapped_code', detail: `code ${judged.file.code} on ${kind}` });
  const { decline } = verdict;
  if (verdict.verdict === 'refused') return { outcome: 'refused', already: judged.file.code === NOTHING_PENDING, decline, evidence };
  return { outcome: 'unknown', decline, evidence };
}
