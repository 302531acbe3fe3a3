import {
  PORTAL_PATHS,
  type PortalAlarmList,
  type PortalBankFile,
  type PortalBankFileLines,
  type PortalBankFileProblems,
  type PortalPaymentDetail,
} from '@payport/contracts';
import type { PaymentId } from '@payport/domain';
import { scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let finance: PortalVisitor;
let foreign: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  await gateway.addTerminal();
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
  foreign = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [await insertProperty(gateway.db, 'Балтика')]: 'owner' }));
});
afterAll(() => gateway.close());

const HEADER = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Сумма комиссии;Номер карты';
let next = 700_000_000_000;
const sale = (amount = '1500,00', over: { rrn?: string; tid?: string; kind?: string; day?: string } = {}): string =>
  [
    over.tid ?? '00459991',
    over.rrn ?? String((next += 1)),
    `${over.day ?? '16.01.2026'} 12:30:00`,
    over.kind ?? 'Покупка',
    amount,
    '15,00',
    '220070******1234',
  ].join(';');
const csv = (...rows: readonly string[]): Buffer => Buffer.from([HEADER, ...rows, ''].join('\r\n'));

async function upload(bytes: Buffer, name = 'registry.csv', who = finance): Promise<PortalBankFile> {
  const answer = await who.post(`${PORTAL_PATHS.bankFiles(gateway.propertyId)}?name=${encodeURIComponent(name)}`, bytes);
  expect(answer.status, answer.text).toBe(201);
  return answer.body as unknown as PortalBankFile;
}
const post = (path: string, body?: unknown, who = finance) => who.post(path, body);
const take = async (file: PortalBankFile): Promise<PortalBankFile> =>
  (await post(PORTAL_PATHS.takeBankFile(file.id))).body as unknown as PortalBankFile;
const takeBack = (file: PortalBankFile) => post(PORTAL_PATHS.takeBackBankFile(file.id), { reason: 'не тот отель' });
/** What recovery is told of these operations: number of lines that count. */
async function told(rrn: string): Promise<number> {
  return (await gateway.db.query('select from bank_operation where rrn = $1 and withdrawn_at is null', [rrn])).rowCount ?? 0;
}
/** Far below the minute of the slow clock, which would come to the same. */
const SOON = { timeout: 15_000 } as const;
const rrnOf = (row: string): string => row.split(';')[1]!;

describe('a file that is only read', () => {
  it('says what it would add, and counts for nothing', async () => {
    const rows = [sale('1500,00'), sale('700,50'), sale('200,00', { kind: 'Возврат', day: '17.01.2026' }), sale('1,00', { tid: '77777777' })];
    const file = await upload(csv(...rows, rows[0]!, sale('много')), 'Реестр 4111111111111111.csv');
    expect(file).toMatchObject({
      name: 'Реестр 411111******1111.csv',
      state: 'read',
      problem: null,
      taken: null,
      may: { decide: true },
      parts: [{ content: 'bank', layout: 'sberbank', version: 'short', lines: 5, problems: 1 }],
      summary: {
        lines: 5,
        duplicates: 1,
        problems: 1,
        warnings: [],
        from: '2026-01-16',
        to: '2026-01-17',
        totals: [
          { content: 'bank', kind: 'purchase', count: 3, amount: '2201.50', currency: 'RUB' },
          { content: 'bank', kind: 'refund', count: 1, amount: '200.00', currency: 'RUB' },
        ],
        unknownTerminals: [{ tid: '77777777', lines: 1 }],
      },
    });
    expect(await told(rrnOf(rows[0]!))).toBe(0);
    const problems = (await finance.get(PORTAL_PATHS.bankFileProblems(file.id))).body as unknown as PortalBankFileProblems;
    expect(problems).toEqual({
      data: [{ member: null, sheet: null, row: 7, code: 'not_an_amount', column: 'Сумма операции', value: 'много' }],
      next: null,
    });
  });

  it('shows row by row what it would add, and what is there already and where', async () => {
    const rows = [sale('10,00'), sale('20,00'), sale('30,00', { kind: 'Возврат' })];
    const first = await take(await upload(csv(rows[1]!), 'вчера.csv'));
    const bytes = csv(...rows, rows[0]!);
    const file = await upload(bytes);
    const lines = async (of: string, id = file.id, more = ''): Promise<PortalBankFileLines> =>
      (await finance.get(`${PORTAL_PATHS.bankFileLines(id)}?of=${of}${more}`)).body as unknown as PortalBankFileLines;
    const line = (row: number, amount: string, kind = 'purchase', known: unknown = null): object => ({
      member: null, sheet: null, row, content: 'bank', kind, day: '2026-01-16', amount, currency: 'RUB',
      reference: rrnOf(rows[Math.min(row - 2, 2)]!), terminal: '00459991', known,
    }); // prettier-ignore
    const again = { ...line(5, '10.00', 'purchase', { file: null, row: 2 }), reference: rrnOf(rows[0]!) };
    expect(await lines('new')).toEqual({ data: [line(2, '10.00'), line(4, '30.00', 'refund')], next: null });
    expect(await lines('known')).toEqual({ data: [line(3, '20.00', 'purchase', { file: 'вчера.csv', row: 2 }), again], next: null });
    const page = await lines('new', file.id, '&limit=1');
    expect(page.data).toHaveLength(1);
    expect((await lines('new', file.id, `&limit=1&after=${page.next!}`)).data).toEqual([line(4, '30.00', 'refund')]);
    expect(file).toMatchObject({ sameAs: null, summary: { lines: 4, duplicates: 2 } });

    expect(await take(file)).toMatchObject({ sameAs: null });
    expect((await lines('new', first.id)).data).toHaveLength(1);
    expect((await lines('known')).data).toHaveLength(2);
    expect(await upload(bytes)).toMatchObject({ sameAs: file.name, summary: { lines: 4, duplicates: 4 } });
  });

  it('shows its rows however often it tells one of them', async () => {
    const [first, last] = [sale('10,00'), sale('20,00')];
    const file = await upload(csv(...Array.from({ length: 2_500 }, () => first), last));
    const lines = async (query: string): Promise<PortalBankFileLines> =>
      (await finance.get(`${PORTAL_PATHS.bankFileLines(file.id)}?${query}`)).body as unknown as PortalBankFileLines;
    const { data, next } = await lines('of=new');
    expect([data.map(({ row }) => row), next]).toEqual([[2, 2_502], null]);
    const rows: number[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page = await lines(`of=known&limit=500&after=${after}`);
      rows.push(...page.data.map(({ row, known }) => (known?.row === 2 ? row : 0)));
      after = page.next;
    }
    expect(rows).toEqual(Array.from({ length: 2_499 }, (_, index) => index + 3));
  });

  it('that contradicts itself says so before it is taken, and after', async () => {
    const file = await upload(csv(sale('10,00'), 'Итого;;;;11,00;15,00;'));
    const warnings = [{ code: 'totals_differ', member: null, detail: 'Сумма операции 11.00 ≠ 10.00' }];
    expect(file).toMatchObject({ state: 'read', summary: { lines: 1, problems: 0, warnings } });
    expect(await take(file)).toMatchObject({ state: 'taken', summary: { warnings } });
  });

  it('is forgotten when it is thrown away', async () => {
    const file = await upload(csv(sale()));
    expect((await post(PORTAL_PATHS.throwAwayBankFile(file.id))).body).toMatchObject({ state: 'thrown_away' });
    expect((await gateway.db.query('select from registry_line where file_id = $1', [file.id])).rowCount).toBe(0);
    expect((await post(PORTAL_PATHS.takeBankFile(file.id))).body).toMatchObject({ code: 'bank-file-decided' });
  });

  it('that is no good is refused with the reason, and leaves no line', async () => {
    const file = await upload(Buffer.from('Фамилия;Возраст\r\nИванов;30\r\n'));
    expect(file).toMatchObject({ state: 'refused', problem: { code: 'unknown_layout', detail: 'Фамилия;Возраст' }, summary: null });
    expect(await upload(Buffer.alloc(0))).toMatchObject({ state: 'refused', problem: { code: 'empty' } });
  });
});

describe('a file that is taken', () => {
  it('tells recovery of each operation once', async () => {
    const rows = [sale(), sale('5,00', { kind: 'Возврат' })];
    const file = await take(await upload(csv(...rows)));
    expect(file).toMatchObject({ state: 'taken', summary: { duplicates: 0 } });
    const { rows: lines } = await gateway.db.query(
      'select kind, state, amount_minor::text as minor, tid, card_mask, business_day::text as day, host_time from bank_operation where rrn = any ($1) order by rrn',
      [rows.map(rrnOf)],
    );
    expect(lines).toEqual([
      {
        kind: 'sale',
        state: 'captured',
        minor: '150000',
        tid: '00459991',
        card_mask: '220070******1234',
        day: '2026-01-16',
        host_time: new Date('2026-01-16T09:30:00Z'),
      },
      {
        kind: 'refund',
        state: 'captured',
        minor: '500',
        tid: '00459991',
        card_mask: '220070******1234',
        day: '2026-01-16',
        host_time: new Date('2026-01-16T09:30:00Z'),
      },
    ]);
  });

  it('is taken once, however often its bytes come', async () => {
    const bytes = csv(sale());
    await take(await upload(bytes, 'первый.csv'));
    const answer = await post(PORTAL_PATHS.takeBankFile((await upload(bytes, 'второй.csv')).id));
    expect([answer.status, answer.body['code'], answer.body['detail']]).toEqual([409, 'bank-file-known', 'It is the file “первый.csv”']);
  });

  it('counts a line that another layout has brought already once', async () => {
    const row = sale();
    await take(await upload(csv(row)));
    const [tid, rrn, , kind, amount] = row.split(';');
    const reimbursement = Buffer.from(
      [
        'Номер мерчанта;Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Сумма расчёта',
        `100000000001;${tid};${rrn};16.01.2026;${kind};${amount};1485,00`,
      ].join('\n'),
    );
    expect((await take(await upload(reimbursement))).summary).toMatchObject({ lines: 1, duplicates: 1 });
    expect(await told(rrn!)).toBe(1);
  });

  it('counts once what a layout without kinds has told as a refund, and recovery hears that it was a void', async () => {
    const [tid, rrn] = ['00459991', String((next += 1))];
    await take(await upload(Buffer.from(`Номер терминала;RRN;Дата операции;Сумма операции\n${tid};${rrn};16.01.2026 12:30:00;-700,00\n`)));
    const full = csv(sale('700,00', { rrn, kind: 'Отмена покупки' }));
    expect((await take(await upload(full))).summary).toMatchObject({ lines: 1, duplicates: 1 });
    const { rows } = await gateway.db.query('select kind from bank_operation where rrn = $1 and withdrawn_at is null order by 1', [rrn]);
    expect(rows).toEqual([{ kind: 'refund' }, { kind: 'reversal' }]);
  });

  it('keeps two equal operations without a number of their own, and knows them again', async () => {
    const row = `00459991;;16.01.2026 09:00:00;Покупка;50,00;0,50;220070******9999`;
    expect((await take(await upload(csv(row, row)))).summary).toMatchObject({ lines: 2, duplicates: 0 });
    expect((await take(await upload(csv(row, row, sale())))).summary).toMatchObject({ lines: 3, duplicates: 2 });
  });
});

describe('a file that is taken back', () => {
  it('counts no more, stays readable, and its audit stays', async () => {
    const row = sale();
    const file = await take(await upload(csv(row)));
    expect((await takeBack(file)).body).toMatchObject({ state: 'taken_back', ended: { reason: 'не тот отель' } });
    expect(await told(rrnOf(row))).toBe(0);
    expect((await gateway.db.query('select from registry_line where file_id = $1', [file.id])).rowCount).toBe(1);
    const { rows } = await gateway.db.query('select action from audit_entry where subject = $1 order by id', [file.id]);
    expect(rows.map(({ action }) => action)).toEqual(['bank_file.taken', 'bank_file.taken_back']);
    expect((await takeBack(file)).body).toMatchObject({ code: 'bank-file-decided' });
  });

  it('and taken again gives the same', async () => {
    const row = sale();
    const bytes = csv(row);
    await takeBack(await take(await upload(bytes)));
    const again = await take(await upload(bytes));
    expect(again.summary).toMatchObject({ lines: 1, duplicates: 0 });
    expect(await told(rrnOf(row))).toBe(1);
  });

  it('passes on what other files have too, whichever came first', async () => {
    const [shared, own] = [sale(), sale()];
    const first = await take(await upload(csv(shared, own)));
    const second = await take(await upload(csv(shared)));
    const third = await take(await upload(csv(shared, sale())));
    await takeBack(first);
    expect([await told(rrnOf(shared)), await told(rrnOf(own))]).toEqual([1, 0]);
    await takeBack(second);
    expect(await told(rrnOf(shared))).toBe(1);
    await takeBack(third);
    expect(await told(rrnOf(shared))).toBe(0);
  });

  it('needs a reason', async () => {
    const file = await take(await upload(csv(sale())));
    expect((await post(PORTAL_PATHS.takeBackBankFile(file.id), { reason: ' ' })).status).toBe(422);
  });
});

describe('statements and journals', () => {
  it('are read too, and tell recovery nothing', async () => {
    const journal = Buffer.from('Номер проводки;Отчетная дата;Сумма;Гость;Кассир\n901;16.01.2026;1500,00;Иванова;Петрова\n');
    expect((await take(await upload(journal))).summary).toMatchObject({
      totals: [{ content: 'posting', kind: 'payment', count: 1, amount: '1500.00' }],
    });
    const statement = Buffer.from(
      [
        '1CClientBankExchange',
        'ВерсияФормата=1.03',
        'Кодировка=Windows',
        'РасчСчет=40702810900000000001',
        'СекцияДокумент=Платежное поручение',
        'Номер=77',
        'Дата=17.01.2026',
        'Сумма=1485.00',
        'ПолучательСчет=40702810900000000001',
        'ДатаПоступило=17.01.2026',
        'НазначениеПлатежа=Зачисление средств по операциям эквайринга. Мерчант №100000000001. Комиссия 15.00.',
        'КонецДокумента',
        'КонецФайла',
      ].join('\r\n'),
    );
    const file = await take(await upload(statement));
    expect(file.summary).toMatchObject({ totals: [{ content: 'statement', kind: 'credit', count: 1, amount: '1485.00' }] });
    const { rows } = await gateway.db.query('select acquiring from statement_entry where file_id = $1', [file.id]);
    expect(rows[0]).toMatchObject({ acquiring: { mid: '100000000001', feeMinor: '1500' } });
  });
});

describe('what the bank says', () => {
  it('settles a payment that no terminal could tell of, and by taking the file back nothing is undone', async () => {
    const id = await paymentInReview(gateway);
    const day = new Date().toLocaleDateString('ru-RU', { timeZone: 'Europe/Moscow' });
    const file = await take(await upload(csv(sale('1500,00', { day }))));
    // At once, long before anybody would look by the clock.
    await expect.poll(async () => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body, SOON).toMatchObject({ status: 'approved' });
    const { rows } = await gateway.db.query(`select evidence from payment_event where payment_id = $1 and cause = 'registry_proved'`, [id]);
    expect(JSON.stringify(rows[0].evidence)).toContain('registry.csv');
    await takeBack(file);
    expect((await gateway.call('GET', `/sonata/v1/payments/${id}`)).body).toMatchObject({ status: 'approved' });
  });

  it('contradicts a sale that its terminal declined at once, on its page and as an alarm', async () => {
    const { terminal } = gateway;
    const { onOrder } = terminal;
    terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    const { body } = await gateway.pay({ terminalId: await gateway.addTerminal(), amount: '1731.05' });
    Object.assign(terminal, { onOrder });
    const id = String(body['id']) as PaymentId;
    const day = new Date().toLocaleDateString('ru-RU', { timeZone: 'Europe/Moscow' });
    await take(await upload(csv(sale('1731,05', { day })), 'вечер.csv'));
    const seen = async () => {
      const { payment } = (await finance.get(PORTAL_PATHS.payment(id))).body as unknown as PortalPaymentDetail;
      const { data } = (await finance.get(PORTAL_PATHS.alarms)).body as unknown as PortalAlarmList;
      return { source: payment.contradiction?.source, alarms: data.flatMap((alarm) => (alarm.paymentId === id ? [alarm.kind] : [])) };
    };
    await expect.poll(seen, SOON).toEqual({ source: 'registry', alarms: ['payment_contradicted'] });
  });
});

describe('files of another hotel', () => {
  it('do not exist', async () => {
    const file = await upload(csv(sale()));
    for (const path of [PORTAL_PATHS.bankFile(file.id), PORTAL_PATHS.bankFileProblems(file.id), PORTAL_PATHS.bankFiles(gateway.propertyId)])
      expect((await foreign.get(path)).status).toBe(404);
    expect((await post(PORTAL_PATHS.takeBankFile(file.id), undefined, foreign)).status).toBe(404);
    expect((await finance.get(PORTAL_PATHS.bankFile(randomUUID()))).status).toBe(404);
  });
});

it('a gateway that ended while it read leaves nothing behind that counts', async () => {
  const file = await upload(csv(sale()));
  await gateway.db.query(
    `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
    select $1, property_id, 'half.csv', 'half', 0, sha256, 'reading', now() - interval '2 days', uploaded_by, uploaded_name from bank_file where id = $2`,
    ['00000000-0000-7000-8000-000000000001', file.id],
  );
  await gateway.db.query(
    `insert into registry_line select (json_populate_record(l, '{"file_id": "00000000-0000-7000-8000-000000000001"}')).* from registry_line l where l.file_id = $1`,
    [file.id],
  );
  await upload(csv(sale()));
  const { rows } = await gateway.db.query(`select id, state from bank_file where name = 'half.csv'`);
  expect(rows).toEqual([{ id: '00000000-0000-7000-8000-000000000001', state: 'thrown_away' }]);
  expect((await gateway.db.query('select from registry_line where file_id = $1', [rows[0]!['id']])).rowCount).toBe(0);
});

it('lines are of a file that there is, and stay with it', async () => {
  const file = await upload(csv(sale()));
  const again = gateway.db.query(
    `insert into registry_line select (json_populate_record(l, '{"file_id": "00000000-0000-7000-8000-000000000002"}')).* from registry_line l where l.file_id = $1`,
    [file.id],
  );
  await expect(again).rejects.toThrow('lines of no file');
  const gone = gateway.db.query('delete from bank_file where id = $1', [file.id]);
  await expect(gone).rejects.toThrow('it has lines');
});

it('lists files, the newest first, page by page', async () => {
  const page = (await finance.get(`${PORTAL_PATHS.bankFiles(gateway.propertyId)}?limit=2`)).body as unknown as {
    data: PortalBankFile[];
    nextCursor: string;
  };
  expect(page.data).toHaveLength(2);
  const second = (await finance.get(`${PORTAL_PATHS.bankFiles(gateway.propertyId)}?limit=2&cursor=${page.nextCursor}`)).body as unknown as {
    data: PortalBankFile[];
  };
  expect(second.data[0]!.id < page.data[1]!.id).toBe(true);
});
