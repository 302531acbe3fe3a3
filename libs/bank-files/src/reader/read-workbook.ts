import { SheetKeeper } from '../mapping/keep-table.ts';
import { isBlank, type RawRow } from '../table/raw-row.ts';
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
    if (known === 0 && context.keep === 'unknown') for (const sheet of workbook.sheets) yield* keepSheet(sheet, shared, workbook.from1904, context);
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
  yield* readRows(
    scanXml(await sheet.member.open(), rows, () => rows.take()),
    { sheet: sheet.name, from1904 },
    context,
  );
}

interface SheetFacts {
  readonly sheet: string;
  readonly from1904: boolean;
}

/** Makes lines of a sheet's rows; one without a known table is skipped and named. */
export async function* readRows(rows: AsyncIterable<RawRow[]>, { sheet, from1904 }: SheetFacts, context: ReadContext): AsyncGenerator<FilePart> {
  const table = new TableReader(context.layouts, { from1904 });
  // Until the header is seen nobody knows whether the rows are wanted again: a few of them.
  let keeper = context.keep === 'none' ? null : new SheetKeeper(context, sheet, from1904);
  let told = false;
  for await (const found of rows) {
    keeper?.push(found);
    const { differences, ...batch } = table.read(found);
    if (table.hopeless) break;
    if (table.table !== null && !told) {
      yield foundPart(sheet, table.table, context);
      if (table.table.layout.own === undefined) keeper = giveUp(keeper);
    }
    told ||= table.table !== null;
    if (told) yield rowsPart(batch);
    if (told && keeper !== null) yield* keeper.take(false);
    for (const difference of differences) yield totalsDiffer(context, `${sheet}: ${difference}`);
  }
  if (told) yield* keeper?.take(true) ?? [];
  else {
    giveUp(keeper);
    yield skipped(context, 'unknown_layout', sheet);
  }
}

/** What was collected and is not wanted costs nothing of the file's budget. */
function giveUp(keeper: SheetKeeper | null): null {
  keeper?.release();
  return null;
}

/** Rows of a sheet that nobody knows, for people to say what they are. */
async function* keepSheet(sheet: Sheet, shared: readonly string[], from1904: boolean, context: ReadContext): AsyncGenerator<FilePart> {
  const rows = new SheetRows(shared, context.limits);
  const keeper = new SheetKeeper(context, sheet.name, from1904);
  let any = false;
  for await (const found of scanXml(await sheet.member.open(), rows, () => rows.take())) {
    any ||= found.some((row) => !isBlank(row));
    keeper.push(found);
    if (any) yield* keeper.take(false);
    if (keeper.full) break;
  }
  if (any) yield* keeper.take(true);
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
  mapping: layout.own?.mapping ?? null,
});
