import { unmappedCode, type DriverSession, type Evidence, type LastFinding, type LastOperation, type LastOutcome } from '@payport/terminals-core';
import { foldLookalikes } from './encodings.ts';
import { CURRENCY, MAX_AMOUNT_MINOR } from './constants.ts';
import { exitEvidence, type BankProgram } from './bank-program.ts';
import { runJob, type JobAnswer } from './job-run.ts';
import { alarm } from './order-run.ts';
import { classifyService, declineFor } from './result-map.ts';
import { serializeRequest } from './serializer.ts';
import { judgeService } from './service-answer.ts';
import { runService } from './service-run.ts';

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
    const value = outcomeOf(left, kind, { reference, tid, requestId }, session);
    return { value, known: value.outcome !== 'unknown' };
  });
  if (end.end === 'judged') return end.value;
  if (end.end === 'not_sent') return { outcome: 'not_sent', decline: declineFor(end.cause, null), evidence: { sent: false, ...end.evidence } };
  return { outcome: 'unknown', decline: declineFor('outcome_unknown', null), evidence: end.evidence };
}

function outcomeOf(
  left: JobAnswer,
  kind: string,
  of: Pick<LastOperation, 'reference' | 'tid'> & { readonly requestId: string | null },
  session: DriverSession,
): LastOutcome {
  const judged = judgeService(left, of.tid, of.requestId);
  const evidence: Evidence = {
    code: judged.file?.code ?? null,
    end: left.ending.end,
    ...exitEvidence(left.ending.exit),
    distrust: judged.trusted ? null : judged.distrust,
  };
  alarm(judged, of, session);
  if (!judged.trusted) return { outcome: 'unknown', decline: declineFor('outcome_unknown', judged.file?.code ?? null), evidence };
  const verdict = classifyService(judged.file.code);
  if (verdict.verdict === 'done') return { outcome: 'done', evidence };
  if (verdict.unmapped) session.alert(unmappedCode(String(judged.file.code), kind));
  const { decline } = verdict;
  if (verdict.verdict === 'refused') return { outcome: 'refused', already: judged.file.code === NOTHING_PENDING, decline, evidence };
  return { outcome: 'unknown', decline, evidence };
}

/**
 * Looks for the operation on the control tape, by amount and authorization code. A tape that lists it as undone, too, says
 * nothing certain.
 */
export async function findLast(program: BankProgram, { amountMinor, authCode, tid }: LastOperation, session: DriverSession): Promise<LastFinding> {
  const end = await runService(program, { kind: 'control_tape' }, session);
  if (end.kind !== 'ended') return { finding: 'cannot_tell', evidence: { tape: end.kind } };
  const { found } = end.answer;
  const code = found.found === 'file' && found.reading.ok ? found.reading.file.code : null;
  const tape = code === 0 && end.ending.end === 'watched' ? end.answer.tape() : null;
  if (tape === null || tid === null || tape.terminalId !== foldLookalikes(tid)) {
    return { finding: 'cannot_tell', evidence: { tape: end.ending.end, tapeCode: code } };
  }
  const entries = tape.lines.filter((line) => line.authCode === authCode && line.amountMinor === amountMinor);
  const evidence = { tape: 'read', tapeEntries: entries.length };
  if (entries.length === 0) return { finding: 'gone', evidence };
  return { finding: entries.every(({ operation }) => operation === 'sale') ? 'stands' : 'cannot_tell', evidence };
}
