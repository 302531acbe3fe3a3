import type { BankFileLinesQuery, PortalBankFileLines } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Queryable } from '../audit/index.ts';
import type { BankFileRow } from './bank-file-rows.ts';
import { CONTENT } from './bank-file-summary.ts';
import { LINE_TABLES, linesPage, type LineTable } from './lines/line-sql.ts';

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

/** What a file adds, row by row, or what of it was there before and where; a page in the order of the file. */
export async function linesOf(
  db: Queryable,
  fileId: string,
  parts: BankFileRow['parts'],
  { of, after, limit }: BankFileLinesQuery,
): Promise<PortalBankFileLines> {
  const found: LineRow[] = [];
  for (const table of LINE_TABLES) found.push(...(await db.query<LineRow>(linesPage(table), [fileId, after, limit + 1, of === 'known'])).rows);
  const rows = found.sort((a, b) => a.line_no - b.line_no);
  const page = rows.slice(0, limit);
  return {
    data: page.map((row) => ({
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
    })),
    next: rows.length > limit ? (page.at(-1)?.line_no ?? null) : null,
  };
}
