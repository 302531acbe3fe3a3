/** What a cell of a workbook holds; a text file has texts only. */
export const CELL = { text: 0, number: 1, boolean: 2, error: 3 } as const;

/** One row of a table, before anything is made of it. */
export interface RawRow {
  /** From 1, as a spreadsheet counts. */
  readonly number: number;
  readonly cells: readonly string[];
  /** `CELL` of each cell, or null where all are texts. */
  readonly kinds: readonly number[] | null;
  /** The row could not be cut into cells; `cells` is empty then. */
  readonly problem: 'too_long' | 'broken_quotes' | null;
}

export const textRow = (number: number, cells: readonly string[]): RawRow => ({ number, cells, kinds: null, problem: null });

/** Nothing but spaces: files end with such rows, and have them between their parts. */
export const isBlank = (row: RawRow): boolean => row.problem === null && row.cells.every((cell) => cell.trim() === '');
