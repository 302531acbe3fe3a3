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
  const names = row.cells.map(normalWords);
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
