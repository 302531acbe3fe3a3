import { PORTAL_PATHS, type PortalReconReport, type PortalReconReportLines } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, path } from './recon-desk-world.ts';

let gateway: GatewayHarness;
let other: string;
let anna: PortalVisitor;
let both: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  other = await insertProperty(gateway.db, 'Балтика');
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
  both = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner', [other]: 'auditor' }, 'Ольга'));
});
afterAll(() => gateway.close());

/** Each test has a month of its own. */
let months = 0;
let month = '';
const on = (day: number): string => `${month}-${String(day).padStart(2, '0')}`;
beforeEach(async () => {
  months += 1;
  month = new Date(Date.UTC(2024, months - 1)).toISOString().slice(0, 7);
  await withdrawAll();
});

interface Seed {
  readonly day?: number;
  readonly hotel?: string;
  readonly minor?: number;
  readonly fee?: number | null;
  readonly tid?: string;
  readonly brand?: string | null;
  readonly kind?: string;
  readonly state?: 'completed' | 'declined';
  readonly result?: string;
  /** Told again by another file. */
  readonly identity?: string;
}

/** A line of a registry that counts, with what the matching made of it. */
async function line({
  day = 5,
  hotel = gateway.propertyId,
  minor = 100_000,
  fee = 1_500,
  tid = '10000009',
  brand = 'MIR',
  kind = 'purchase',
  state = 'completed',
  result = 'matched',
  identity: again,
}: Seed = {}) {
  const file = randomUUID();
  const identity = again ?? `rrn|${file}`;
  const { db } = gateway;
  await db.query(
    `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
     values ($1::uuid, $2, 'registry.xlsx', $1::uuid::text, 1, decode(md5($1::text) || md5($1::text), 'hex'), 'reading', now(), $1::uuid, 'Анна')`,
    [file, hotel],
  );
  await db.query(
    `insert into registry_line (file_id, line_no, part, row_no, property_id, identity, kind, state, operated_on, time_zone, gross_minor, fee_minor, currency, acquirer, tid, payment_system)
     values ($1, 1, 1, 7, $2, $3, $4, $10, $5, 'Europe/Moscow', $6, $7, 'RUB', 'sberbank', $8, $9)`,
    [file, hotel, identity, kind, on(day), Math.abs(minor), fee, tid, brand, state],
  );
  await db.query(`update bank_file set state = 'read' where id = $1`, [file]);
  await db.query(`update bank_file set state = 'taken', taken_at = now(), taken_by = id, taken_name = 'Анна' where id = $1`, [file]);
  await db.query(
    `insert into recon_line (property_id, relation, side, ref, business_day, kind, amount_minor, currency, result)
     values ($1, 'gateway_bank', 'bank', $2, $3, 'sale', $4, 'RUB', $5) on conflict do nothing`,
    [hotel, identity, on(day), minor, result],
  );
  await db.query('delete from recon_change');
  return identity;
}
/** All that were known until now. */
const withdrawAll = () =>
  gateway.db.query(
    `update fee_tariff set withdrawn_at = now(), withdrawn_by = property_id, withdrawn_name = 'Анна', withdrawn_why = 'ошибка' where withdrawn_at is null`,
  );
const tariff = (millionths = 15_000) =>
  gateway.db.query(`insert into fee_tariff (id, property_id, valid_from, rate_millionths) values (gen_random_uuid(), $1, '2020-01-01', $2)`, [
    gateway.propertyId,
    millionths,
  ]);
const query = (more = ''): string => `from=${on(1)}&to=${on(28)}${more}`;
async function report(who = anna, more = ''): Promise<PortalReconReport> {
  const answer = await who.get(`${PORTAL_PATHS.reconReport}?${query(more)}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalReconReport;
}
async function lines(more = '', who = anna): Promise<PortalReconReportLines> {
  const answer = await who.get(`${PORTAL_PATHS.reconReportLines}?${query(more)}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalReconReportLines;
}

describe('the report', () => {
  it('adds up by terminal, brand and day to the same kopeck', async () => {
    await line();
    await line({ tid: '10000008', brand: 'VISA', minor: 50_001, fee: 751 });
    await line({ day: 6, minor: -20_000, fee: 0, kind: 'refund' });
    const { totals, byTerminal, byBrand, days } = await report();
    const sums = { sales: 2, sold: '1500.01', refunds: 1, refunded: '200.00', fee: '22.51', net: '1277.50' };
    expect(totals).toMatchObject([sums]);
    expect(byTerminal.map(({ name, net }) => [name, net])).toEqual([
      ['10000009', '785.00'],
      ['10000008', '492.50'],
    ]);
    expect(byBrand.map(({ name, net }) => [name, net])).toEqual([
      ['MIR', '785.00'],
      ['VISA', '492.50'],
    ]);
    expect(days.map(({ day, net }) => [day, net])).toEqual([
      [on(6), '-200.00'],
      [on(5), '1477.50'],
    ]);
  });

  it('leaves out what is no money: what the bank tells again, and what it declined', async () => {
    await line();
    await line({ result: 'duplicate' });
    await line({ state: 'declined', result: 'status_conflict' });
    const { totals } = await report();
    expect(totals).toMatchObject([{ sales: 1, sold: '1000.00' }]);
    const day = await anna.get(path(gateway).day(on(5)));
    expect(day.body['sides']).toMatchObject([{ side: 'bank', count: 1, amount: '1000.00' }]);
  });

  it('has of an operation what all layouts tell of it, whichever came first', async () => {
    await tariff();
    const identity = await line({ fee: null, brand: null });
    await line({ identity, fee: 1_700, brand: 'VISA' });
    const { totals, byBrand } = await report();
    expect(totals).toMatchObject([{ sales: 1, fee: '17.00', overcharge: '2.00', unchecked: 0 }]);
    expect(byBrand.map(({ name }) => name)).toEqual(['VISA']);
    const book = await anna.get(`${path(gateway).acquirerReport}?from=${on(5)}&to=${on(5)}&format=csv`);
    expect(book.text).toContain('1000,00;17,00;983,00');
  });

  it('says the same of a day before and after its close', async () => {
    await tariff();
    await line({ fee: 1_700 });
    await line({ fee: null });
    await line({ kind: 'chargeback', minor: -40_000, fee: 5_000 });
    const before = await report();
    expect(before.totals).toMatchObject([{ overcharge: '2.00', expectedFee: '15.00', unchecked: 1 }]);
    const closed = await anna.post(path(gateway).close(on(5)));
    expect(closed.status, closed.text).toBe(200);
    const after = await report();
    expect(after.totals).toEqual(before.totals);
    expect(after.byTerminal).toEqual(before.byTerminal);
  });

  it('has for bookkeeping what a closed day was closed with, and what came or went since with its date', async () => {
    const stands = await line();
    const goes = await line({ minor: 20_000 });
    expect((await anna.post(path(gateway).close(on(5)))).status).toBe(200);
    const comes = await line({ minor: 30_000 });
    const { db, propertyId } = gateway;
    await db.query('delete from recon_line where ref = $1', [goes]);
    await db.query(
      `insert into recon_adjustment (property_id, business_day, arrived_at, relation, side, ref, from_result, to_result, change_minor, fee_minor, currency)
       select $1, $2, now(), 'gateway_bank', 'bank', x.ref, x.old, x.new, x.change, x.fee, 'RUB'
       from (values ($3, 'matched', null, -20000, 0), ($4, null, 'matched', 30000, 0), ($5, 'matched', 'matched', 0, 300)) x (ref, old, new, change, fee)`,
      [propertyId, on(5), goes, comes, stands],
    );
    const { text } = await anna.get(`${path(gateway).acquirerReport}?from=${on(5)}&to=${on(5)}&format=csv`);
    const now = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Moscow' });
    const told = text
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(';'));
    // Gross and fee of the close, then what came, what went, and what the bank has told of the fee since.
    expect(told.map((cells) => [...cells.slice(10, 12), ...cells.slice(-3)]).sort()).toEqual([
      ['1000,00', '12,00', '', '', '3,00'],
      ['200,00', '15,00', '', now, ''],
      ['300,00', '15,00', now, '', ''],
    ]);
  });

  it('holds the bank’s fee against the contract, and says of how many operations nobody can tell', async () => {
    await tariff();
    await line({ fee: 1_500 });
    await line({ fee: 1_700 });
    await line({ fee: 1_450 });
    await line({ fee: null });
    const { totals } = await report();
    expect(totals).toMatchObject([{ fee: '46.50', expectedFee: '45.00', overcharge: '1.50', unchecked: 1 }]);
    const found = async (fee: string) => (await lines(`&fee=${fee}`)).data.map(({ overcharge }) => overcharge);
    expect(await found('over')).toEqual(['2.00']);
    expect(await found('under')).toEqual(['-0.50']);
    expect(await found('exact')).toEqual(['0.00']);
    expect(await found('unchecked')).toEqual([null]);
  });

  it('tells a closed day as it was closed, whatever tariff is written down later', async () => {
    await tariff();
    await line({ fee: 1_700 });
    const day = on(5);
    expect((await anna.post(path(gateway).close(day))).status).toBe(200);
    await withdrawAll();
    await tariff(20_000);
    await line({ day: 6, fee: 1_700 });
    const { days, totals } = await report();
    expect(days.map((row) => [row.day, row.closed, row.overcharge])).toEqual([
      [on(6), false, '-3.00'],
      [day, true, '2.00'],
    ]);
    expect(totals).toMatchObject([{ sales: 2, fee: '34.00', overcharge: '-1.00' }]);
  });

  it('is about the hotels of the person and no others, and adds them up', async () => {
    await line();
    await line({ hotel: other, minor: 300_000, fee: 0 });
    expect((await report(anna)).byHotel.map(({ hotel, sold }) => [hotel.name, sold])).toEqual([['Гранд Отель', '1000.00']]);
    const all = await report(both);
    expect(all.byHotel.map(({ hotel, sold }) => [hotel.name, sold])).toEqual([
      ['Балтика', '3000.00'],
      ['Гранд Отель', '1000.00'],
    ]);
    expect(all.totals).toMatchObject([{ sold: '4000.00', sales: 2 }]);
    expect((await report(both, `&property=${other}`)).totals).toMatchObject([{ sold: '3000.00' }]);
    expect((await anna.get(`${PORTAL_PATHS.reconReport}?${query(`&property=${other}`)}`)).status).toBe(404);
    expect((await lines('', anna)).data.map(({ hotel }) => hotel.name)).toEqual(['Гранд Отель']);
  });

  it('says how old exceptions are, and the days by which the list finds the same ones', async () => {
    const day = on(9);
    await addLine(gateway, { day, minor: -300 });
    const { ageing } = await report();
    const old = ageing.find(({ age }) => age === '31+');
    expect(old).toMatchObject({ from: null, currency: 'RUB' });
    const list = await anna.get(`${path(gateway).exceptions}?to=${old?.to ?? ''}&limit=200`);
    expect((list.body['data'] as unknown[]).length).toBe(old?.count);
    const one = await anna.get(`${path(gateway).exceptions}?from=${day}&to=${day}`);
    expect(one.body['data']).toMatchObject([{ amount: '-3.00' }]);
  });

  it('refuses a span that is none, or longer than a year', async () => {
    const ask = async (span: string) => (await anna.get(`${PORTAL_PATHS.reconReport}?${span}`)).status;
    expect([await ask('from=2026-02-01&to=2026-01-01'), await ask('from=2024-01-01&to=2026-01-01')]).toEqual([422, 422]);
  });
});

describe('the lines behind a figure', () => {
  it('are those that it counts, page after page, each once', async () => {
    for (let n = 0; n < 5; n += 1) await line({ day: 5 + (n % 2), tid: n === 4 ? '10000007' : '10000009' });
    await line({ minor: -1_000, kind: 'refund' });
    const { byTerminal } = await report();
    const told = byTerminal.find(({ name }) => name === '10000009');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await lines(`&terminal=10000009&way=sale&limit=3${cursor}`);
      seen.push(...page.data.map(({ ref }) => ref));
      cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
    } while (cursor !== '');
    expect([new Set(seen).size, seen.length]).toEqual([told?.sales, told?.sales]);
    expect((await lines('&way=refund')).data).toMatchObject([{ amount: '-10.00', fileName: 'registry.xlsx', row: 7, terminal: '10000009' }]);
    expect((await anna.get(`${PORTAL_PATHS.reconReportLines}?cursor=elsewhere`)).status).toBe(422);
  });
});

describe('the file of the report', () => {
  it.each([
    ['ru', 'Переплата', '1000,00', 'Открытые дни на момент'],
    ['en', 'Overcharge', '1000.00', 'Open days as of'],
  ])('has the same figures in %s, and stands in the audit of each of its hotels', async (language, word, sold, asOf) => {
    await line();
    const answer = await both.get(`${PORTAL_PATHS.exportReconReport}?${query(`&format=csv&language=${language}`)}`);
    expect(answer.headers['content-disposition']).toContain(`payport-reconciliation-${on(1)}-${on(28)}.csv`);
    for (const said of [word, sold, 'Гранд Отель', '10000009']) expect(answer.text).toContain(said);
    // When it was made, on the clock of the hotel: what is open changes.
    const [heads = [], first = []] = answer.text
      .split('\r\n')
      .slice(1, 3)
      .map((cells) => cells.split(/[;,]/));
    expect(first[heads.indexOf(asOf)]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d/);
    const { rows } = await gateway.db.query<{ property_id: string }>(
      `select property_id from audit_entry where action = 'reconciliation.report_exported' and after ->> 'from' = $1`,
      [on(1)],
    );
    expect(rows.map(({ property_id }) => property_id).sort()).toEqual([gateway.propertyId, other].sort());
  });

  it('is a workbook too', async () => {
    const answer = await anna.get(`${PORTAL_PATHS.exportReconReport}?${query('&format=xlsx')}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')]);
  });
});
