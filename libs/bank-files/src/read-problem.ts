/** Why a whole file, or one member of an archive, was not read. Nothing of it was taken. */
export const FILE_PROBLEMS = [
  'empty',
  'not_text',
  'unknown_layout',
  'truncated',
  'statement_cut',
  'damaged',
  'encrypted',
  'too_large',
  'unpacks_too_large',
  'too_many_members',
  'too_many_cells',
  'unsafe_name',
  'document_type',
  'old_excel',
  'unsupported',
  'no_account',
  'unknown_statement',
  'totals_differ',
  'took_too_long',
  'no_permission',
] as const;
export type FileProblemCode = (typeof FILE_PROBLEMS)[number];

export interface FileProblem {
  readonly code: FileProblemCode;
  /** Member of the archive and sheet of the workbook; null: the file itself. */
  readonly member: string | null;
  /** What a person needs to find the place or to mend it: a limit, a header that is missing, a byte. Never card data. */
  readonly detail: string | null;
}

/** Why one row was not taken. The rows around it were. */
export const ROW_PROBLEMS = [
  'missing',
  'not_an_amount',
  'ambiguous_amount',
  'too_precise',
  'not_a_date',
  'no_such_day',
  'unknown_kind',
  'unknown_state',
  'unknown_currency',
  'too_few_cells',
  'broken_quotes',
  'too_long',
  'amounts_differ',
  'error_cell',
] as const;
export type RowProblemCode = (typeof ROW_PROBLEMS)[number];

export interface RowProblem {
  readonly row: number;
  readonly code: RowProblemCode;
  /** Header of the column as the file writes it, or null where the row itself is at fault. */
  readonly column: string | null;
  /** What stood there, without card data, at most 80 characters. */
  readonly value: string | null;
}
