import type { MappingMark } from '../layouts/table-layout.ts';
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
  /** The hotel's own mapping by which it is read. */
  readonly mapping: MappingMark | null;
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

/** A table whose rows are kept so that people can say what its columns are; what is kept of it comes next. */
export interface KeepingPart {
  readonly type: 'keeping';
  readonly table: KeptTable;
}

/** What a kept table is, apart from its rows. */
export interface KeptTable {
  readonly member: string | null;
  readonly sheet: string | null;
  /** `text`: the bytes of the file; `sheet`: rows as lines of JSON. */
  readonly form: 'text' | 'sheet';
  readonly from1904: boolean;
}

/** A piece of the table before, without card numbers. */
export interface KeptPart {
  readonly type: 'kept';
  readonly bytes: Uint8Array;
  /** There is more than may be kept: only rows for a look are there. */
  readonly cut: boolean;
}

export type FilePart = FoundPart | RowsPart | TotalsPart | SkippedPart | WarnedPart | RefusedPart | KeepingPart | KeptPart;

const NOTHING = { bank: [], postings: [], entries: [], problems: [] } as const;

export const rowsPart = (rows: Partial<Omit<RowsPart, 'type'>>): RowsPart => ({ type: 'rows', ...NOTHING, ...rows });
