import { isOfAnotherTerminal, isStale, isWholeRefusal, type Distrust } from './answer.ts';
import type { JobAnswer } from './job-run.ts';
import type { ResultFile } from './messages.ts';

export type ServiceJudgement =
  { readonly trusted: true; readonly file: ResultFile } | { readonly trusted: false; readonly distrust: Distrust; readonly file: ResultFile | null };

/**
 * Decides whether a result file is the answer to a run that is known by no request id, or need not be. The folder was
 * cleared before the run, so that a file in it is of that run or, late, of the one before: an id of another request, where
 * both have one, tells. It must be whole, and the run must have come to an orderly end.
 */
export function judgeService(
  { ending, answer, startedFileTimeMs }: JobAnswer,
  tid: string | null,
  requestId: string | null = null,
): ServiceJudgement {
  const { found } = answer;
  if (found.found !== 'file') return { trusted: false, distrust: found.found, file: null };
  if (!found.reading.ok) return { trusted: false, distrust: found.reading.fault, file: null };
  const { file } = found.reading;
  const distrusted = (distrust: Distrust): ServiceJudgement => ({ trusted: false, distrust, file });
  // Two such answers may well be the same bytes: a line that says "done" and nothing else.
  if (isStale(found, file, { startedFileTimeMs, previous: null })) return distrusted('stale');
  if (file.requestId !== null && file.requestId !== requestId) return distrusted('foreign_id');
  // "Done" and nothing else is what a tape or a report says as well: told late or again, it would end a payment that has not ended.
  if (requestId !== null && file.requestId === null && file.code === 0) return distrusted('no_id');
  if (isOfAnotherTerminal(file, tid)) return distrusted('other_terminal');
  if (ending.end !== 'watched') return distrusted(ending.end);
  return isWholeRefusal(file) ? { trusted: true, file } : distrusted('cut');
}
