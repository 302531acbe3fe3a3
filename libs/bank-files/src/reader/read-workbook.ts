import { TableReader } from '../table/table-reader.ts';
import { SharedTextsTooLarge, readSharedTexts } from '../xlsx/shared-texts.ts';
import { SheetRows, TooManyCells } from '../xlsx/sheet-rows.ts';
import { readWorkbook, type Sheet } from '../xlsx/workbook.ts';
import { XmlFault, scanXml } from '../xml/xml-scan.ts';
import type { Member } from '../zip/archive.ts';
import { rowsPart, type FilePart, type FoundPart } from './file-part.ts';
import { refused, skipped, totalsDiffer, type ReadContext } from './read-context.ts';

/** Reads every sheet of a workbook that has a known table; the others are skipped and named. */
export async function* readWorkbookMembers(members: readonly Member[], context: ReadContext): AsyncGenerator<FilePart> {
  try {
    const workbook = await readWorkbook(members);
    const shared = workbook.sharedTexts === null ? [] : await readSharedTexts(await workbook.sharedTexts.open(), context.limits);
    let known = 0;
    for (const sheet of workbook.sheets) {
      for await (const part of readSheet(sheet, shared, workbook.from1904, context)) {
        if (part.type === 'found') known += 1;
        yield part;
      }
    }
    if (known === 0)
      yield refused(
        context,
        'unknown_layout',
        workbook.sheets
          .map((sheet) => sheet.name)
          .join(', ')
          .slice(0, 200),
      );
  } catch (error) {
    yield refused(context, ...faultOf(error, context));
  }
}

function faultOf(error: unknown, context: ReadContext): ['document_type' | 'damaged' | 'truncated' | 'too_many_cells', string | null] {
  if (error instanceof XmlFault) return [error.code, null];
  if (error instanceof TooManyCells) return ['too_many_cells', String(context.limits.maxCells)];
  if (error instanceof SharedTextsTooLarge) return ['too_many_cells', String(context.limits.maxSharedChars)];
  return ['damaged', null]; // What the archive's reader and the inflater find at fault.
}

async function* readSheet(sheet: Sheet, shared: readonly string[], from1904: boolean, context: ReadContext): AsyncGenerator<FilePart> {
  const rows = new SheetRows(shared, context.limits);
  const table = new TableReader(context.layouts, { from1904 });
  let told = false;
  for await (const found of scanXml(await sheet.member.open(), rows, () => rows.take())) {
    const { differences, ...batch } = table.read(found);
    if (table.hopeless) break;
    if (table.table !== null && !told) yield foundPart(sheet.name, table.table, context);
    told ||= table.table !== null;
    if (told) yield rowsPart(batch);
    for (const difference of differences) yield totalsDiffer(context, `${sheet.name}: ${difference}`);
  }
  if (!told) yield skipped(context, 'unknown_layout', sheet.name);
}

const foundPart = (sheet: string, { layout, version, headerRow }: NonNullable<TableReader['table']>, context: ReadContext): FoundPart => ({
  type: 'found',
  member: context.member,
  sheet,
  content: layout.target,
  layout: layout.id,
  version,
  acquirer: layout.target === 'bank' ? layout.acquirer : null,
  encoding: null,
  delimiter: null,
  headerRow,
});
