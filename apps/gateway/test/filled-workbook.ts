import { workbookEntries, zipStream, type Cell } from '@payport/table-files';
import { HEADS, WORKBOOK_WORDS, type Head } from '../src/modules/reconciliation-desk/workbook/workbook-words.ts';

/** A workbook of exceptions as a table program saves it: what is not named is empty. */
export async function filledWorkbook(
  rows: readonly Readonly<Partial<Record<Head, string | Cell>>>[],
  language: 'ru' | 'en' = 'ru',
  heads: readonly Head[] = HEADS,
): Promise<Buffer> {
  const { sheet, heads: titles } = WORKBOOK_WORDS[language];
  const cell = (value: string | Cell = ''): Cell => (typeof value === 'string' ? { type: 'text', text: value } : value);
  const filled = {
    name: sheet,
    head: heads.map((head) => titles[head]),
    widths: heads.map(() => 12),
    rows: rows.map((row) => heads.map((head) => cell(row[head]))),
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of zipStream(workbookEntries([filled]))) pieces.push(piece);
  return Buffer.concat(pieces);
}
