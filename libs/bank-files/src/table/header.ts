import { normalWords } from '../fields/words.ts';
import type { TableLayout } from '../layouts/table-layout.ts';
import type { RawRow } from './raw-row.ts';

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
  readonly headerRow: number;
}

/** The layout whose header this row is: the one with most of its telling columns, then with most columns; null for none. */
export function tableOf(row: RawRow, layouts: readonly TableLayout[]): KnownTable | null {
  if (row.problem !== null) return null;
  const names = headerNames(row.cells);
  // What the hotel has described itself comes before what we know.
  const own = layouts.filter((layout) => layout.own?.headers.every((header) => names.includes(header)) === true);
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
