import { foldLookalikes } from './encodings.ts';
import type { ControlTape, TapeLine } from './messages.ts';

export interface TapeQuestion {
  readonly operation: 'sale' | 'refund' | 'void';
  readonly amountMinor: bigint;
  readonly tid: string | null;
  /** Time since the dispatch, ms. */
  readonly ageMs: number;
  /** The operation ran somewhere within this time after the dispatch. */
  readonly stepLimitMs: number;
}

/** Printed times are whole minutes, on both ends. */
const TOLERANCE_MIN = 2;

const sameKind = (line: TapeLine, operation: TapeQuestion['operation']): boolean =>
  // A refund may have been run as a void; the tape then lists it there.
  operation === 'refund' ? line.operation !== 'sale' : line.operation === operation;

/**
 * The one entry that can only be ours: kind, amount, terminal and time agree, no second one does, and no operation ran
 * after it. Ages are compared, not times: the terminal's clock may be wrong and knows no zone, but it is the same clock for
 * the entry and for the head of the tape. Null is no proof of absence.
 */
export function matchTape(tape: ControlTape, question: TapeQuestion): TapeLine | null {
  if (question.tid === null || tape.terminalId === null || tape.terminalId !== foldLookalikes(question.tid)) return null;
  const oldest = question.ageMs / 60_000 + TOLERANCE_MIN;
  const youngest = (question.ageMs - question.stepLimitMs) / 60_000 - TOLERANCE_MIN;
  const agreeing = tape.lines.filter((line) => {
    const age = tape.printedAtMinute - line.atMinute;
    return sameKind(line, question.operation) && line.amountMinor === question.amountMinor && age <= oldest && age >= youngest;
  });
  const [only] = agreeing;
  if (only === undefined || agreeing.length > 1) return null;
  const ranSince = tape.lines.some((line) => line !== only && (line.number >= only.number || line.atMinute > only.atMinute));
  return ranSince ? null : only;
}
