import type { PaymentExportFormat } from '@payport/contracts';
import { csvBytes, csvMark, xlsxEntries, zipStream, type Cell, type FileCharset } from '@payport/table-files';
import type { Language } from '../../../http/language.ts';

/** Rows that are read at once: between two reads the connection is everybody's. */
export const BATCH = 1_000;

export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/** A list, batch after batch: read while it is written, and never held as a whole. */
export interface ListToWrite {
  /** Of the file's name. */
  readonly what: string;
  readonly sheet: string;
  readonly head: readonly string[];
  /** Of the same columns, characters. */
  readonly widths: readonly number[];
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CHARSETS = { csv: 'utf-8', 'csv-1251': 'windows-1251' } as const satisfies Record<Exclude<PaymentExportFormat, 'xlsx'>, FileCharset>;

/** A list as a file of this format. */
export function listFile(
  { what, sheet, head, widths, batches }: ListToWrite,
  { format, language, nowMs }: { readonly format: PaymentExportFormat; readonly language: Language; readonly nowMs: number },
): ExportFile {
  const name = `payport-${what}-${new Date(nowMs).toISOString().slice(0, 10)}`;
  if (format === 'xlsx') return { name: `${name}.xlsx`, type: XLSX, bytes: zipStream(xlsxEntries({ name: sheet, head, widths }, eachOf(batches))) };
  const charset = CHARSETS[format];
  return { name: `${name}.csv`, type: `text/csv; charset=${charset}`, bytes: csvFile(head, batches, language, charset) };
}

async function* eachOf<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

async function* csvFile(
  head: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  language: Language,
  charset: FileCharset,
): AsyncGenerator<Buffer> {
  yield Buffer.concat([csvMark(charset), csvBytes([head.map((text) => ({ type: 'text', text }))], language, charset)]);
  for await (const batch of batches) yield csvBytes(batch, language, charset);
}
