import type { PaymentExportFormat } from '@payport/contracts';
import { BYTE_ORDER_MARK, csvLine, toCp1251, xlsxEntries, zipStream, type Cell } from '@payport/table-files';
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

const FILES: Readonly<Record<PaymentExportFormat, { readonly type: string; readonly ending: string }>> = {
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  'csv-1251': { type: 'text/csv; charset=windows-1251', ending: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
};

/** A list as a file of this format. */
export function listFile(
  { what, sheet, head, widths, batches }: ListToWrite,
  { format, language, nowMs }: { readonly format: PaymentExportFormat; readonly language: Language; readonly nowMs: number },
): ExportFile {
  const { type, ending } = FILES[format];
  const name = `payport-${what}-${new Date(nowMs).toISOString().slice(0, 10)}.${ending}`;
  if (format !== 'xlsx') return { name, type, bytes: csvBytes(head, batches, format, language) };
  return { name, type, bytes: zipStream(xlsxEntries({ name: sheet, head, widths }, eachOf(batches))) };
}

async function* eachOf<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

async function* csvBytes(
  head: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  format: 'csv' | 'csv-1251',
  language: Language,
): AsyncGenerator<Buffer> {
  const encoded = (text: string): Buffer => (format === 'csv' ? Buffer.from(text) : toCp1251(text));
  const first = csvLine(
    head.map((text) => ({ type: 'text', text })),
    language,
  );
  yield encoded(format === 'csv' ? BYTE_ORDER_MARK + first : first);
  for await (const batch of batches) yield encoded(batch.map((cells) => csvLine(cells, language)).join(''));
}
