import { entriesOf } from './workbook-edit.ts';

type Sheet = readonly (readonly string[])[];

const LETTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (xml: string): string => xml.replace(/&(\w+);/g, (whole, name: string) => LETTERS[name] ?? whole);

/** Sheets of a workbook of ours by their names, row by row, each cell as its text or number stands in the file. */
export function sheetsOf(book: Buffer): ReadonlyMap<string, Sheet> {
  const files = new Map(entriesOf(book).map(([name, bytes]) => [name, bytes.toString('utf8')]));
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(([, name = '']) => plain(name));
  return new Map(names.map((name, at) => [name, rowsOf(files.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '')]));
}

const rowsOf = (xml: string): Sheet => [...xml.matchAll(/<row\b[^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, row = '']) => cellsOf(row));

const cellsOf = (row: string): readonly string[] =>
  [...row.matchAll(/<c\b[^>]*?(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, cell = '']) =>
    plain([...cell.matchAll(/<(?:t|v)\b[^>]*>([\s\S]*?)<\/(?:t|v)>/g)].map(([, text = '']) => text).join('')),
  );

/** The rows below a head by the names of its columns. */
export function recordsOf([head = [], ...rows]: Sheet): readonly Readonly<Record<string, string>>[] {
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}
