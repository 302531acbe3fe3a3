import {
  delimiterOf,
  guessKind,
  headerNames,
  previewMapping,
  sampleRows,
  seemingEncoding,
  suggestMapping,
  wordsIn,
  type KeptHead,
  type MappingDelimiter,
  type RawRow,
  type RegistryLine,
} from '@payport/bank-files';
import type { BankFileSampleQuery, BankMappingDefinition, PortalBankFileSample, PortalMappingPreview } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { KeptTableRow } from '../lines/kept-tables.ts';

/** Rows behind the header that are shown as the file has them, and least rows. */
const SHOWN_BELOW = 8;
const LEAST_SHOWN = 12;
/** Characters of a cell that are shown. */
const CELL_CHARS = 80;
/** Lines and problems that a preview shows; it reads this many rows. */
const SHOWN_LINES = 50;
const READ_ROWS = 2000;

/** A look at a kept table: its first rows as they are read by what was chosen so far, and what they seem to be. */
export function lookAt(head: KeptHead, tables: readonly KeptTableRow[], query: BankFileSampleQuery): PortalBankFileSample {
  const isText = head.table.form === 'text';
  const { delimiter, rows } = rowsOf(head, query.encoding, query.delimiter);
  const { headerRow, definition } = suggestMapping(rows, isText ? query.delimiter : 'auto', query.headerRow);
  const header = rows.find(({ number }) => number === headerRow)?.cells ?? [];
  const names = headerNames(header);
  return {
    tables: tables.map(({ member, sheet, form, cut }) => ({ member, sheet, form, cut })),
    encoding: isText ? (query.encoding === 'auto' ? seemingEncoding(head.bytes) : query.encoding) : null,
    delimiter: isText ? delimiter : null,
    rows: rows.filter(({ number }) => number <= Math.max(LEAST_SHOWN, headerRow + SHOWN_BELOW)).map(({ number, cells }) => ({ row: number, cells: cells.map(short) })), // prettier-ignore
    headerRow,
    columns: names.map((name, index) => ({ name, title: short(header[index]?.trim() ?? '') })),
    words: names.flatMap((column) => {
      const words = wordsIn(rows, headerRow, column);
      return words.length === 0 ? [] : [{ column, words: words.map((word) => ({ word, kind: guessKind(word) })) }];
    }),
    suggestion: { ...definition, headers: [...definition.headers], encoding: query.encoding, kindWords: {} },
  };
}

/** What the first rows would give. */
export function previewOf(head: KeptHead, from1904: boolean, definition: BankMappingDefinition): PortalMappingPreview {
  const rows = rowsOf(head, definition.encoding, definition.delimiter).rows.slice(0, READ_ROWS);
  const { fits, lines, problems } = previewMapping(rows, definition, from1904);
  return {
    fits,
    rows: rows.length,
    lines: lines.slice(0, SHOWN_LINES).map(toLine),
    lineCount: lines.length,
    problems: problems.slice(0, SHOWN_LINES).map((problem) => ({ ...problem })),
    problemCount: problems.length,
  };
}

function rowsOf(
  head: KeptHead,
  encoding: BankMappingDefinition['encoding'],
  wanted: MappingDelimiter | 'auto',
): { readonly delimiter: MappingDelimiter; readonly rows: readonly RawRow[] } {
  const delimiter = wanted === 'auto' ? delimiterOf((sign) => sampleRows(head, encoding, sign)) : wanted;
  return { delimiter, rows: sampleRows(head, encoding, delimiter) };
}

const short = (text: string): string => text.slice(0, CELL_CHARS);

function toLine(line: RegistryLine): PortalMappingPreview['lines'][number] {
  const { row, kind, state, currency, tid, rrn, authCode, cardMask, operatedAt } = line;
  const amount = (minor: bigint | null): string | null => (minor === null ? null : formatAmount(minor, currency));
  return {
    row,
    kind,
    state,
    day: operatedAt.day,
    time: operatedAt.time,
    amount: formatAmount(line.grossMinor, currency),
    fee: amount(line.feeMinor),
    net: amount(line.netMinor),
    currency,
    tid,
    rrn,
    authCode,
    cardMask,
  };
}
