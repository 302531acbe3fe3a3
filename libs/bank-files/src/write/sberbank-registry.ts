import { xlsxEntries, zipStream, type Cell } from '@payport/table-files';
import { russianDay, type RegistryDraft } from './drafts.ts';
import { SBERBANK_COLUMNS, type RegistryPlace, type SberbankVersion } from './sberbank-columns.ts';
import { tableRow, type TextTable } from './table-text.ts';

/** A registry of Sberbank as the workbook that it mails; the bytes come as the lines do. */
export async function* sberbankWorkbook(lines: Iterable<RegistryDraft>, version: SberbankVersion, place: RegistryPlace): AsyncGenerator<Uint8Array> {
  const columns = SBERBANK_COLUMNS[version];
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    for (const line of lines) yield columns.map(({ cell }) => cell(line, place));
  }
  yield* zipStream(xlsxEntries({ name: 'Реестр', head: columns.map(({ head }) => head), widths: columns.map(({ width }) => width) }, rows()));
}

/** The same table as text, as people save it from their table program; row by row. */
export function* sberbankText(lines: Iterable<RegistryDraft>, version: SberbankVersion, place: RegistryPlace, table: TextTable): Generator<string> {
  const columns = SBERBANK_COLUMNS[version];
  yield tableRow(
    columns.map(({ head }) => head),
    table,
  );
  for (const line of lines)
    yield tableRow(
      columns.map(({ cell }) => textOf(cell(line, place), table)),
      table,
    );
}

function textOf(cell: Cell, { decimal }: TextTable): string {
  switch (cell.type) {
    case 'text':
      return cell.text;
    case 'number':
      return cell.decimal.replace('.', decimal);
    case 'count':
      return String(cell.count);
    case 'day':
      return russianDay(cell.day);
    case 'moment':
      return `${russianDay(cell.face.slice(0, 10))} ${cell.face.slice(11)}`;
  }
}
