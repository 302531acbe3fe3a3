import type { PropertyId } from '@payport/domain';
import type { PortalPaymentRow } from '@payport/contracts';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantMembership } from '../src/modules/access/create-user.ts';
import { GatewayHarness, insertKey, insertProperty, insertTerminal } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let visitor: PortalVisitor;
let innId: string;
let leftId: string;
let rightId: string;
/** Ids by name, in the order of their making. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  innId = await insertProperty(gateway.db, 'Балтика');
  leftId = await gateway.addTerminal({ name: 'Слева' });
  rightId = await gateway.addTerminal({ name: 'Справа' });
  const innTerminal = await insertTerminal(gateway.db, { propertyId: innId, name: 'Стойка' });
  const innKey = { authorization: `Bearer ${await insertKey(gateway.db, innId, ['payments:read', 'payments:write'])}` };

  const make = async (name: string, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<void> => {
    ids[name] = String((await gateway.pay(body, headers)).body['id']);
  };
  gateway.terminal.onOrder = (order) =>
    Promise.resolve({ outcome: 'approved', result: approvedResult(order, { rrn: '432112345678', authCode: '12AB5F' }), evidence: {} });
  await make('fedorova', { terminalId: leftId, reservation: { guestName: 'Алёна Фёдорова', room: '552', confirmationNumber: 'RMS285' } });
  gateway.terminal.onOrder = (order) =>
    Promise.resolve({ outcome: 'approved', result: approvedResult(order, { rrn: '432199999999', cardMask: '411111******1111' }), evidence: {} });
  await make('smith', {
    terminalId: rightId,
    amount: '99.50',
    reservation: { guestName: 'John 100%_Smith', room: '12А', confirmationNumber: 'rms286' },
  });
  await make('inn', { terminalId: innTerminal, reservation: { guestName: 'Ян Коваль', room: '552' } }, innKey);
  gateway.terminal.onOrder = () =>
    Promise.resolve({
      outcome: 'declined',
      result: null,
      evidence: {},
      decline: scriptedDecline({ message: { ru: 'Недостаточно средств', en: 'Insufficient funds' } }),
    });
  await make('declined', { terminalId: leftId, reservation: { confirmationNumber: 'RMS287', room: '1111' } });
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  await make('unknown', { terminalId: rightId, reservation: { confirmationNumber: 'RMS288' } });

  const person = await addPerson(gateway, { [gateway.propertyId]: 'finance' });
  await grantMembership(gateway.db, { userId: person.id, propertyId: innId as PropertyId, role: 'auditor' });
  visitor = await PortalVisitor.signedIn(gateway, person);
});
afterAll(() => gateway.close());

interface Page {
  readonly data: PortalPaymentRow[];
  readonly nextCursor: string | null;
}
const page = async (query: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Page> => {
  const answer = await visitor.get(`/portal/v1/payments?${new URLSearchParams(query).toString()}`, headers);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as Page;
};
const names = ({ data }: Page): string[] => data.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
const found = async (query: Record<string, string>): Promise<string[]> => names(await page(query));

describe('the list', () => {
  it('shows the payments of all the person’s properties, newest first', async () => {
    expect(await found({})).toEqual(['unknown', 'declined', 'inn', 'smith', 'fedorova']);
  });

  it('shows what a row needs, with money as text', async () => {
    const row = (await page({ q: 'RMS285' })).data[0];
    expect(row).toEqual({
      id: ids['fedorova'],
      createdAt: expect.stringMatching(/Z$/),
      kind: 'sale',
      amount: '1500.00',
      currency: 'RUB',
      status: 'approved',
      outcome: 'approved',
      property: { id: gateway.propertyId, name: 'Гранд Отель', timeZone: 'Europe/Moscow' },
      terminal: { id: leftId, name: 'Слева' },
      guestName: 'Алёна Фёдорова',
      room: '552',
      confirmationNumber: 'RMS285',
      cardMask: '220220******4617',
      cardBrand: 'MIR',
      rrn: '432112345678',
      authCode: '12AB5F',
      approvedAmount: null,
      decline: null,
      demo: false,
    });
  });

  it('explains a decline in the caller’s language', async () => {
    expect((await page({ status: 'declined' }, { 'accept-language': 'ru' })).data[0]?.decline?.message).toBe('Недостаточно средств');
    expect((await page({ status: 'declined' }, { 'accept-language': 'en' })).data[0]?.decline?.message).toBe('Insufficient funds');
  });

  it('never calls an unknown payment anything else', async () => {
    expect((await page({ status: 'unknown' })).data[0]).toMatchObject({ status: 'unknown', outcome: 'unknown' });
    expect(await found({ outcome: 'declined' })).toEqual(['declined']);
  });
});

describe('pages', () => {
  it('follow each other without a gap or a repeat, to an end, whatever comes in meanwhile', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const current: Page = await page({ limit: '2', ...(cursor === null ? {} : { cursor }) });
      seen.push(...names(current));
      cursor = current.nextCursor;
      pages += 1;
    } while (cursor !== null);
    expect(seen).toEqual(['unknown', 'declined', 'inn', 'smith', 'fedorova']);
    expect(pages).toBe(3);
  });

  it('end exactly where nothing is left', async () => {
    expect((await page({ limit: '5' })).nextCursor).toBeNull();
    expect((await page({ limit: '4' })).nextCursor).not.toBeNull();
  });

  it('keep their filters', async () => {
    const first = await page({ limit: '1', outcome: 'approved' });
    expect(names(first)).toEqual(['inn']);
    expect(names(await page({ limit: '2', outcome: 'approved', cursor: first.nextCursor ?? '' }))).toEqual(['smith', 'fedorova']);
  });

  it('are not found under a changed cursor', async () => {
    const cursor = (await page({ limit: '2' })).nextCursor ?? '';
    // One in some thousand ends so by itself.
    const changed = `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BA' : 'AA'}`;
    for (const wrong of [changed, cursor.slice(1), `${cursor}AAAA`, String(ids['smith']), '']) {
      const answer = await visitor.get(`/portal/v1/payments?cursor=${encodeURIComponent(wrong)}`);
      expect(answer, wrong).toMatchObject({ status: 422, body: { code: 'validation-failed', errors: [{ pointer: '/cursor', code: 'cursor' }] } });
    }
  });
});

describe('the order', () => {
  it.each([
    ['oldest', ['fedorova', 'smith', 'inn', 'declined', 'unknown']],
    ['smallest', ['smith', 'unknown', 'declined', 'inn', 'fedorova']],
    ['largest', ['fedorova', 'inn', 'declined', 'unknown', 'smith']],
  ])('by %s goes over page after page', async (sort, expected) => {
    for (const limit of ['1', '2', '5']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const current: Page = await page({ sort, limit, ...(cursor === null ? {} : { cursor }) });
        seen.push(...names(current));
        cursor = current.nextCursor;
      } while (cursor !== null);
      expect(seen, `pages of ${limit}`).toEqual(expected);
    }
  });

  it('goes with the search, too', async () => {
    expect(await found({ sort: 'oldest', q: '552' })).toEqual(['fedorova', 'inn']);
    expect(await found({ sort: 'smallest', q: '1111' })).toEqual(['smith', 'declined', 'inn']);
  });
});

describe('filters', () => {
  it.each([
    [{ property: 'inn' }, ['inn']],
    [{ terminal: 'right' }, ['unknown', 'smith']],
    [{ terminal: 'left,right' }, ['unknown', 'declined', 'smith', 'fedorova']],
    [{ status: 'declined,unknown' }, ['unknown', 'declined']],
    [{ outcome: 'unknown' }, ['unknown']],
    [{ outcome: 'unknown,declined', status: 'declined,approved' }, ['declined']],
    [{ outcome: 'unknown', status: 'approved' }, []],
    [{ kind: 'refund' }, []],
    [{ kind: 'sale', status: '' }, ['unknown', 'declined', 'inn', 'smith', 'fedorova']],
  ])('%j', async (query, expected) => {
    const real = { inn: innId, left: leftId, right: rightId } as Record<string, string>;
    const named = Object.entries(query).map(([key, value]) => [
      key,
      String(value)
        .split(',')
        .map((part) => real[part] ?? part)
        .join(','),
    ]);
    expect(await found(Object.fromEntries(named) as Record<string, string>)).toEqual(expected);
  });

  it('by time take the first moment in and leave the last one out', async () => {
    const { rows } = await gateway.db.query<{ at: Date }>('select created_at as at from payment where id = $1', [ids['inn']]);
    const at = (rows[0]?.at ?? new Date()).getTime();
    const moment = (ms: number): string => new Date(ms).toISOString();
    expect(await found({ from: moment(at), property: innId })).toEqual(['inn']);
    expect(await found({ from: moment(at + 1), property: innId })).toEqual([]);
    expect(await found({ to: moment(at), property: innId })).toEqual([]);
    expect(await found({ to: moment(at + 1), property: innId })).toEqual(['inn']);
    expect(await found({ from: moment(at - 3 * 86_400_000), to: moment(at - 2 * 86_400_000) })).toEqual([]);
    expect(await found({ from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59+03:00', property: innId })).toEqual(['inn']);
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=ten', '/limit'],
    ['sort=best', '/sort'],
    ['status=paid', '/status/0'],
    ['outcome=approved,yes', '/outcome/1'],
    ['kind=tip', '/kind/0'],
    ['from=yesterday', '/from'],
    ['to=2026-11-24', '/to'],
    ['terminal=1', '/terminal/0'],
    ['property=1', '/property'],
    [`q=${'x'.repeat(101)}`, '/q'],
  ])('that make no sense are refused by name: %s', async (query, pointer) => {
    const answer = await visitor.get(`/portal/v1/payments?${query}`);
    expect(answer, answer.text).toMatchObject({ status: 422, body: { code: 'validation-failed', errors: [{ pointer }] } });
  });
});

describe('the search box', () => {
  it.each([
    ['Фёдорова', ['fedorova']],
    ['федорова алена', ['fedorova']],
    ['ФЕДОР', ['fedorova']],
    ['smith', ['smith']],
    ['100%_s', ['smith']],
    ['john smith', ['smith']],
    ['mith', []],
    ['atljhjdf', ['fedorova']],
    ['a`ljhjdf', ['fedorova']],
    ['Ыьшер', ['smith']],
    ['12A', ['smith']],
    ['1500', ['unknown', 'declined', 'inn', 'fedorova']],
    ['99,50', ['smith']],
    ['сумма:<1000', ['smith']],
    ['amount:100-2000 -номер:552', ['unknown', 'declined']],
    ['номер:552 фёд', ['fedorova']],
    ['статус:откл', ['declined']],
    ['-status:approved', ['unknown', 'declined']],
    ['вид:возврат', []],
    ['терминал:справа', ['unknown', 'smith']],
    ['сегодня 552', ['inn', 'fedorova']],
    ['вчера', []],
    ['yjvth:552', ['inn', 'fedorova']],
    ['5%2', []],
    ['5_2', []],
    ['5\\2', []],
    ['552', ['inn', 'fedorova']],
    ['12а', ['smith']],
    ['rms285', ['fedorova']],
    ['RMS286', ['smith']],
    ['432112345678', ['fedorova']],
    ['432199999999', ['inn', 'smith']],
    ['12ab5f', ['fedorova']],
    ['4617', ['fedorova']],
    ['1111', ['declined', 'inn', 'smith']],
    ['Фёдорова Ян', []],
    ['  ', ['unknown', 'declined', 'inn', 'smith', 'fedorova']],
  ])('finds by "%s"', async (q, expected) => {
    expect(await found({ q })).toEqual(expected);
  });

  it.each(['цвет:красный', 'сумма:много', 'status:paid', 'дата:31.02.2026', '%', '_', '\\'])('says that it cannot read "%s"', async (q) => {
    const answer = await visitor.get(`/portal/v1/payments?${new URLSearchParams({ q }).toString()}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed', errors: [{ pointer: '/q', code: 'unclear' }] } });
  });

  it('finds a payment by its id and by the beginning of it', async () => {
    expect(await found({ q: String(ids['smith']) })).toEqual(['smith']);
    expect(await found({ q: String(ids['smith']).slice(0, 13) })).toContain('smith');
  });

  it.each(['4111111111111111', '4111 1111 1111 1111', ' 4111-1111-1111-1111 Smith'])(
    'refuses the card number "%s" without repeating it',
    async (q) => {
      const answer = await visitor.get(`/portal/v1/payments?${new URLSearchParams({ q }).toString()}`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed', errors: [{ pointer: '/q', code: 'card-number' }] } });
      expect(answer.text.replace(/\D/g, '')).not.toContain('1111');
    },
  );
});
