import { ANSWER_AGE_MS, FILE_TIME_TOLERANCE_MS, SHORT_RESULT_LINES } from './constants.ts';
import type { ResultFault, ResultFile, ResultReading } from './messages.ts';

/** One result file as it was found. */
export type FoundResult =
  | { readonly found: 'missing' | 'oversize' }
  | { readonly found: 'file'; readonly reading: ResultReading; readonly bytes: Uint8Array; readonly modifiedAtMs: number };

/** Why a result file proves nothing. */
export type Distrust =
  | 'missing'
  | 'oversize'
  | ResultFault
  /** Older than the run, or the very approval that lay there before it. */
  | 'stale'
  /** Carries the id of another request. */
  | 'foreign_id'
  /** Of another terminal. */
  | 'other_terminal'
  /** An approval, or a whole refusal, without our id where this software knows ids. */
  | 'no_id'
  /** Neither whole nor one of the short forms that this software writes. */
  | 'cut'
  /** A refusal beside a run that did not end by itself. */
  | 'killed'
  | 'crashed';

export type Judgement =
  | { readonly trusted: true; readonly file: ResultFile; readonly idEchoed: boolean }
  | { readonly trusted: false; readonly distrust: Distrust; readonly file: ResultFile | null };

/** What is known about the run that should have written the file. */
export interface RunKnowledge {
  /** The id given with `/q=`; null: this software knows none. */
  readonly requestId: string | null;
  readonly tid: string | null;
  /** `watched`: it ended by itself before our eyes; `crashed`: by a signal; `killed`: by us; `not_watched`: found later. */
  readonly end: 'watched' | 'crashed' | 'killed' | 'not_watched';
  /** File time of our lock, written just before the run into the same folder; null: not known. */
  readonly startedFileTimeMs: number | null;
  /** How long it ran before our eyes; null where it was not seen. */
  readonly ranForMs: number | null;
  /** What lay in the folder before the run. */
  readonly previous: Uint8Array | null;
}

const distrusted = (distrust: Distrust, file: ResultFile | null = null): Judgement => ({ trusted: false, distrust, file });

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

export const isOfAnotherTerminal = (file: ResultFile, tid: string | null): boolean =>
  tid !== null && file.terminalId !== null && file.terminalId.toUpperCase() !== tid.trim().toUpperCase();

/** Older than the run that should have written it, or the approval that lay there before. */
export const isStale = (
  found: { readonly bytes: Uint8Array; readonly modifiedAtMs: number },
  file: ResultFile,
  run: Pick<RunKnowledge, 'startedFileTimeMs' | 'previous'>,
): boolean =>
  (run.startedFileTimeMs !== null && found.modifiedAtMs < run.startedFileTimeMs - FILE_TIME_TOLERANCE_MS) ||
  (file.code === 0 && run.previous !== null && sameBytes(run.previous, found.bytes));

/**
 * A program writes its answer when it ends. A file without our id that lay there long before is a late answer of the run
 * before this one.
 */
const isOlderThanEnd = (found: { readonly modifiedAtMs: number }, { startedFileTimeMs, ranForMs }: RunKnowledge): boolean =>
  startedFileTimeMs !== null && ranForMs !== null && found.modifiedAtMs < startedFileTimeMs + ranForMs - ANSWER_AGE_MS;

/** A whole refusal that only lacks our id: a question by it proves or disproves it. */
export const isBareRefusal = (judged: Judgement): judged is Judgement & { readonly trusted: false; readonly file: ResultFile } =>
  !judged.trusted && judged.distrust === 'no_id' && judged.file !== null && judged.file.code !== 0;

/** One line, or at least the lines of old software; nothing behind the last line end. */
export const isWholeRefusal = (file: ResultFile): boolean => !file.openEnd && (file.lineCount === 1 || file.lineCount >= SHORT_RESULT_LINES);

/**
 * Decides whether a result file is the answer to our run. Strict on purpose: what is not provably the whole answer to this
 * request is no answer, neither yes nor no, and the device is asked instead.
 */
export function judgeResult(found: FoundResult, run: RunKnowledge): Judgement {
  if (found.found !== 'file') return distrusted(found.found);
  if (!found.reading.ok) return distrusted(found.reading.fault);
  const { file } = found.reading;
  if (isStale(found, file, run)) return distrusted('stale', file);
  const idEchoed = run.requestId !== null && file.requestId === run.requestId;
  if (run.requestId !== null && file.requestId !== null && !idEchoed) return distrusted('foreign_id', file);
  if (isOfAnotherTerminal(file, run.tid)) return distrusted('other_terminal', file);
  if (!idEchoed && isOlderThanEnd(found, run)) return distrusted('stale', file);
  const distrust = file.code === 0 ? approvalFlaw(file, run, idEchoed) : refusalFlaw(file, run, idEchoed);
  return distrust === null ? { trusted: true, file, idEchoed } : distrusted(distrust, file);
}

/** With request ids the echo is the proof, however the program ended. Without them, only a whole file of a watched run. */
function approvalFlaw(file: ResultFile, run: RunKnowledge, idEchoed: boolean): Distrust | null {
  if (run.requestId !== null) return idEchoed ? null : 'no_id';
  if (run.end === 'killed') return 'killed';
  if (run.end !== 'watched') return 'crashed';
  return file.lineCount >= SHORT_RESULT_LINES ? null : 'cut';
}

/**
 * A refusal is often one line without an id: then the run itself must have been seen to end in order. Where the software knows
 * ids that is not enough: it may be another run's, told late or again, and the device can be asked.
 */
function refusalFlaw(file: ResultFile, run: RunKnowledge, idEchoed: boolean): Distrust | null {
  if (run.end === 'killed') return 'killed';
  if (idEchoed) return null;
  if (run.end !== 'watched') return 'crashed';
  if (!isWholeRefusal(file)) return 'cut';
  return run.requestId === null ? null : 'no_id';
}
