import { isOfAnotherTerminal, isStale, isWholeRefusal, type Distrust } from './answer.ts';
import type { JobAnswer } from './job-run.ts';
import type { ResultFile } from './messages.ts';

export type ServiceJudgement =
  { readonly trusted: true; readonly file: ResultFile } | { readonly trusted: false; readonly distrust: Distrust; readonly file: ResultFile | null };

/**
 * Decides whether a result file is the answer to a run without a request id. The folder was cleared before the run, so that
 * a file in it can only be of that run; it must be whole, and the run must have come to an orderly end.
 */
export function judgeService({ ending, answer, startedFileTimeMs }: JobAnswer, tid: string | null): ServiceJudgement {
  const { found } = answer;
  if (found.found !== 'file') return { trusted: false, distrust: found.found, file: null };
  if (!found.reading.ok) return { trusted: false, distrust: found.reading.fault, file: null };
  const { file } = found.reading;
  const distrusted = (distrust: Distrust): ServiceJudgement => ({ trusted: false, distrust, file });
  // Two such answers may well be the same bytes: a line that says "done" and nothing else.
  if (isStale(found, file, { startedFileTimeMs, previous: null })) return distrusted('stale');
  if (isOfAnotherTerminal(file, tid)) return distrusted('other_terminal');
  if (ending.end !== 'watched') return distrusted(ending.end);
  return isWholeRefusal(file) ? { trusted: true, file } : distrusted('cut');
}
