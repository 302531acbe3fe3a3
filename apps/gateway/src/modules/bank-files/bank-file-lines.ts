import type { BankFileLinesQuery, PortalBankFileLines } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Queryable } from '../audit/index.ts';
import type { BankFileRow } from './bank-file-rows.ts';
import { CONTENT } from './bank-file-summary.ts';
import { LINE_TABLES, nextLines, type LineTable } from './lines/line-sql.ts';

interface LineRow {
  readonly line_no: number;
  readonly part: number;
  readonly row_no: number;
  readonly table: LineTable;
  readonly kind: string;
  readonly day: string;
  readonly minor: string;
  readonly currency: string;
  readonly reference: string | null;
  readonly terminal: string | null;
  readonly known_file: string | null;
  readonly known_row: number | null;
}

/** Lines that are looked at in one go, and at most for one page: of a million that are all known, few are new. */
const PIECE = 1000;
const MOST_PIECES = 50;

/**
 * What a file adds, row by row, or what of it was there before and where: a page in the order of the file. It may have fewer lines
 * than were asked for, and still be followed by another.
 */
export async function linesOf(
  db: Queryable,
  fileId: string,
  parts: BankFileRow['parts'],
  { of, after, limit }: BankFileLinesQuery,
): Promise<PortalBankFileLines> {
  const found: LineRow[] = [];
  let next: number | null = after;
  for (let piece = 0; piece < MOST_PIECES && next !== null && found.length <= limit; piece += 1) {
    const seen = await pieceOf(db, fileId, next);
    found.push(...seen.rows.filter((row) => (row.known_row !== null) === (of === 'known')));
    next = seen.next;
  }
  const page = found.slice(0, limit);
  return { data: page.map((row) => toLine(row, parts)), next: found.length > limit ? (page.at(-1)?.line_no ?? null) : next };
}

/** A file may hold lines of several kinds: beyond the last one of a kind of which there are more nothing is told yet. */
async function pieceOf(db: Queryable, fileId: string, after: number): Promise<{ readonly rows: readonly LineRow[]; readonly next: number | null }> {
  const rows: LineRow[] = [];
  let next: number | null = null;
  for (const table of LINE_TABLES) {
    const own = (await db.query<LineRow>(nextLines(table), [fileId, after, PIECE])).rows;
    rows.push(...own);
    const last = own.at(-1)?.line_no;
    if (own.length === PIECE && last !== undefined) next = next === null ? last : Math.min(next, last);
  }
  rows.sort((a, b) => a.line_no - b.line_no);
  return { rows: rows.filter((row) => next === null || row.line_no <= next), next };
}

const toLine = (row: LineRow, parts: BankFileRow['parts']): PortalBankFileLines['data'][number] => ({
  member: parts[row.part - 1]?.member ?? null,
  sheet: parts[row.part - 1]?.sheet ?? null,
  row: row.row_no,
  content: CONTENT[row.table],
  kind: row.kind,
  day: row.day,
  amount: formatAmount(BigInt(row.minor), row.currency),
  currency: row.currency,
  reference: row.reference,
  terminal: row.terminal,
  known: row.known_row === null ? null : { file: row.known_file, row: row.known_row },
});
