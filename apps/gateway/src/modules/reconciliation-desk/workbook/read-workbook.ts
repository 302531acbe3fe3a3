import type { KeptTable } from '@payport/bank-files';
import { MAX_RECON_WORKBOOK_BYTES, MAX_RECON_WORKBOOK_ROWS } from '@payport/contracts';
import type { Bilingual } from '@payport/domain';
import { createHash } from 'node:crypto';
import { ProblemError } from '../../../http/problem-error.ts';
import type { FileReading } from '../../bank-files/index.ts';
import { HEADS, WORKBOOK_WORDS, type Head } from './workbook-words.ts';

const TOO_LARGE: Bilingual = { ru: 'Таблица расхождений бывает до 5 МиБ', en: 'A workbook of exceptions may have up to 5 MiB' };
const NOT_OURS: Bilingual = {
  ru: 'Нужна таблица, которую выгрузил этот раздел: книга Excel (.xlsx) с листом расхождений и первыми строками как были',
  en: 'It takes the workbook that this page has exported: an Excel file (.xlsx) with its sheet of exceptions and its head as they were',
};
const DAMAGED: Bilingual = {
  ru: 'Файл не читается: сохраните его ещё раз как книгу Excel (.xlsx)',
  en: 'The file cannot be read: save it again as an Excel workbook (.xlsx)',
};
const TOO_MANY: Bilingual = {
  ru: `В таблице больше ${MAX_RECON_WORKBOOK_ROWS} строк: разделите её`,
  en: `It has more than ${MAX_RECON_WORKBOOK_ROWS} rows: split it`,
};
/** The reader's word for a cell that holds an error of a formula. */
const ERROR_KIND = 3;
/** Names it reads under; nothing is kept under it. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

export interface WorkbookRow {
  /** As the table program counts. */
  readonly row: number;
  readonly cells: Readonly<Record<Head, { readonly text: string; readonly error: boolean }>>;
}
export interface ReadWorkbook {
  readonly sha256: string;
  readonly from1904: boolean;
  readonly rows: readonly WorkbookRow[];
}

/**
 * Reads a workbook of exceptions that a person brings back, in the thread in which files of strangers are read and with its limits; card
 * numbers are masked there.
 * @throws ProblemError `payload-too-large`, `recon-workbook-refused`
 */
export async function readExceptionsWorkbook(reading: FileReading, content: AsyncIterable<Uint8Array>): Promise<ReadWorkbook> {
  const hash = createHash('sha256');
  const tables: { readonly table: KeptTable; readonly pieces: Uint8Array[] }[] = [];
  let fault = false;
  for await (const part of reading({ fileId: NOBODY, propertyId: NOBODY, mappings: [], from: 'file' }, measured(content, hash))) {
    if (part.type === 'keeping') tables.push({ table: part.table, pieces: [] });
    else if (part.type === 'kept') tables.at(-1)?.pieces.push(part.bytes);
    else if (part.type === 'refused' && part.problem.code !== 'unknown_layout') fault = true;
  }
  if (fault) throw new ProblemError('recon-workbook-refused', { detail: DAMAGED });
  for (const { table, pieces } of tables) {
    if (table.form !== 'sheet') continue;
    const rows = rowsOf(Buffer.concat(pieces).toString('utf8'));
    if (rows === null) continue;
    if (rows.length > MAX_RECON_WORKBOOK_ROWS) throw new ProblemError('recon-workbook-refused', { detail: TOO_MANY });
    return { sha256: hash.digest('hex'), from1904: table.from1904, rows };
  }
  throw new ProblemError('recon-workbook-refused', { detail: NOT_OURS });
}

async function* measured(content: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > MAX_RECON_WORKBOOK_BYTES) throw new ProblemError('payload-too-large', { detail: TOO_LARGE });
    hash.update(piece);
    yield piece;
  }
}

type Line = readonly [number: number, cells: readonly string[], kinds: readonly number[] | null];

/** Null: not the sheet of exceptions. */
function rowsOf(lines: string): readonly WorkbookRow[] | null {
  const [head, ...rest] = lines.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line); // prettier-ignore
  const places = head === undefined ? null : placesOf(head[1]);
  if (places === null) return null;
  return rest
    .filter(([, cells]) => cells.some((cell) => cell.trim() !== ''))
    .map(([row, cells, kinds]) => {
      const cellOf = (name: Head) => ({ text: (cells[places[name]] ?? '').trim(), error: kinds?.[places[name]] === ERROR_KIND });
      return { row, cells: Object.fromEntries(HEADS.map((name) => [name, cellOf(name)])) as WorkbookRow['cells'] };
    });
}

/** Where each column stands: columns may have been moved, and what people have added is passed over. */
function placesOf(titles: readonly string[]): Readonly<Record<Head, number>> | null {
  for (const { heads } of Object.values(WORKBOOK_WORDS)) {
    const places = HEADS.map((name) => [name, titles.findIndex((title) => title.trim() === heads[name])] as const);
    if (places.every(([name, place]) => place >= 0 || !NEEDED.has(name))) return Object.fromEntries(places) as Record<Head, number>;
  }
  return null;
}
const NEEDED: ReadonlySet<Head> = new Set(['key', 'mark', 'owner', 'due', 'comment', 'resolution']);
