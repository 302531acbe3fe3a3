import type { DecimalSign } from '../fields/amount.ts';
import { readMoment, type DayOrder } from '../fields/moment.ts';
import { operationKindOf } from '../fields/operation-kind.ts';
import { normalWords } from '../fields/words.ts';
import { DIRECTION } from '../file-lines.ts';
import type { MappedWord } from '../layouts/table-layout.ts';
import { HEADER_ROWS, headerNames, placeNames } from '../table/header.ts';
import type { RawRow } from '../table/raw-row.ts';
import { wordDirection } from '../table/statement-row.ts';
import { guessColumns } from './known-headers.ts';
import { MAPPING_DELIMITERS, type MappingDefinition, type MappingDelimiter, type MappingTarget } from './mapping-definition.ts';

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

/** Of a table without a header. */
export const NO_HEADER = 0;

export interface SuggestionWish {
  readonly delimiter: MappingDelimiter | 'auto';
  readonly target?: MappingTarget;
  /** Number of the header's row, `NO_HEADER`, or nothing: the likeliest. */
  readonly headerRow?: number | undefined;
}

/** What a table seems to be, for a person to correct. */
export function suggestMapping(rows: readonly RawRow[], { delimiter, target = 'bank', headerRow }: SuggestionWish): MappingSuggestion {
  const headerAt = headerRow ?? headerRowOf(rows, target);
  const names = columnNames(rows, headerAt);
  const below = rows.filter(({ number }) => number > headerAt).slice(0, LOOKED_AT);
  const cellsOf = (name: string | undefined): readonly string[] => {
    const at = name === undefined ? -1 : names.indexOf(name);
    return at < 0 ? [] : below.map(({ cells }) => cells[at]?.trim() ?? '').filter((cell) => cell !== '');
  };
  const columns = headerAt === NO_HEADER ? byTheirCells(names, cellsOf, target) : guessColumns(names, target);
  const [moment, money] = WRITTEN[target];
  const sides = target === 'statement' && columns.amount === undefined && (columns.credit !== undefined || columns.debit !== undefined);
  return {
    headerRow: headerAt,
    definition: {
      target,
      acquirer: '',
      account: null,
      headless: headerAt === NO_HEADER,
      headers: headerAt === NO_HEADER ? names : names.filter((name) => !name.startsWith('#')),
      encoding: 'auto',
      delimiter,
      decimal: decimalOf(money.flatMap((field) => cellsOf(columns[field]))),
      dayOrder: dayOrderOf(cellsOf(columns[moment])),
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      columns,
      kindRule: sides ? 'sides' : columns.kind === undefined ? 'sign' : 'column',
      kindWords: {},
      feeRule: target !== 'bank' ? 'none' : columns.fee !== undefined ? 'column' : columns.net !== undefined ? 'net' : 'none',
      feeRateMillionths: null,
    },
  };
}

/** Names of a table's columns: those of its header, or by their places. */
export function columnNames(rows: readonly RawRow[], headerRow: number): readonly string[] {
  if (headerRow !== NO_HEADER) return headerNames(rows.find(({ number }) => number === headerRow)?.cells ?? []);
  return placeNames(Math.max(0, ...rows.slice(0, HEADER_ROWS).map(({ cells }) => cells.length)));
}

/** The day and the money of each kind of table. */
const WRITTEN = {
  bank: ['operatedAt', ['gross']],
  statement: ['bookedOn', ['amount', 'credit', 'debit']],
  posting: ['businessDay', ['amount']],
} as const;

/** Without a header only days and amounts show what they are. */
function byTheirCells(names: readonly string[], cellsOf: (name: string) => readonly string[], target: MappingTarget): MappingDefinition['columns'] {
  const [moment, [money]] = WRITTEN[target];
  const all = (name: string, is: (cell: string) => boolean): boolean => cellsOf(name).length > 0 && cellsOf(name).every(is);
  const day = names.find((name) => all(name, (cell) => readMoment(cell).ok));
  const amount = names.find((name) => name !== day && all(name, (cell) => /^-?[0-9][0-9 \u00a0]*[.,][0-9]{2}$/.test(cell)));
  return { ...(day === undefined ? {} : { [moment]: day }), ...(amount === undefined ? {} : { [money]: amount }) };
}

/** The words of a column that has few of them, most frequent first; nothing where its cells are numbers, days or all different. */
export function wordsIn(rows: readonly RawRow[], headerRow: number, column: string): readonly string[] {
  const at = columnNames(rows, headerRow).indexOf(column);
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
export function guessKind(word: string, target: MappingTarget = 'bank'): MappedWord | null {
  if (target === 'statement') return wordDirection(word);
  const kind = operationKindOf(word) ?? null;
  if (target === 'bank' || kind === null) return kind;
  return DIRECTION[kind] === 1 ? 'purchase' : 'refund';
}

/** The row with most headers that mean something; without any, the first of the width that most rows have. */
function headerRowOf(rows: readonly RawRow[], target: MappingTarget): number {
  const head = rows.slice(0, HEADER_ROWS);
  const scored = head.map((row) => ({ row, score: Object.keys(guessColumns(headerNames(row.cells), target)).length }));
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
