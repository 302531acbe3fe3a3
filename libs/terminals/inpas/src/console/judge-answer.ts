import { isSameId } from '../reply.ts';
import { STATUS } from '../constants.ts';
import type { ReadMessage, SaMessage } from '../messages.ts';
import type { Ending } from './attend.ts';
import type { LeftAnswer } from './console-folder.ts';
import { EXIT_APPROVED, FILE_TIME_TOLERANCE_MS, WITH_AMOUNT } from './console-constants.ts';
import type { ResultFault } from './result-file.ts';

/** Why a result file proves nothing about our run. */
export type FileDistrust =
  | 'missing'
  | 'oversize'
  | ResultFault
  /** Older than the run, or of an order the very answer that lay there before it. */
  | 'stale'
  /** Of a run that did not end by itself, and not under its number. */
  | 'crashed'
  | 'killed'
  /** An answer whose exit code says the opposite. */
  | 'exit_code'
  /** An approval that does not name terminal, operation or amount. */
  | 'bare';

/** What is known about the run that should have written the file. */
export interface RunKnowledge {
  readonly ending: Pick<Ending, 'end' | 'exit'>;
  /** File time of our lock, written just before the run into the same folder; null: not known. */
  readonly startedFileTimeMs: number | null;
  /** What lay in the folder before the run. */
  readonly previous: LeftAnswer;
  /** The number that the run was given; null: this program takes none. */
  readonly number: string | null;
  /** The exit code means something. */
  readonly exitCodeTells: boolean;
  /** What moves money has an approval that must say more. */
  readonly movesMoney: boolean;
}

export type FileJudgement =
  { readonly believed: true; readonly read: ReadMessage; readonly bytes: Uint8Array } | { readonly believed: false; readonly why: FileDistrust };

const no = (why: FileDistrust): FileJudgement => ({ believed: false, why });

/**
 * Older than the run that should have written it, or the answer that lay there before. A question may have the same answer as the one
 * before it: what lay there was removed before this run.
 */
function isStale(left: LeftAnswer & { readonly found: 'answer' }, { startedFileTimeMs, previous, movesMoney }: RunKnowledge): boolean {
  if (startedFileTimeMs !== null && left.modifiedAtMs < startedFileTimeMs - FILE_TIME_TOLERANCE_MS) return true;
  return movesMoney && previous.found === 'answer' && isApproval(left.read.message) && Buffer.compare(previous.bytes, left.bytes) === 0;
}

export const isApproval = ({ status }: SaMessage): boolean => status === STATUS.approved || status === STATUS.approvedOffline;

/** What an approval must say of itself: a file that was cut between two fields has lost some of it. */
export function isBare({ operation, amountMinor, terminalId }: SaMessage): boolean {
  if (operation === null || terminalId === null) return true;
  return amountMinor === null && WITH_AMOUNT.has(operation);
}

/**
 * Decides whether a result file is the answer to our run. Strict on purpose: what is not provably the whole answer to this run is
 * none, neither yes nor no.
 */
export function judgeFile(left: LeftAnswer, run: RunKnowledge): FileJudgement {
  if (left.found === 'unreadable') return no(left.fault);
  if (left.found !== 'answer') return no(left.found);
  if (isStale(left, run)) return no('stale');
  const { message } = left.read;
  const echoed = run.number !== null && message.transactionId !== null && isSameId(message.transactionId, run.number);
  const { end, exit } = run.ending;
  if (end !== 'watched' && !echoed) return no(end === 'killed' ? 'killed' : 'crashed');
  if (!run.movesMoney) return { believed: true, read: left.read, bytes: left.bytes };
  const approved = isApproval(message);
  if (approved && isBare(message)) return no('bare');
  if (end === 'watched' && run.exitCodeTells && approved !== (exit?.exitCode === EXIT_APPROVED)) return no('exit_code');
  return { believed: true, read: left.read, bytes: left.bytes };
}
