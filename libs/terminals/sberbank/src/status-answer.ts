import { isOfAnotherTerminal, isStale, isWholeRefusal, type Distrust, type FoundResult, type RunKnowledge } from './answer.ts';
import type { ResultFile } from './messages.ts';

/** Whose id the answer to a status query carries: the original's, the query's own, or none. */
export type StatusEcho = 'asked' | 'own' | 'none';

export type StatusJudgement =
  | { readonly trusted: true; readonly file: ResultFile; readonly echo: StatusEcho }
  | { readonly trusted: false; readonly distrust: Distrust; readonly file: ResultFile | null };

export interface StatusRun extends Omit<RunKnowledge, 'requestId' | 'ranForMs'> {
  readonly askedId: string;
  readonly queryId: string;
}

/** Decides whether a result file is the answer to our question about an earlier operation. */
export function judgeStatus(found: FoundResult, run: StatusRun): StatusJudgement {
  if (found.found !== 'file') return { trusted: false, distrust: found.found, file: null };
  if (!found.reading.ok) return { trusted: false, distrust: found.reading.fault, file: null };
  const { file } = found.reading;
  const distrusted = (distrust: Distrust): StatusJudgement => ({ trusted: false, distrust, file });
  if (isStale(found, file, run)) return distrusted('stale');
  const echo = echoOf(file, run);
  if (echo === null) return distrusted('foreign_id');
  if (isOfAnotherTerminal(file, run.tid)) return distrusted('other_terminal');
  if (file.code === 0 || echo === 'asked') return { trusted: true, file, echo };
  if (run.end === 'killed') return distrusted('killed');
  if (run.end !== 'watched') return distrusted('crashed');
  return isWholeRefusal(file) ? { trusted: true, file, echo } : distrusted('cut');
}

function echoOf(file: ResultFile, run: StatusRun): StatusEcho | null {
  if (file.requestId === null) return 'none';
  if (file.requestId === run.askedId) return 'asked';
  return file.requestId === run.queryId ? 'own' : null;
}
