import { readBankFile, type FilePart } from '@payport/bank-files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';
import { HttpServer } from './http-server.ts';

const MID = '684444445555';
let server: HttpServer;
let url: string;

const operation = (at: string, kind: 'sale' | 'refund' | 'void', amountMinor: bigint, rrn: string, more: object = {}) => ({
  tid: '00459991', mid: MID, rrn, authCode: 'A1B2C3', kind, amountMinor, currency: 'RUB', cardMask: '220070******0184', cardName: 'MIR', at,
  state: 'captured' as const, batch: 0, operationNumber: 0, originalRrn: null, ...more,
}); // prettier-ignore

/** Friday 27 November 2026 by the bank's clock, and one sale just behind its midnight. */
const HISTORY = [
  operation('2026-11-26T21:00:00Z', 'sale', 150_050n, '600000000001'),
  operation('2026-11-27T20:59:59Z', 'sale', 100_000n, '600000000002'),
  operation('2026-11-27T12:00:00Z', 'refund', 20_000n, '600000000003', { originalRrn: '600000000001' }),
  operation('2026-11-27T13:00:00Z', 'sale', 77_700n, '600000000004', { state: 'reversed' }),
  operation('2026-11-27T13:05:00Z', 'void', 77_700n, '600000000005', { originalRrn: '600000000004' }),
  operation('2026-11-27T14:00:00Z', 'sale', 5_000n, '600000000006', { mid: '684444447777', tid: '00471001' }),
  operation('2026-11-27T21:00:00Z', 'sale', 999n, '600000000007'),
];
/** 1.8 % of each sale, half up: 27.01 and 18.00. */
const NET = 150_050n - 2_701n + 100_000n - 1_800n - 20_000n;

beforeEach(async () => {
  const test = new TestWorld([{}, { tid: '00471001', mid: '684444447777', property: 'baltika' }]);
  await test.world.importHistory(HISTORY);
  const journal = { durable: () => Promise.resolve() };
  server = new HttpServer({ world: test.world, journal, home: '/home', folder: () => '/home' }, (error) => expect(error).toBeUndefined());
  url = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
});
afterEach(() => server.close());

async function readFile(path: string): Promise<{ readonly name: string | null; readonly parts: readonly FilePart[] }> {
  const answer = await fetch(url + path);
  expect(answer.status).toBe(200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  const parts: FilePart[] = [];
  for await (const part of readBankFile(whole())) parts.push(part);
  return { name: answer.headers.get('content-disposition'), parts };
}
const lines = (parts: readonly FilePart[]) => parts.flatMap((part) => (part.type === 'rows' ? part.bank : []));

describe('the bank’s registry', () => {
  it.each([
    ['sberbank', `sberbank-${MID}-2026-11-27.xlsx`],
    ['sberbank-reimbursement', `sberbank-reimbursement-${MID}-2026-11-27.xlsx`],
    ['sberbank-short', `sberbank-short-${MID}-2026-11-27.xlsx`],
    ['tochka', `tochka-${MID}-2026-11-27.csv`],
  ])('%s tells what moved money on the bank’s own day, once', async (layout, name) => {
    const file = await readFile(`/files/registry?date=2026-11-27&layout=${layout}`);
    expect(file.name).toBe(`attachment; filename="${name}"`);
    expect(lines(file.parts).map(({ rrn, kind, grossMinor }) => [rrn, kind, grossMinor])).toEqual([
      ['600000000001', 'purchase', 150_050n],
      ['600000000003', 'refund', 20_000n],
      ['600000000002', 'purchase', 100_000n],
    ]);
  });

  it('is of one hotel', async () => {
    const file = await readFile('/files/registry?date=2026-11-27&property=baltika');
    expect(lines(file.parts).map(({ rrn }) => rrn)).toEqual(['600000000006']);
  });

  it.each(['date=2026-02-30', 'date=yesterday', 'date=2026-11-27&layout=mars'])('refuses %s', async (query) => {
    expect((await fetch(`${url}/files/registry?${query}`)).status).toBe(422);
  });

  it('is of no hotel that the bank does not know', async () => {
    expect((await fetch(`${url}/files/registry?property=mars`)).status).toBe(404);
  });
});

describe('the bank’s statement', () => {
  it('pays the registry on the next working day, net of fees and refunds, and its totals agree', async () => {
    const { parts } = await readFile('/files/statement?date=2026-11-30');
    const entries = parts.flatMap((part) => (part.type === 'rows' ? part.entries : []));
    // Friday's registry, and the sale behind midnight, which is Saturday's.
    expect(entries.map(({ amountMinor, direction, account }) => [amountMinor, direction, account])).toEqual([
      [NET, 'credit', `40702810${MID}`],
      [999n - 18n, 'credit', `40702810${MID}`],
    ]);
    expect(entries[0]?.purpose).toBe(
      `Зачисление средств по операциям эквайринга. Мерчант №${MID}. Дата реестра 27.11.2026. Комиссия 45.01. Возврат покупки 200.00/0.00. НДС не облагается.`,
    );
    const totals = parts.flatMap((part) => (part.type === 'totals' ? part.totals : []))[0];
    expect(totals?.closingMinor).toBe((totals?.openingMinor ?? 0n) + NET + 981n);
  });

  it('begins each day with what the day before ended with', async () => {
    const opening = async (day: string): Promise<bigint | null | undefined> =>
      (await readFile(`/files/statement?date=${day}`)).parts.flatMap((part) => (part.type === 'totals' ? part.totals : []))[0]?.openingMinor;
    expect(await opening('2026-12-01')).toBe(((await opening('2026-11-30')) ?? 0n) + NET + 981n);
  });
});
