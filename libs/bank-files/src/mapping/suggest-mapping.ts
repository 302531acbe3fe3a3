import type { DecimalSign } from '../fields/amount.ts';
import type { DayOrder } from '../fields/moment.ts';
import { operationKindOf } from '../fields/operation-kind.ts';
import { normalWords } from '../fields/words.ts';
import type { OperationKind } from '../file-lines.ts';
import { HEADER_ROWS, headerNames } from '../table/header.ts';
import type { RawRow } from '../table/raw-row.ts';
import { guessColumns } from './known-headers.ts';
import { MAPPING_DELIMITERS, type MappingDefinition, type MappingDelimiter } from './mapping-definition.ts';

/** Rows that are looked at. */
const LOOKED_AT = 500;
/** Words for operations that are shown to be explained. */
const MOST_WORDS = 20;

export interface MappingSuggestion {
  /** Number of the row that seems to be the header. */
  readonly headerRow: number;
  readonly definition: MappingDefinition;
}

/** The sign under which the first rows have most cells that come again in the same number. */
export function delimiterOf(rowsUnder: (delimiter: MappingDelimiter) => readonly RawRow[]): MappingDelimiter {
  const scores = MAPPING_DELIMITERS.map((delimiter) => {
    const widths = new Map<number, number>();
    for (const { cells } of rowsUnder(delimiter).slice(0, HEADER_ROWS))
      if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    const score = Math.max(0, ...Array.from(widths, ([width, rows]) => rows * Math.min(width, 8)));
    return { delimiter, score };
  });
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

/** What a table seems to be, for a person to correct. */
export function suggestMapping(rows: readonly RawRow[], delimiter: MappingDelimiter | 'auto', header?: number): MappingSuggestion {
  const headerAt = header ?? headerRowOf(rows);
  const row = rows.find(({ number }) => number === headerAt);
  const names = headerNames(row?.cells ?? []);
  const columns = guessColumns(names);
  const below = rows.filter(({ number }) => number > headerAt).slice(0, LOOKED_AT);
  const cellsOf = (name: string | undefined): readonly string[] => {
    const at = name === undefined ? -1 : names.indexOf(name);
    return at < 0 ? [] : below.map(({ cells }) => cells[at]?.trim() ?? '').filter((cell) => cell !== '');
  };
  const gross = cellsOf(columns.gross);
  return {
    headerRow: headerAt,
    definition: {
      acquirer: '',
      headers: names.filter((name) => !name.startsWith('#')),
      encoding: 'auto',
      delimiter,
      decimal: decimalOf(gross),
      dayOrder: dayOrderOf(cellsOf(columns.operatedAt)),
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      columns,
      kindRule: columns.kind === undefined ? 'sign' : 'column',
      kindWords: {},
      feeRule: columns.fee !== undefined ? 'column' : columns.net !== undefined ? 'net' : 'none',
      feeRateMillionths: null,
    },
  };
}

/** The words of a column that has few of them, most frequent first; nothing where its cells are numbers, days or all different. */
export function wordsIn(rows: readonly RawRow[], headerRow: number, column: string): readonly string[] {
  const header = rows.find(({ number }) => number === headerRow);
  const at = header === undefined ? -1 : headerNames(header.cells).indexOf(column);
  const counts = new Map<string, number>();
  for (const { number, cells } of rows) {
    const word = at >= 0 && number > headerRow ? normalWords(cells[at] ?? '') : '';
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
    if (counts.size > MOST_WORDS) return [];
  }
  const words = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  return words.every((word) => /\p{L}{2}/u.test(word) && word.length <= 100) ? words : [];
}

/** What a word of a file means to us; null: nothing. */
export const guessKind = (word: string): OperationKind | null => operationKindOf(word) ?? null;

/** The row with most headers that mean something; without any, the first of the width that most rows have. */
function headerRowOf(rows: readonly RawRow[]): number {
  const head = rows.slice(0, HEADER_ROWS);
  const scored = head.map((row) => ({ row, score: Object.keys(guessColumns(headerNames(row.cells))).length }));
  const best = scored.reduce<(typeof scored)[number] | null>((kept, next) => (kept === null || next.score > kept.score ? next : kept), null);
  if (best !== null && best.score >= 2) return best.row.number;
  const filled = ({ cells }: RawRow): number => cells.filter((cell) => cell.trim() !== '').length;
  const widest = Math.max(0, ...head.map(filled));
  return head.find((row) => filled(row) === widest)?.number ?? 1;
}

function decimalOf(cells: readonly string[]): DecimalSign {
  const comma = cells.some((cell) => /,[0-9]{1,2}\D*$/.test(cell));
  const point = cells.some((cell) => /\.[0-9]{1,2}\D*$/.test(cell));
  if (comma === point) return 'either';
  return comma ? ',' : '.';
}

/** The month stands first only where a day beyond the twelfth says so. */
function dayOrderOf(cells: readonly string[]): DayOrder {
  const parts = cells.map((cell) => /^([0-9]{1,2})[./-]([0-9]{1,2})[./-]/.exec(cell));
  const beyond = (at: 1 | 2): boolean => parts.some((found) => Number(found?.[at] ?? 0) > 12);
  return beyond(2) && !beyond(1) ? 'month_first' : 'day_first';
}
