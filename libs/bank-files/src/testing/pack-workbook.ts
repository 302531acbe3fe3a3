import { packZip, type PackedMember } from './pack-zip.ts';

/** A text, a number as the workbook keeps it, an error, or nothing. */
export type TestCell = string | { readonly number: string } | { readonly error: string } | null;

export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
}

export const number = (text: string): TestCell => ({ number: text });

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}

function cellXml(cell: TestCell, reference: string, shared: string[] | null): string {
  if (cell === null) return '';
  if (typeof cell !== 'string')
    return 'number' in cell ? `<c r="${reference}"><v>${cell.number}</v></c>` : `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  if (shared === null) return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  return `<c r="${reference}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
}

const sheetXml = (sheet: TestSheet, shared: string[] | null): string =>
  `<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${sheet.rows
    .map(
      (row, index) => `<row r="${index + 1}">${row.map((cell, column) => cellXml(cell, `${columnName(column)}${index + 1}`, shared)).join('')}</row>`,
    )
    .join('')}</x:sheetData></x:worksheet>`;

/** A workbook as bytes, with shared or inline texts. */
export function packWorkbook(
  sheets: readonly TestSheet[],
  { texts = 'shared', from1904 = false, more = [] }: { texts?: 'shared' | 'inline'; from1904?: boolean; more?: readonly PackedMember[] } = {},
): Uint8Array {
  const shared: string[] | null = texts === 'shared' ? [] : null;
  const members = sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, bytes: sheetXml(sheet, shared) }));
  return packZip([
    { name: '[Content_Types].xml', bytes: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      bytes: `<workbook xmlns:r="r"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
        .map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<Relationships>${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
    },
    ...members,
    ...(shared === null
      ? []
      : [
          {
            name: 'xl/sharedStrings.xml',
            bytes: `<sst>${shared.map((text) => `<si><t>${escaped(text)}</t><rPh><t>x</t></rPh></si>`).join('')}</sst>`,
          },
        ]),
    ...more,
  ]);
}
