import { PORTAL_PATHS, type PortalBankFile, type PortalBankFileProblems } from '@payport/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAD, bomb, book, HALF_BAD, HEADER, locked, nextRrn, row, sheet, table, texts, zip } from './bad-files.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { uploaded } from './unknown-table.ts';

const PAN = '4111111111111111';

let gateway: GatewayHarness;
let finance: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
});
afterAll(() => gateway.close());

const send = (bytes: Uint8Array | string, name = 'a.csv'): Promise<PortalBankFile> => uploaded(finance, gateway.propertyId, Buffer.from(bytes), name);
const problemsOf = async ({ id }: PortalBankFile): Promise<PortalBankFileProblems['data']> =>
  ((await finance.get(PORTAL_PATHS.bankFileProblems(id))).body as unknown as PortalBankFileProblems).data;

/** Nothing of it is anywhere. */
async function expectNothing({ id }: PortalBankFile): Promise<void> {
  for (const name of ['registry_line', 'statement_entry', 'posting_line', 'bank_file_problem', 'bank_stage.registry_line'])
    expect((await gateway.db.query(`select from ${name} where file_id = $1`, [id])).rowCount, name).toBe(0);
  expect((await finance.post(PORTAL_PATHS.takeBankFile(id))).body).toMatchObject({ code: 'bank-file-decided' });
}
const expectGoodNext = async (): Promise<void> => expect(await send(table(row()))).toMatchObject({ state: 'read', summary: { lines: 1 } });

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

  it.each(HALF_BAD)('a row of a file %s', async (_what, text, code) => {
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
  await send(table(`00459991;${PAN};16.01.2026;Покупка;5,00;`, `${PAN};${nextRrn()};16.01.2026;Покупка;5,00;`));
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
