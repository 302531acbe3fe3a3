import { zipStream, type ZipEntry } from '@payport/table-files';

export const HEADER = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Номер карты';

let rrn = 300_000_000_000;
export const nextRrn = (): number => (rrn += 1);
export const row = (over: { amount?: string; card?: string; kind?: string } = {}): string =>
  `00459991;${nextRrn()};16.01.2026;${over.kind ?? 'Покупка'};${over.amount ?? '5,00'};${over.card ?? ''}`;
export const table = (...rows: readonly string[]): string => [HEADER, ...rows, ''].join('\r\n');

type Member = readonly [name: string, text: string | Iterable<string>];
export async function zip(...members: readonly Member[]): Promise<Buffer> {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const [name, text] of members) yield await Promise.resolve({ name, data: pieces(text) });
  }
  const packed: Buffer[] = [];
  for await (const piece of zipStream(entries())) packed.push(piece);
  return Buffer.concat(packed);
}
async function* pieces(text: Member[1]): AsyncGenerator<string> {
  for (const piece of typeof text === 'string' ? [text] : text) yield await Promise.resolve(piece);
}
export const book = (sheet: Member[1], name = 'Лист1'): Promise<Buffer> =>
  zip(['xl/workbook.xml', `<workbook><sheets><sheet name="${name}" sheetId="1"/></sheets></workbook>`], ['xl/worksheets/sheet1.xml', sheet]);
export const texts = (cells: readonly string[]): string => `<row>${cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')}</row>`;
export const sheet = (...rows: readonly string[]): string =>
  `<worksheet><sheetData>${texts(HEADER.split(';'))}${rows.join('')}</sheetData></worksheet>`;
function* again(piece: string, times: number): Generator<string> {
  const many = piece.repeat(10_000);
  for (let count = 0; count < times; count += 1) yield many;
}
/** 300 MiB that pack to a third of one. */
export const bomb = (): Promise<Buffer> => zip(['a.csv', again('\0'.repeat(105), 300)]);
/** Says of every member that it is behind a password. */
export function locked(archive: Buffer): Buffer {
  for (const [mark, flags] of [['PK\u0003\u0004', 6], ['PK\u0001\u0002', 8]] as const)
    for (let at = archive.indexOf(mark, 0, 'latin1'); at >= 0; at = archive.indexOf(mark, at + 4, 'latin1')) archive[at + flags] = (archive[at + flags] ?? 0) | 1; // prettier-ignore
  return archive;
}
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

export type Bytes = Uint8Array | string;
/** What it is, what it is told, its bytes and, where that matters, its name. */
export const BAD: readonly (readonly [what: string, code: string, bytes: () => Promise<Bytes> | Bytes, name?: string])[] = [
  ['nothing', 'empty', () => ''],
  ['nothing but spaces', 'empty', () => ' \r\n\r\n '],
  ['a picture under the name of a table', 'not_text', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'реестр.csv'],
  ['a text of four bytes a letter', 'not_text', () => Buffer.from(Uint32Array.from(table(row()), (char) => char.codePointAt(0) ?? 0).buffer)],
  ['half a workbook', 'truncated', async () => (await book(sheet(texts(row().split(';'))))).subarray(0, 300), 'a.xlsx'],
  [
    'a 1C file without its end',
    'statement_cut',
    () => '1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\nРасчСчет=40702810900000000001\r\n',
  ],
  ['a statement of 1C that names no account', 'no_account', () => '1CClientBankExchange\r\nВерсияФормата=1.03\r\nКонецФайла\r\n'],
  ['an exchange file of 1C that is no statement', 'unknown_statement', () => '1CClientBankExchange\r\nОтправитель=Бухгалтерия\r\nКонецФайла\r\n'],
  ['a page of the bank instead of its statement', 'unknown_statement', () => '<?xml version="1.0"?><html><body>Войдите снова</body></html>'],
  [
    'a workbook behind a password',
    'encrypted',
    () => Buffer.concat([COMPOUND, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
    'a.xlsx',
  ],
  ['an archive of pictures', 'not_text', () => zip(['a.png', '\u0089PNG\0'])],
  ['an archive of nothing', 'empty', () => zip(['a/', ''])],
  ['an archive behind a password', 'encrypted', async () => locked(await zip(['a.csv', table(row())]))],
  ['an old workbook', 'old_excel', () => Buffer.concat([COMPOUND, Buffer.alloc(600)]), 'a.xlsx'],
  ['a bomb: 300 MiB of zeros in an archive', 'unpacks_too_large', bomb],
  ['a sheet of ten million cells', 'unpacks_too_large', () => book(again('<c><v>1</v></c>', 1000)), 'a.xlsx'],
  ['more members than anybody needs', 'too_many_members', () => zip(...Array.from({ length: 1001 }, (_, index): Member => [`${index}.txt`, 'x']))],
  ['only names that lead elsewhere', 'unsafe_name', () => zip(['../../etc/a.csv', table(row())])],
  ['a sheet with an entity of its own', 'document_type', () => book(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${sheet()}`)],
  [
    'a statement with an entity of its own',
    'document_type',
    () => '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1/">]><Document>&a;</Document>',
  ],
  ['one line of three million signs', 'unknown_layout', () => 'x'.repeat(3_000_000)],
];

/** What is bad in it costs one row: what it is, its text, what that row is told. */
export const HALF_BAD: readonly (readonly [what: string, text: string, code: string])[] = [
  ['cut in the middle of its last row', `${table(row())}00459991;30`, 'too_few_cells'],
  ['with a line without an end', table(row(), `${row()}${'x'.repeat(100_000)}`), 'too_long'],
  ['with a formula for an amount', table(row(), row({ amount: "=cmd|' /C calc'!A0" })), 'not_an_amount'],
  ['with a quote that is never closed', table(row(), `"${row()}`), 'broken_quotes'],
];
