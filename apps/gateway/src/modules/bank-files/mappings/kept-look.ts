import {
  columnNames,
  delimiterOf,
  guessKind,
  NO_HEADER,
  placeTitles,
  previewMapping,
  sampleRows,
  seemingEncoding,
  suggestMapping,
  wordsIn,
  type KeptHead,
  type MappingDelimiter,
  type MappingPreview,
  type RawRow,
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
  const { headerRow, definition } = suggestMapping(rows, { ...query, delimiter: isText ? query.delimiter : 'auto' });
  const names = columnNames(rows, headerRow);
  const titles = headerRow === NO_HEADER ? placeTitles(names.length) : (rows.find(({ number }) => number === headerRow)?.cells ?? []);
  return {
    tables: tables.map(({ member, sheet, form, cut }) => ({ member, sheet, form, cut })),
    encoding: isText ? (query.encoding === 'auto' ? seemingEncoding(head.bytes) : query.encoding) : null,
    delimiter: isText ? delimiter : null,
    rows: rows.filter(({ number }) => number <= Math.max(LEAST_SHOWN, headerRow + SHOWN_BELOW)).map(({ number, cells }) => ({ row: number, cells: cells.map(short) })), // prettier-ignore
    headerRow,
    columns: names.map((name, index) => ({ name, title: short(titles[index]?.trim() ?? '') })),
    words: names.flatMap((column) => {
      const words = wordsIn(rows, headerRow, column);
      return words.length === 0 ? [] : [{ column, words: words.map((word) => ({ word, kind: guessKind(word, query.target) })) }];
    }),
    suggestion: { ...definition, headers: [...definition.headers], encoding: query.encoding, kindWords: {} },
  };
}

/** What the first rows would give. */
export function previewOf(head: KeptHead, from1904: boolean, definition: BankMappingDefinition): PortalMappingPreview {
  const rows = rowsOf(head, definition.encoding, definition.delimiter).rows.slice(0, READ_ROWS);
  const { fits, read, problems } = previewMapping(rows, definition, from1904);
  const lines = linesOf(read);
  return {
    fits,
    rows: rows.length,
    lines: lines.slice(0, SHOWN_LINES),
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

type Line = PortalMappingPreview['lines'][number];
const NOTHING = { time: null, fee: null, net: null, tid: null, rrn: null, authCode: null, cardMask: null, reference: null, text: null } as const;

/** What a table gives is lines of one kind. */
function linesOf({ bank, entries, postings }: MappingPreview['read']): readonly Line[] {
  return [
    ...bank.map(({ row, kind, state, currency, tid, rrn, authCode, cardMask, operatedAt: { day, time }, ...money }): Line => {
      const amount = (minor: bigint | null): string | null => (minor === null ? null : formatAmount(minor, currency));
      const told = { amount: formatAmount(money.grossMinor, currency), fee: amount(money.feeMinor), net: amount(money.netMinor) };
      return { ...NOTHING, row, kind, state, day, time, ...told, currency, tid, rrn, authCode, cardMask };
    }),
    ...entries.map(({ row, direction, bookedOn, amountMinor, currency, documentNumber, purpose }): Line => {
      const kind = direction === 'debit' ? 'debit' : 'credit';
      const told = { amount: formatAmount(amountMinor, currency), reference: documentNumber, text: purpose === '' ? null : short(purpose) };
      return { ...NOTHING, row, kind, state: 'completed', day: bookedOn, currency, ...told };
    }),
    ...postings.map(({ row, kind, businessDay, postedAt, amountMinor, currency, postingRef, guest, tid, rrn, authCode, cardMask }): Line => {
      const told = { amount: formatAmount(amountMinor, currency), reference: postingRef, text: guest };
      const known = { tid, rrn, authCode, cardMask, time: postedAt?.time ?? null };
      return { ...NOTHING, row, kind: kind === 'payment' ? 'purchase' : 'refund', state: 'completed', day: businessDay, currency, ...told, ...known };
    }),
  ];
}
