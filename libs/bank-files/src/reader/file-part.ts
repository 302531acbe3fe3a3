import type { RegistryLine, PostingLine, StatementEntry } from '../file-lines.ts';
import type { AccountTotals } from '../statement/account-sums.ts';
import type { FileProblem, RowProblem } from '../read-problem.ts';
import type { FileEncoding } from '../text/encoding.ts';

/** A table or statement that was found in the file. */
export interface FoundPart {
  readonly type: 'found';
  /** Member of the archive and sheet of the workbook; null: the file itself. */
  readonly member: string | null;
  readonly sheet: string | null;
  readonly content: 'bank' | 'posting' | 'statement';
  readonly layout: string;
  readonly version: string;
  readonly acquirer: string | null;
  readonly encoding: FileEncoding | null;
  readonly delimiter: string | null;
  readonly headerRow: number | null;
}

export interface RowsPart {
  readonly type: 'rows';
  readonly bank: readonly RegistryLine[];
  readonly postings: readonly PostingLine[];
  readonly entries: readonly StatementEntry[];
  readonly problems: readonly RowProblem[];
}

/** Totals that a statement says of an account: they must be those of its entries. */
export interface TotalsPart {
  readonly type: 'totals';
  readonly totals: readonly AccountTotals[];
}

/** A member or a sheet of which nothing was read: banks put other papers into their archives. */
export interface SkippedPart {
  readonly type: 'skipped';
  readonly problem: FileProblem;
}

/** Something about the file that a person should know before its lines count: it contradicts itself. */
export interface WarnedPart {
  readonly type: 'warned';
  readonly problem: FileProblem;
}

/** The file as a whole is no good; what was read of it before must not be used. Always the last part. */
export interface RefusedPart {
  readonly type: 'refused';
  readonly problem: FileProblem;
}

export type FilePart = FoundPart | RowsPart | TotalsPart | SkippedPart | WarnedPart | RefusedPart;

const NOTHING = { bank: [], postings: [], entries: [], problems: [] } as const;

export const rowsPart = (rows: Partial<Omit<RowsPart, 'type'>>): RowsPart => ({ type: 'rows', ...NOTHING, ...rows });
