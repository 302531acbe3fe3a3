import { looksLikeFormula, type Cell } from './cell.ts';
import type { ZipEntry } from './zip-stream.ts';

/**
 * A workbook (ECMA-376, transitional) written row after row. Our own, because the streaming writers of the registry either
 * keep whole sheets in memory or are no longer looked after; what is needed of the format fits on this page.
 */

/** Rows that a sheet can have, the head among them. What is more goes on in the next sheet. */
const SHEET_ROWS = 1_048_576;
/** Excel's day 1 is 1 January 1900, and it believes in 29 February 1900. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** Places in `cellXfs` of the styles below. */
const STYLE = { moment: 1, number: 2, quoted: 3, head: 4, day: 5, strongNumber: 6, count: 7, strongCount: 8 } as const;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Signs that XML 1.0 cannot hold. */
const IMPOSSIBLE = new RegExp(
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  'g',
);
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What a cell can hold; a program takes a longer one for damage, so it ends in a sign that says so. */
const CELL_TEXT = 32_767;
const fitting = (text: string): string => (text.length > CELL_TEXT ? `${text.slice(0, CELL_TEXT - 1)}…` : text);
const escaped = (text: string): string => text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const inline = (text: string, style: number | null): string =>
  `<c${style === null ? '' : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${escaped(fitting(text))}</t></is></c>`;

/** Text stays text: it is never worked out as a formula, and one that looks like it is marked as quoted. */
function cellXml(cell: Cell): string {
  switch (cell.type) {
    case 'text':
      return cell.text === '' ? '<c/>' : inline(cell.text, looksLikeFormula(cell.text) ? STYLE.quoted : cell.strong === true ? STYLE.head : null);
    case 'number':
      return `<c s="${cell.strong === true ? STYLE.strongNumber : STYLE.number}"><v>${cell.decimal}</v></c>`;
    case 'count':
      return `<c s="${cell.strong === true ? STYLE.strongCount : STYLE.count}"><v>${cell.count}</v></c>`;
    case 'day':
      return `<c s="${STYLE.day}"><v>${(Date.parse(`${cell.day}T00:00:00Z`) - DAY_ZERO_MS) / DAY_MS}</v></c>`;
    case 'moment':
      return `<c s="${STYLE.moment}"><v>${(Date.parse(`${cell.face}Z`) - DAY_ZERO_MS) / DAY_MS}</v></c>`;
  }
}

export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  /** Widths of the columns, characters. */
  readonly widths: readonly number[];
}

export interface FilledSheet extends Sheet {
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

/** The parts of a workbook with these rows; as many sheets as it takes. */
export const xlsxEntries = (sheet: Sheet, rows: AsyncIterable<readonly Cell[]>, sheetRows = SHEET_ROWS): AsyncGenerator<ZipEntry> =>
  workbookEntries([{ ...sheet, rows }], sheetRows);

/** The parts of a workbook with these sheets; one that is full goes on in the next. */
export async function* workbookEntries(sheets: readonly FilledSheet[], sheetRows = SHEET_ROWS): AsyncGenerator<ZipEntry> {
  const names: string[] = [];
  for (const sheet of sheets) {
    const rows = new Rows(sheet.rows);
    let at = 0;
    do {
      at += 1;
      names.push(at === 1 ? sheet.name : `${sheet.name} ${at}`);
      yield { name: `xl/worksheets/sheet${names.length}.xml`, data: sheetXml(sheet, rows, sheetRows) };
    } while (!(await rows.ended()));
  }
  const numbers = names.map((_, index) => index + 1);
  yield { name: 'xl/styles.xml', data: once(STYLES) };
  yield { name: 'xl/workbook.xml', data: once(workbook(names)) };
  yield { name: 'xl/_rels/workbook.xml.rels', data: once(workbookRelations(numbers)) };
  yield { name: '_rels/.rels', data: once(relations([[`${RELATIONS}/officeDocument`, 'xl/workbook.xml']])) };
  yield { name: '[Content_Types].xml', data: once(contentTypes(numbers)) };
}

/** Rows one after the other, with a look ahead: whether a sheet is needed at all is known only then. */
class Rows {
  private readonly source: AsyncIterator<readonly Cell[]> | Iterator<readonly Cell[]>;
  private ahead: IteratorResult<readonly Cell[]> | null = null;

  constructor(rows: FilledSheet['rows']) {
    this.source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  async ended(): Promise<boolean> {
    return (await this.look()).done === true;
  }

  async next(): Promise<readonly Cell[] | null> {
    const found = await this.look();
    if (found.done === true) return null;
    this.ahead = null;
    return found.value;
  }

  private async look(): Promise<IteratorResult<readonly Cell[]>> {
    this.ahead ??= await this.source.next();
    return this.ahead;
  }
}

async function* sheetXml(sheet: Sheet, rows: Rows, sheetRows: number): AsyncGenerator<string> {
  yield sheetHead(sheet);
  for (let row = 1; row < sheetRows; row += 1) {
    const cells = await rows.next();
    if (cells === null) break;
    yield `<row>${cells.map(cellXml).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

const sheetHead = ({ head, widths }: Sheet): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
  `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>` +
  `<sheetData><row>${head.map((text) => inline(text, STYLE.head)).join('')}</row>`;

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="9"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf quotePrefix="1"/><xf fontId="1" applyFont="1"/>' +
  '<xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1" fontId="1" applyFont="1"/><xf numFmtId="3" applyNumberFormat="1"/>' +
  '<xf numFmtId="3" applyNumberFormat="1" fontId="1" applyFont="1"/></cellXfs></styleSheet>';

const workbook = (names: readonly string[]): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names
    .map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('')}</sheets></workbook>`;

const workbookRelations = (sheets: readonly number[]): string =>
  relations([...sheets.map((at) => [`${RELATIONS}/worksheet`, `worksheets/sheet${at}.xml`] as const), [`${RELATIONS}/styles`, 'styles.xml']]);

const relations = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const contentTypes = (sheets: readonly number[]): string =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  `${sheets.map((at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}</Types>`;
