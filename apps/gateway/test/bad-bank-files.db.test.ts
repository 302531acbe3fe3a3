import { PORTAL_PATHS, type PortalBankFile, type PortalBankFileProblems } from '@payport/contracts';
import { zipStream, type ZipEntry } from '@payport/table-files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { uploaded } from './unknown-table.ts';

const PAN = '4111111111111111';
const HEADER = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Номер карты';

let gateway: GatewayHarness;
let finance: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
});
afterAll(() => gateway.close());

let rrn = 300_000_000_000;
const row = (over: { amount?: string; card?: string; kind?: string } = {}): string =>
  `00459991;${(rrn += 1)};16.01.2026;${over.kind ?? 'Покупка'};${over.amount ?? '5,00'};${over.card ?? ''}`;
const table = (...rows: readonly string[]): string => [HEADER, ...rows, ''].join('\r\n');
const send = (bytes: Uint8Array | string, name = 'a.csv'): Promise<PortalBankFile> => uploaded(finance, gateway.propertyId, Buffer.from(bytes), name);
const problemsOf = async ({ id }: PortalBankFile): Promise<PortalBankFileProblems['data']> =>
  ((await finance.get(PORTAL_PATHS.bankFileProblems(id))).body as unknown as PortalBankFileProblems).data;

type Member = readonly [name: string, text: string | Iterable<string>];
async function zip(...members: readonly Member[]): Promise<Buffer> {
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
const book = (sheet: Member[1], name = 'Лист1'): Promise<Buffer> =>
  zip(['xl/workbook.xml', `<workbook><sheets><sheet name="${name}" sheetId="1"/></sheets></workbook>`], ['xl/worksheets/sheet1.xml', sheet]);
const texts = (cells: readonly string[]): string => `<row>${cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')}</row>`;
const sheet = (...rows: readonly string[]): string => `<worksheet><sheetData>${texts(HEADER.split(';'))}${rows.join('')}</sheetData></worksheet>`;
function* again(piece: string, times: number): Generator<string> {
  const many = piece.repeat(10_000);
  for (let count = 0; count < times; count += 1) yield many;
}
/** 300 MiB that pack to a third of one. */
const bomb = (): Promise<Buffer> => zip(['a.csv', again('\0'.repeat(105), 300)]);
/** Says of every member that it is behind a password. */
function locked(archive: Buffer): Buffer {
  for (const [mark, flags] of [['PK\u0003\u0004', 6], ['PK\u0001\u0002', 8]] as const)
    for (let at = archive.indexOf(mark, 0, 'latin1'); at >= 0; at = archive.indexOf(mark, at + 4, 'latin1')) archive[at + flags] = (archive[at + flags] ?? 0) | 1; // prettier-ignore
  return archive;
}
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Nothing of it is anywhere. */
async function expectNothing({ id }: PortalBankFile): Promise<void> {
  for (const name of ['registry_line', 'statement_entry', 'posting_line', 'bank_file_problem', 'bank_stage.registry_line'])
    expect((await gateway.db.query(`select from ${name} where file_id = $1`, [id])).rowCount, name).toBe(0);
  expect((await finance.post(PORTAL_PATHS.takeBankFile(id))).body).toMatchObject({ code: 'bank-file-decided' });
}
const expectGoodNext = async (): Promise<void> => expect(await send(table(row()))).toMatchObject({ state: 'read', summary: { lines: 1 } });

type Bytes = Uint8Array | string;
/** What it is, what it is told, its bytes and, where that matters, its name. */
const BAD: readonly (readonly [what: string, code: string, bytes: () => Promise<Bytes> | Bytes, name?: string])[] = [
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

describe('a bad file is refused with its reason, nothing of it is kept, and the next good one is read', () => {
  it.each(BAD.map(([what, code, bytes, name = 'a.csv']) => ({ what, code, bytes, name })))('$what: $code', async ({ code, bytes, name }) => {
    const file = await send(await bytes(), name);
    expect(file).toMatchObject({ state: 'refused', problem: { code }, summary: null });
    if (file.kept === 0) await expectNothing(file);
    await expectGoodNext();
  });

  it.each<readonly [string, string, () => Promise<Buffer>]>([
    ['the bomb', 'unpacks_too_large', bomb],
    ['the password', 'encrypted', async () => locked(await zip(['a.csv', table(row())]))],
    ['the name', 'unsafe_name', () => zip(['../../etc/a.csv', table(row())])],
  ])('of an archive %s is named: %s', async (_what, code, bytes) => {
    expect((await send(await bytes())).skipped.map((problem) => problem.code)).toEqual([code]);
  });
});

describe('what is bad in a file costs itself only', () => {
  it('a bad member beside a good one', async () => {
    const file = await send(await zip(['../a.csv', table(row())], ['good.csv', table(row(), row())], ['письмо.pdf', '%PDF-1.7\0']));
    expect(file).toMatchObject({ state: 'read', summary: { lines: 2 } });
    expect(file.skipped.map(({ code }) => code).sort()).toEqual(['not_text', 'unsafe_name']);
  });

  it.each<readonly [string, string, string]>([
    ['cut in the middle of its last row', `${table(row())}00459991;30`, 'too_few_cells'],
    ['with a line without an end', table(row(), `${row()}${'x'.repeat(100_000)}`), 'too_long'],
    ['with a formula for an amount', table(row(), row({ amount: "=cmd|' /C calc'!A0" })), 'not_an_amount'],
    ['with a quote that is never closed', table(row(), `"${row()}`), 'broken_quotes'],
  ])('a row of a file %s', async (_what, text, code) => {
    const file = await send(text);
    expect(file).toMatchObject({ state: 'read', summary: { lines: 1, problems: 1 } });
    expect(await problemsOf(file)).toMatchObject([{ code }]);
  });

  it('a formula in a workbook is only the value that was kept with it', async () => {
    const cells = row().split(';');
    const formula = `<row>${cells.map((cell, index) => (index === 4 ? `<c><f>HYPERLINK("http://127.0.0.1")</f><v>7.5</v></c>` : `<c t="str"><v>${cell}</v></c>`)).join('')}</row>`; // prettier-ignore
    expect(await send(await book(sheet(formula)), 'a.xlsx')).toMatchObject({ state: 'read', summary: { totals: [{ amount: '7.50' }] } });
  });

  it('the name and its ending say nothing: a table is a table', async () => {
    expect(await send(table(row()), 'реестр.xlsx')).toMatchObject({ state: 'read', summary: { lines: 1 } });
    expect(await send(await book(sheet(texts(row().split(';')))), 'реестр.txt')).toMatchObject({ state: 'read', summary: { lines: 1 } });
  });

  it('a header without rows is no fault: a day may have no operations', async () => {
    expect(await send(`${HEADER}\r\n`)).toMatchObject({ state: 'read', summary: { lines: 0, problems: 0 } });
  });
});

it('a card number is on no disk, wherever it stands in the file', async () => {
  const card = PAN.replace(/(.{4})(?=.)/g, '$1 ');
  await send(table(row({ card: PAN }), row({ card }), row({ kind: `Неизвестно ${PAN}` }), row({ amount: PAN })), `${PAN}.csv`);
  await send(`${HEADER};Номер заказа\r\n${row()};${PAN}\r\n`);
  await send(`Что;Когда\r\nкарта ${PAN};16.01.2026\r\n`);
  await send(await book(`<worksheet><sheetData>${texts(['Что', 'Когда'])}${texts([card, '16.01.2026'])}</sheetData></worksheet>`));
  await send(`${PAN};${card}\r\n`);
  await send(await zip([`${PAN}.csv`, table(row())], [`../${PAN}.csv`, 'x']));
  await send(await book(sheet(), PAN), `карта ${card}.xlsx`);
  // Rows that slipped by a column, and accounts that are none.
  await send(table(`00459991;${PAN};16.01.2026;Покупка;5,00;`, `${PAN};${(rrn += 1)};16.01.2026;Покупка;5,00;`));
  await send(`${HEADER};Код авторизации\r\n${row()};${PAN}\r\n`);
  await send(
    `Номер проводки;Отчетная дата;Тип операции;Сумма;Счет гостя;Номер комнаты;Гость;RRN\r\n1;2026-01-16;CC;5.00;${PAN};552;Иванов;${PAN}\r\n`,
  );
  const movement = Array.from({ length: 32 }, () => '');
  Object.assign(movement, { 0: '044525225', 1: PAN, 2: '12', 3: '04.01.26', 4: '77', 5: 'эквайринг', 10: '1485.00', 13: '05.01.26' });
  await send(`${movement.join(';')}\r\n`);
  const taken = await gateway.db.query<{ accounts: number }>(
    `select count(*)::int as accounts from statement_entry where account like '411111%1111'`,
  );
  expect(taken.rows[0]!.accounts).toBe(1);
  const tables = ['bank_file', 'registry_line', 'statement_entry', 'posting_line', 'bank_file_problem', 'audit_entry'];
  for (const name of tables) {
    const { rows } = await gateway.db.query<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`);
    expect(rows[0]!.text, name).not.toMatch(/4111 ?1111 ?1111 ?1111/);
  }
  const kept = await gateway.db.query<{ bytes: Buffer }>('select bytes from bank_file_kept');
  expect(kept.rowCount).toBeGreaterThan(2);
  for (const { bytes } of kept.rows) expect(bytes.toString('latin1')).not.toMatch(/4111 ?1111 ?1111 ?1111/);
});
