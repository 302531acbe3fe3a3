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
  /** Authorization codes of other operations over the same amount; null: one whose code nobody knows. */
  readonly alike: readonly (string | null)[];
}

/** Printed times are whole minutes, on both ends. */
const TOLERANCE_MIN = 2;

const sameKind = (line: TapeLine, operation: TapeQuestion['operation']): boolean =>
  // A refund may have been run as a void; the tape then lists it there.
  operation === 'refund' ? line.operation !== 'sale' : line.operation === operation;

/** The entry of a payment that we know already: two guests often pay the same amount one after the other. */
const isKnown = (line: TapeLine, { alike }: TapeQuestion): boolean => line.authCode !== null && alike.includes(line.authCode);

const mayBeAnothers = (line: TapeLine, { alike }: TapeQuestion): boolean => alike.includes(null) || (line.authCode === null && alike.length > 0);

/**
 * The one entry that can only be ours: kind, amount, terminal and time agree, no second one does, it is no other guest's, and
 * no operation ran after it. Ages are compared, not times: the terminal's clock may be wrong and knows no zone, but it is the same clock for
 * the entry and for the head of the tape. Null is no proof of absence.
 */
export function matchTape(tape: ControlTape, question: TapeQuestion): TapeLine | null {
  if (question.tid === null || tape.terminalId === null || tape.terminalId !== foldLookalikes(question.tid)) return null;
  const oldest = question.ageMs / 60_000 + TOLERANCE_MIN;
  const youngest = (question.ageMs - question.stepLimitMs) / 60_000 - TOLERANCE_MIN;
  const agreeing = tape.lines.filter((line) => {
    const age = tape.printedAtMinute - line.atMinute;
    return (
      !isKnown(line, question) && sameKind(line, question.operation) && line.amountMinor === question.amountMinor && age <= oldest && age >= youngest
    );
  });
  const [only] = agreeing;
  if (only === undefined || agreeing.length > 1 || mayBeAnothers(only, question)) return null;
  const ranSince = tape.lines.some((line) => line !== only && (line.number >= only.number || line.atMinute > only.atMinute));
  return ranSince ? null : only;
}
