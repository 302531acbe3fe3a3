import type { PropertyId, UserId } from '@payport/domain';
import { systemClock, systemRandom } from '@payport/terminals-transports';
import { testDatabase, testPool, type TestDatabase } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BankFileUpload } from '../src/modules/bank-files/bank-file-upload.ts';
import { StagedLines } from '../src/modules/bank-files/lines/staged-lines.ts';
import { offsetOn } from '../src/modules/bank-files/lines/zone-offset.ts';
import { plainReading } from '../src/modules/bank-files/reading/copy-reading.ts';
import type { FileReading, ReadPart } from '../src/modules/bank-files/reading/file-reading.ts';
import { insertProperty } from './gateway-harness.ts';

let database: TestDatabase;
let pool: pg.Pool;
let hotel: string;
beforeAll(async () => {
  database = await testDatabase();
  pool = testPool(database.appUrl);
  hotel = await insertProperty(pool, 'Гранд Отель');
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

async function begun(): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
    values ($1, $2, 'r.csv', $3, 0, decode(repeat('00', 32), 'hex'), 'reading', now(), $1, 'Анна')`,
    [id, hotel, id],
  );
  return id;
}

const HEADER = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции';
const csv = (...rows: readonly string[]): Buffer => Buffer.from([HEADER, ...rows, ''].join('\n'));
const named = (rrn: number): string => `00459991;${rrn};16.01.2026 12:30:00;Покупка;10,00`;
/** Two of them may be two sales or one. */
const nameless = (minute: number): string => `00459991;;16.01.2026 12:${minute}:00;Покупка;10,00`;

async function partsOf(fileId: string, bytes: Buffer, propertyId = hotel): Promise<readonly ReadPart[]> {
  const parts: ReadPart[] = [];
  for await (const part of plainReading({ fileId, propertyId, mappings: [], from: 'file' }, Readable.from([bytes]))) parts.push(part);
  return parts;
}

const kept = async (fileId: string): Promise<readonly { line_no: number; identity: string; at: string }[]> =>
  (
    await pool.query<{ line_no: number; identity: string; at: string }>(
      `select line_no, identity, operated_at at time zone 'UTC' as at from registry_line where file_id = $1 and property_id = $2 order by line_no`,
      [fileId, hotel],
    )
  ).rows;

describe('lines of a file that is read', () => {
  it('all come to where they stay: those with a name at once, those that may be told again when all are there', async () => {
    const id = await begun();
    const lines = new StagedLines(pool, id, hotel);
    for (const part of await partsOf(id, csv(named(1), nameless(10), named(2), nameless(10)))) await lines.add(part);
    await expect.poll(async () => (await kept(id)).map(({ line_no }) => line_no)).toEqual([1, 3]);
    await lines.finish();
    const all = await kept(id);
    expect(all.map(({ line_no }) => line_no)).toEqual([1, 2, 3, 4]);
    expect(all.filter(({ identity }) => identity.startsWith('~')).map(({ identity }) => identity.at(-1))).toEqual(['1', '2']);
  });

  it('a file of whose lines some are gone before they stay is never read short', async () => {
    const id = await begun();
    const lines = new StagedLines(pool, id, hotel);
    for (const part of await partsOf(id, csv(nameless(10), nameless(11), nameless(12)))) await lines.add(part);
    // As a crash of the server does to what has no log; then the rest of the file went on coming.
    const gone = async (): Promise<boolean> =>
      (await pool.query('delete from bank_stage.registry_line where file_id = $1 and line_no = 1', [id])).rowCount === 1;
    await expect.poll(gone).toBe(true);
    await expect(lines.finish()).rejects.toThrow(/of 3 lines of registry_line 2 were still there/);
    expect(await kept(id)).toEqual([]);
  });

  it.each([
    ['file', named(3)],
    ['hotel', named(3)],
    ['file, whose lines wait', nameless(10)],
  ])('a reader is not taken at its word for another %s', async (other, row) => {
    const [id, another, elsewhere] = [await begun(), await begun(), await insertProperty(pool, 'Балтика')];
    const told = await partsOf(other === 'hotel' ? id : another, csv(row), other === 'hotel' ? elsewhere : hotel);
    const lines = new StagedLines(pool, id, hotel);
    for (const part of told) await lines.add(part);
    await expect(lines.finish()).rejects.toThrow('of 1 lines of registry_line 0 are of this file');
    for (const table of ['registry_line', 'bank_stage.registry_line'])
      expect((await pool.query(`select from ${table} where file_id in ($1, $2)`, [id, another])).rowCount).toBe(0);
  });

  it('one that breaks off leaves no line', async () => {
    const id = await begun();
    const lines = new StagedLines(pool, id, hotel);
    for (const part of await partsOf(id, csv(named(4), nameless(10)))) await lines.add(part);
    await lines.forget(pool);
    expect(await kept(id)).toEqual([]);
    expect((await pool.query('select from bank_stage.registry_line where file_id = $1', [id])).rowCount).toBe(0);
  });
});

describe('an upload', () => {
  const upload = (from: pg.Pool, reading: FileReading, name: string): Promise<string> =>
    new BankFileUpload({ pool: from, clock: systemClock, random: systemRandom, reading }).read(
      { id: randomUUID() as string as UserId, name: 'Анна' },
      hotel as PropertyId,
      name,
      Readable.from([csv(named(5), nameless(10))]),
    );
  const fileOf = async (name: string): Promise<{ state: string; lines: number }> =>
    (
      await pool.query<{ state: string; lines: number }>(
        'select f.state, (select count(*)::int from registry_line l where l.file_id = f.id) as lines from bank_file f where f.name = $1',
        [name],
      )
    ).rows[0]!;

  it('that was read keeps its lines where only the answer to its last commit is lost', async () => {
    await expect(upload(answerLost(), plainReading, 'lost.csv')).rejects.toThrow('the line went away');
    expect(await fileOf('lost.csv')).toEqual({ state: 'read', lines: 2 });
  });

  it('of which a line is gone from where it stays is never read short, and leaves none', async () => {
    const losing: FileReading = async function* (order, bytes) {
      yield* plainReading(order, bytes);
      await expect
        .poll(async () => (await pool.query('delete from registry_line where file_id = $1 and line_no = 1', [order.fileId])).rowCount)
        .toBe(1);
    };
    await expect(upload(pool, losing, 'short.csv')).rejects.toThrow('of 2 lines 1 are there');
    expect(await fileOf('short.csv')).toEqual({ state: 'thrown_away', lines: 0 });
  });
});

/** A database whose line goes away behind the commit that says that a file was read. */
function answerLost(): pg.Pool {
  const lossy = (client: pg.PoolClient): pg.PoolClient => {
    let read = false;
    const query = (text: unknown, ...values: readonly unknown[]): unknown => {
      read ||= String(text).includes(`set state = 'read'`);
      const answer = Reflect.apply(client.query, client, [text, ...values]) as unknown;
      if (!read || text !== 'commit') return answer;
      return Promise.resolve(answer).then(() => Promise.reject(new Error('the line went away')));
    };
    return new Proxy(client, { get: (of, key) => (key === 'query' ? query : bound(of, key)) });
  };
  const connect = async (): Promise<pg.PoolClient> => lossy(await pool.connect());
  return new Proxy(pool, { get: (of, key) => (key === 'connect' ? connect : bound(of, key)) });
}
function bound(of: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(of, key);
  return typeof value === 'function' ? (value.bind(of) as unknown) : value;
}

it('the instant is the one that the database would have said, in every zone and on every day', async () => {
  const zones = [
    'Europe/Moscow',
    'Europe/Kaliningrad',
    'Asia/Kamchatka',
    'Europe/Berlin',
    'America/St_Johns',
    'Africa/Casablanca',
    'Asia/Almaty',
    'UTC',
  ];
  const days = Array.from({ length: 500 }, (_, at) => new Date(Date.UTC(2010, 0, 1 + at * 13)).toISOString().slice(0, 10));
  const said = zones.flatMap((zone) => days.map((day) => ({ zone, day, offset: offsetOn(day, zone) }))).filter(({ offset }) => offset !== null);
  expect(said.length).toBeGreaterThan(3_700);
  const { rows } = await pool.query(
    `select x.* from json_to_recordset($1) x (zone text, day date, "offset" text)
    cross join (values ('00:00:00'::time), ('12:30:00'), ('23:59:59')) t (face)
    where (x.day + t.face) at time zone x.zone <> (x.day::text || 'T' || t.face || x."offset")::timestamptz`,
    [JSON.stringify(said)],
  );
  expect(rows).toEqual([]);
});
