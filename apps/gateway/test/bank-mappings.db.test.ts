import {
  PORTAL_PATHS,
  type PortalBankFile,
  type PortalBankFileSample,
  type PortalBankMapping,
  type PortalBankMappingList,
  type PortalMappingPreview,
} from '@payport/contracts';
import { ManualClock } from '@payport/testing';
import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest';
import { KeptForgetting } from '../src/modules/bank-files/lines/kept-forgetting.ts';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { savedMapping, SEVERNY, unknownTable, uploaded } from './unknown-table.ts';

const HOTELS = 24;
const fresh: string[] = [];
let gateway: GatewayHarness;
let hotel: string;
let finance: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  for (let hotels = 0; hotels < HOTELS; hotels += 1) fresh.push(await insertProperty(gateway.db, `Северная ${hotels}`));
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, Object.fromEntries(fresh.map((id) => [id, 'finance'] as const))));
});
/** Each case has a hotel of its own: what one describes is known to all its files. */
beforeEach(() => {
  hotel = fresh.pop()!;
});
afterAll(() => gateway.close());

let next = 650_000_000_000;
const row = (amount = '1 500,00', what = 'продажа', card = '4111 1111 1111 1111'): string =>
  `31.01.2026 12:00:00;00459991;${amount};27,00;${what};${(next += 1)};${card}`;
const upload = (...rows: readonly string[]): Promise<PortalBankFile> => uploaded(finance, hotel, unknownTable(...rows));
const describeBy = async (file: PortalBankFile, mapping: PortalBankMapping) =>
  finance.post(PORTAL_PATHS.describeBankFile(file.id), { mapping: { id: mapping.id, version: mapping.versions[0]!.version } });
const listed = async (): Promise<PortalBankFile[]> => (await finance.get(PORTAL_PATHS.bankFiles(hotel))).body['data'] as PortalBankFile[];
const pieces = async (): Promise<string> =>
  (
    await gateway.db.query<{ bytes: Buffer }>('select k.bytes from bank_file_kept k join bank_file f on f.id = k.file_id where f.property_id = $1', [
      hotel,
    ])
  ).rows
    .map(({ bytes }) => bytes.toString())
    .join('');

describe('a file that nobody knows', () => {
  it('is kept without card numbers, shows its first rows and what they seem to be', async () => {
    const file = await upload(row(), row('200,00', 'вернули'));
    expect(file).toMatchObject({ state: 'refused', problem: { code: 'unknown_layout' }, kept: 1, may: { decide: true, describe: true } });
    expect(await pieces()).toContain('411111******1111');
    expect(await pieces()).not.toMatch(/1111 1111/);
    const sample = (await finance.get(PORTAL_PATHS.bankFileSample(file.id))).body as unknown as PortalBankFileSample;
    expect(sample).toMatchObject({
      tables: [{ member: null, sheet: null, form: 'text', cut: false }],
      encoding: 'utf-8',
      delimiter: ';',
      headerRow: 2,
      suggestion: { decimal: ',', dayOrder: 'day_first', columns: { card: 'карта' }, kindRule: 'sign' },
    });
    expect(sample.rows[1]!.cells).toEqual(['День', 'Касса', 'Оборот', 'Удержано', 'Что', 'Ссылка', 'Карта']);
    expect(sample.words).toEqual([{ column: 'что', words: [{ word: 'продажа', kind: 'purchase' }, { word: 'вернули', kind: null }] }]); // prettier-ignore
  });

  it('shows what it would give before anything is saved, with errors by row', async () => {
    const file = await upload(row(), row('много'), row('200,00', 'вернули'), row('1,00', 'непонятно'));
    const preview = (await finance.post(PORTAL_PATHS.previewBankMapping(file.id), { table: 1, definition: SEVERNY }))
      .body as unknown as PortalMappingPreview;
    expect(preview).toMatchObject({ fits: true, lineCount: 2, problemCount: 2 });
    expect(preview.lines).toMatchObject([
      { row: 3, kind: 'purchase', amount: '1500.00', fee: '27.00', tid: '00459991', cardMask: '411111******1111' },
      { row: 5, kind: 'refund', amount: '200.00' },
    ]);
    expect(preview.problems).toEqual([
      { row: 4, code: 'not_an_amount', column: 'Оборот', value: 'много' },
      { row: 6, code: 'unknown_kind', column: 'Что', value: 'непонятно' },
    ]);
    expect((await finance.get(PORTAL_PATHS.bankMappings(hotel))).body).toMatchObject({ data: [] });
  });

  it('is read once it is described, in its own place, and taken like any other', async () => {
    const file = await upload(row(), row('200,00', 'вернули'));
    const answer = await describeBy(file, await savedMapping(finance, hotel));
    expect(answer.status, answer.text).toBe(201);
    const read = answer.body as unknown as PortalBankFile;
    expect(read).toMatchObject({
      state: 'read',
      name: 'северный.csv',
      parts: [{ layout: 'mapping', version: '1', lines: 2, mapping: { name: 'Северный', version: 1 } }],
      summary: { totals: [{ kind: 'purchase', amount: '1500.00' }, { kind: 'refund', amount: '200.00' }] },
    }); // prettier-ignore
    expect((await listed()).map(({ id }) => id)).toEqual([read.id]);
    const taken = await finance.post(PORTAL_PATHS.takeBankFile(read.id));
    expect(taken.body).toMatchObject({ state: 'taken', kept: 0 });
    expect(await pieces()).toBe('');
    const { rows } = await gateway.db.query('select acquirer, fee_minor::text as fee from registry_line where file_id = $1 order by line_no', [
      read.id,
    ]);
    expect(rows).toEqual([
      { acquirer: 'северный', fee: '2700' },
      { acquirer: 'северный', fee: '2700' },
    ]);
    // Its bytes are known as those of a file that came whole.
    const again = await upload(row());
    expect(again).toMatchObject({ state: 'read', parts: [{ mapping: { version: 1 } }] });
  });

  it('may be a statement without a header, or postings: previewed, described, and read by itself the next time', async () => {
    const statement = (document: number) => Buffer.from(`31.01.2026;1473,00;Эквайринг. Мерчант №780000000001;${document}\r\n`);
    const byPlace = { ...SEVERNY, acquirer: '', headers: ['#1', '#2', '#3', '#4'], headless: true, kindWords: {}, kindRule: 'sign', feeRule: 'none' };
    const account = { ...byPlace, target: 'statement', account: '40702810900000000001', columns: { bookedOn: '#1', amount: '#2', purpose: '#3', documentNumber: '#4' } }; // prettier-ignore
    const file = await uploaded(finance, hotel, statement(7));
    const looked = (await finance.get(`${PORTAL_PATHS.bankFileSample(file.id)}?headerRow=0&target=statement`))
      .body as unknown as PortalBankFileSample;
    expect(looked).toMatchObject({ headerRow: 0, columns: [{ name: '#1', title: 'A' }, {}, {}, { title: 'D' }], suggestion: { target: 'statement', columns: { bookedOn: '#1', amount: '#2' } } }); // prettier-ignore
    const preview = await finance.post(PORTAL_PATHS.previewBankMapping(file.id), { table: 1, definition: account });
    expect(preview.body).toMatchObject({ fits: true, lines: [{ kind: 'credit', day: '2026-01-31', amount: '1473.00', reference: '7', text: 'Эквайринг. Мерчант №780000000001' }] }); // prettier-ignore
    const read = (await describeBy(file, await savedMapping(finance, hotel, { definition: account }))).body as unknown as PortalBankFile;
    const next = await uploaded(finance, hotel, statement(8));
    expect([read, next]).toMatchObject([{ state: 'read', parts: [{ content: 'statement', lines: 1 }] }, { state: 'read', parts: [{ content: 'statement' }] }]); // prettier-ignore
    const credits = await gateway.db.query('select account, direction, amount_minor::text as minor, acquiring from statement_entry where file_id = $1', [next.id]); // prettier-ignore
    expect(credits.rows).toMatchObject([{ account: '40702810900000000001', direction: 'credit', minor: '147300', acquiring: { mid: '780000000001' } }]); // prettier-ignore
    const postings = { ...byPlace, headless: false, target: 'posting', headers: ['квитанция', 'сутки', 'итого'], columns: { postingRef: 'квитанция', businessDay: 'сутки', amount: 'итого' } }; // prettier-ignore
    await savedMapping(finance, hotel, { name: 'Проводки', definition: postings });
    const journal = await uploaded(finance, hotel, Buffer.from('Квитанция;Сутки;Итого\nA-1;31.01.2026;-200,00'));
    const { rows } = await gateway.db.query('select posting_ref, kind, amount_minor::text as minor from posting_line where file_id = $1', [
      journal.id,
    ]);
    expect(rows).toEqual([{ posting_ref: 'A-1', kind: 'refund', minor: '20000' }]);
  });

  it('may be put away, and its rows with it; what was put away cannot be described', async () => {
    const file = await upload(row());
    expect((await finance.post(PORTAL_PATHS.throwAwayBankFile(file.id))).body).toMatchObject({ state: 'thrown_away', problem: null, kept: 0 });
    expect(await pieces()).toBe('');
    expect((await describeBy(file, await savedMapping(finance, hotel))).body).toMatchObject({ code: 'bank-file-decided' });
  });

  it('whose description does not fit stays as it was', async () => {
    const file = await upload(row());
    const mapping = await savedMapping(finance, hotel, { definition: { ...SEVERNY, headers: [...SEVERNY.headers, 'ещё'] } });
    expect((await describeBy(file, mapping)).body).toMatchObject({ code: 'bank-mapping-unfit' });
    expect(await listed()).toMatchObject([{ id: file.id, state: 'refused', kept: 1 }]);
    expect(await pieces()).toContain('День');
  });

  it('is forgotten after a month, and no sooner', async () => {
    const [old, young] = [await upload(row()), await upload(row())];
    await gateway.db.query(`alter table bank_file disable trigger bank_file_guard`);
    for (const [id, days] of [[old.id, 31], [young.id, 29]] as const) await gateway.db.query(`update bank_file set uploaded_at = uploaded_at - $2 * interval '1 day' where id = $1`, [id, days]); // prettier-ignore
    await gateway.db.query(`alter table bank_file enable trigger bank_file_guard`);
    await new KeptForgetting({ pool: gateway.db, clock: new ManualClock(Date.now()), log: { warn: () => undefined } }).look();
    const kept = async ({ id }: PortalBankFile) => (await finance.get(PORTAL_PATHS.bankFile(id))).body['kept'];
    expect([await kept(old), await kept(young)]).toEqual([0, 1]);
    expect((await finance.get(PORTAL_PATHS.bankFileSample(old.id))).body).toMatchObject({ code: 'bank-file-not-kept' });
  });
});

describe('a description', () => {
  const versionsOf = async () => ((await finance.get(PORTAL_PATHS.bankMappings(hotel))).body as unknown as PortalBankMappingList).data;
  const better = (mapping: PortalBankMapping, over: object = {}) =>
    savedMapping(finance, hotel, { basedOn: { id: mapping.id, version: mapping.versions[0]!.version }, ...over });

  it('reads the next file with that header by itself, by its newest version', async () => {
    const mapping = await savedMapping(finance, hotel);
    const first = await upload(row());
    expect(first).toMatchObject({ state: 'read', parts: [{ mapping: { id: mapping.id, version: 1 } }], summary: { lines: 1 } });
    await better(mapping, { definition: { ...SEVERNY, feeRule: 'none' } });
    expect(await upload(row())).toMatchObject({ parts: [{ mapping: { version: 2 } }] });
  });

  it('that is mended changes no line that counts, and reads a waiting file anew', async () => {
    const mapping = await savedMapping(finance, hotel, { definition: { ...SEVERNY, feeRule: 'none' } });
    const [counted, waiting] = [await upload(row()), await upload(row())];
    await finance.post(PORTAL_PATHS.takeBankFile(counted.id));
    const fees = async (id: string) => (await gateway.db.query('select fee_minor::text as fee from registry_line where file_id = $1', [id])).rows;
    const mended = await better(mapping);
    const read = (await describeBy(waiting, mended)).body as unknown as PortalBankFile;
    expect([await fees(counted.id), await fees(waiting.id), await fees(read.id)]).toEqual([[{ fee: null }], [], [{ fee: '2700' }]]);
    expect((await finance.get(PORTAL_PATHS.bankFile(counted.id))).body).toMatchObject({ parts: [{ mapping: { version: 1 } }] });
    expect((await describeBy(counted, mended)).body).toMatchObject({ code: 'bank-file-decided' });
    expect(await versionsOf()).toMatchObject([{ id: mapping.id, files: 1, versions: [{ version: 2 }, { version: 1 }] }]);
  });

  it('of two people, one does not go under: the second is told', async () => {
    const mapping = await savedMapping(finance, hotel);
    const both = await Promise.allSettled([better(mapping), better(mapping)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await versionsOf())[0]?.versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('has a name of its own in the hotel', async () => {
    await savedMapping(finance, hotel);
    const answer = await finance.post(PORTAL_PATHS.bankMappings(hotel), { name: 'северный ', definition: SEVERNY, basedOn: null });
    expect(answer.body).toMatchObject({ code: 'bank-mapping-name-taken' });
  });

  it('that is switched off reads no file any more, and keeps its versions', async () => {
    await better(await savedMapping(finance, hotel), { active: false });
    expect(await upload(row())).toMatchObject({ state: 'refused', kept: 1 });
    expect((await versionsOf())[0]?.versions).toMatchObject([{ version: 2, active: false }, { version: 1, active: true }]); // prettier-ignore
  });

  it('is never changed in the database, and every version stands in the audit', async () => {
    const mapping = await better(await savedMapping(finance, hotel));
    const { rows } = await gateway.db.query('select action, after from audit_entry where subject = $1 order by id', [mapping.id]);
    expect(rows).toMatchObject([{ action: 'bank_mapping.created', after: { version: 1 } }, { action: 'bank_mapping.changed', after: { version: 2 } }]); // prettier-ignore
  });

  it.each([
    ['a required column is missing', { columns: { gross: 'оборот' } }, '/definition/columns/operatedAt'],
    ['a column is not in the table', { columns: { ...SEVERNY.columns, net: 'чего нет' } }, '/definition/columns/net'],
    ['the fee is by a rate that nobody says', { feeRule: 'rate' }, '/definition/feeRateMillionths'],
    [
      'a statement names no account',
      { target: 'statement', feeRule: 'none', kindWords: {}, columns: { bookedOn: 'день', amount: 'оборот', kind: 'что' } },
      '/definition/account',
    ],
    ['there is no such time zone', { timeZone: 'Mars/Olympus' }, '/definition/timeZone'],
  ])('is refused where %s', async (_what, over, pointer) => {
    const answer = await finance.post(PORTAL_PATHS.bankMappings(hotel), { name: 'Ещё', definition: { ...SEVERNY, ...over }, basedOn: null });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining(pointer)]);
  });
});
