import type { PostingLine, RegistryLine, StatementEntry } from '../file-lines.ts';
import type { TableLayout } from '../layouts/table-layout.ts';
import type { RowProblem } from '../read-problem.ts';
import { registryLineOf } from './registry-row.ts';
import { CellReader, type CellSettings } from './cell-reader.ts';
import { HEADER_ROWS, TableSearch, type KnownTable } from './header.ts';
import { postingLineOf } from './posting-row.ts';
import { isBlank, type RawRow } from './raw-row.ts';
import { statementEntryOf } from './statement-row.ts';
import { TableSums, type SummedField } from './table-sums.ts';

/** Lines of totals below a table. */
const TOTALS = /^(?:итог|всего|total|сумма итого|количество)/i;

/** What some rows of a table have given. */
export interface TableBatch {
  readonly bank: RegistryLine[];
  readonly postings: PostingLine[];
  readonly entries: StatementEntry[];
  readonly problems: RowProblem[];
  /** What rows of totals say against the rows above them. */
  readonly differences: string[];
}

/**
 * Reads a table as its rows come: finds the header among the first rows, then makes lines of the rest. Blank rows, totals and a
 * header that comes again are passed over; a row with an error is told and costs nothing else.
 */
export class TableReader {
  table: KnownTable | null = null;
  /** Rows that were looked at for a header. */
  private before = 0;
  private cells: CellReader | null = null;
  /** Index of the last column that every row must have. */
  private lastWanted = 0;
  private readonly sums = new TableSums();
  private readonly search: TableSearch;

  constructor(
    layouts: readonly TableLayout[],
    private readonly settings: CellSettings,
  ) {
    this.search = new TableSearch(layouts);
  }

  /** True once it is certain that this is no table of a known layout. */
  get hopeless(): boolean {
    return this.table === null && this.before >= HEADER_ROWS;
  }

  read(rows: readonly RawRow[]): TableBatch {
    const batch: TableBatch = { bank: [], postings: [], entries: [], problems: [], differences: [] };
    for (const row of rows) {
      if (this.table === null || this.cells === null) this.look(row, batch);
      else this.add(row, this.table, this.cells, batch);
    }
    return batch;
  }

  private look(row: RawRow, batch: TableBatch): void {
    if (this.hopeless) return;
    this.before += 1;
    const table = this.search.look(row);
    if (table === null) return;
    this.table = table;
    this.lastWanted = Math.max(...table.layout.required.map((field) => table.columns[field] ?? 0));
    this.cells = new CellReader(table, this.settings);
    if (table.headerRow === null) this.add(row, table, this.cells, batch);
  }

  private add(row: RawRow, table: KnownTable, cells: CellReader, batch: TableBatch): void {
    cells.begin(row);
    if (row.problem !== null) cells.fail(row.problem, null);
    else if (isBlank(row) || isHeader(row, table)) return;
    else if (isTotals(row)) return void batch.differences.push(...this.compare(table, cells));
    // A row that ends before is cut.
    else if (row.cells.length <= this.lastWanted) cells.fail('too_few_cells', null);
    else if (table.layout.target === 'bank') {
      const line = registryLineOf(row.number, cells, table.layout);
      if (line !== null) {
        batch.bank.push(line);
        this.sums.add(line);
      }
    } else if (table.layout.target === 'posting') {
      const line = postingLineOf(row.number, cells, table.layout);
      if (line !== null) batch.postings.push(line);
    } else {
      const entry = statementEntryOf(row.number, cells, table.layout);
      if (entry !== null) batch.entries.push(entry);
    }
    if (cells.problem !== null) batch.problems.push(cells.problem);
  }

  /** A cell of totals that is no amount says nothing. */
  private compare(table: KnownTable, cells: CellReader): readonly string[] {
    const { currency, target } = table.layout;
    if (target !== 'bank') return [];
    const said = (field: SummedField): { readonly column: string; readonly minor: bigint } | null => {
      const index = table.columns[field];
      const minor = index === undefined ? null : cells.amount(field, currency);
      return minor === null || index === undefined ? null : { column: table.headers[index]?.trim() ?? field, minor };
    };
    return this.sums.differences(said, currency);
  }
}

const isTotals = (row: RawRow): boolean => TOTALS.test(row.cells.find((cell) => cell.trim() !== '')?.trim() ?? '');

const isHeader = (row: RawRow, table: KnownTable): boolean => row.cells.every((cell, index) => cell === (table.headers[index] ?? ''));
