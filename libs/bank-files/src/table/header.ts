import { readAmount, readWorkbookAmount } from '../fields/amount.ts';
import { readMoment, readSerial } from '../fields/moment.ts';
import { normalWords } from '../fields/words.ts';
import type { TableLayout } from '../layouts/table-layout.ts';
import { CELL, isBlank, type RawRow } from './raw-row.ts';

/** Banks put their name, the period and the account above the table. */
export const HEADER_ROWS = 40;

/** A table whose columns are known. */
export interface KnownTable<Layout extends TableLayout = TableLayout> {
  readonly layout: Layout;
  readonly version: string;
  /** Index of each field's column, from 0. */
  readonly columns: Readonly<Record<string, number>>;
  /** Headers as the file writes them. */
  readonly headers: readonly string[];
  /** Null: it has none, and its first row is one of data. */
  readonly headerRow: number | null;
}

/** Looks for a table row after row, as they come. */
export class TableSearch {
  /** Layouts without a header that a row has shown to be others. */
  private readonly out = new Set<TableLayout>();

  constructor(private readonly layouts: readonly TableLayout[]) {}

  look(row: RawRow): KnownTable | null {
    const titled = tableOf(row, this.layouts);
    if (titled?.layout.own !== undefined) return titled;
    return this.untitled(row) ?? titled;
  }

  /**
   * A table without a header is known by the first row that is wide enough: it has no more columns than were described, and a day and
   * an amount where they have to be. One that begins with words is another table.
   */
  private untitled(row: RawRow): KnownTable | null {
    if (row.problem !== null || isBlank(row)) return null;
    const width = widthOf(row.cells);
    const fits = this.layouts.flatMap((layout) => {
      if (layout.own?.headless !== true || this.out.has(layout)) return [];
      const columns = columnsOf(layout.own.headers, layout);
      const wanted = layout.required.map((field) => columns[field] ?? 0);
      if (width <= Math.max(...wanted)) return [];
      if (width <= layout.own.headers.length && isData(row, layout, columns)) return [{ layout, columns, told: 0 }];
      this.out.add(layout);
      return [];
    });
    const best = fits.reduce<(typeof fits)[number] | null>((kept, next) => (kept === null || isBetter(next, kept) ? next : kept), null);
    if (best === null) return null;
    const { layout, columns } = best;
    return {
      layout,
      version: layout.versionOf((field) => field in columns),
      columns,
      headers: placeTitles(layout.own?.headers.length ?? 0),
      headerRow: null,
    };
  }
}

const MOMENTS: readonly string[] = ['operatedAt', 'businessDay', 'bookedOn'];
const AMOUNTS: readonly string[] = ['gross', 'amount', 'credit', 'debit'];

/** Days and amounts that every row must have are there. */
function isData(row: RawRow, layout: TableLayout, columns: Readonly<Record<string, number>>): boolean {
  return layout.required.every((field: string) => {
    const index = columns[field] ?? -1;
    const cell = row.cells[index]?.trim() ?? '';
    if (MOMENTS.includes(field)) return readSerial(cell, false).ok || readMoment(cell, layout.own?.dayOrder).ok;
    if (!AMOUNTS.includes(field)) return true;
    return (row.kinds?.[index] === CELL.number ? readWorkbookAmount(cell, layout.currency) : readAmount(cell, layout.currency, 'either')).ok;
  });
}

function widthOf(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width -= 1;
  return width;
}

/** Columns by their places: names in comparable words, and as a table program titles them. */
export const placeNames = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `#${index + 1}`);
export const placeTitles = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => letters(index));

/** `A` to `Z`, then `AA`. */
const letters = (index: number): string => (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** The layout whose header this row is: the one with most of its telling columns, then with most columns; null for none. */
export function tableOf(row: RawRow, layouts: readonly TableLayout[]): KnownTable | null {
  if (row.problem !== null) return null;
  const names = headerNames(row.cells);
  // What the hotel has described itself comes before what we know.
  const own = layouts.filter(({ own }) => own?.headless === false && own.headers.every((header) => names.includes(header)));
  return bestOf(row, names, own) ?? bestOf(row, names, layouts.filter((layout) => layout.own === undefined)); // prettier-ignore
}

/**
 * Names of columns in comparable words, each another: the second `сумма` is `сумма (2)`, and a column without a name has its
 * place for one: `#3`.
 */
export function headerNames(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = normalWords(cell);
    if (name === '') return `#${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function bestOf(row: RawRow, names: readonly string[], layouts: readonly TableLayout[]): KnownTable | null {
  const fits = layouts.flatMap((layout) => {
    const columns = columnsOf(names, layout);
    const complete = layout.required.every((field: string) => field in columns);
    return complete ? [{ layout, columns, told: names.filter((name) => layout.telling.includes(name)).length }] : [];
  });
  const best = fits.reduce<(typeof fits)[number] | null>((kept, next) => (kept === null || isBetter(next, kept) ? next : kept), null);
  if (best === null) return null;
  const has = (field: string): boolean => field in best.columns;
  return { layout: best.layout, version: best.layout.versionOf(has), columns: best.columns, headers: row.cells, headerRow: row.number };
}

type Fit = { readonly columns: Readonly<Record<string, number>>; readonly told: number };

const isBetter = (a: Fit, b: Fit): boolean => a.told > b.told || (a.told === b.told && Object.keys(a.columns).length > Object.keys(b.columns).length);

function columnsOf(names: readonly string[], layout: TableLayout): Record<string, number> {
  const columns: Record<string, number> = {};
  for (const [field, headers] of Object.entries(layout.columns)) {
    const index = headers.map((header) => names.indexOf(header)).find((found) => found >= 0);
    if (index !== undefined) columns[field] = index;
  }
  return columns;
}
