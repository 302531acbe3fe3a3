import type { PortalSearchResult } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { approvedResult } from '@payport/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantMembership } from '../src/modules/access/create-user.ts';
import { fold, FOLDED_LETTERS } from '../src/modules/portal-payments/search/fold.ts';
import { GatewayHarness, insertKey, insertProperty, insertTerminal } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let insider: PortalVisitor;
let both: PortalVisitor;
let innId: string;
let paid: string;
let desk: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  innId = await insertProperty(gateway.db, 'Балтика');
  desk = await gateway.addTerminal({ name: 'Стойка', tid: '00459993' });
  const innTerminal = await insertTerminal(gateway.db, { propertyId: innId, name: 'Стойка бара' });
  const innKey = { authorization: `Bearer ${await insertKey(gateway.db, innId, ['payments:read', 'payments:write'])}` };
  gateway.terminal.onOrder = (order) =>
    Promise.resolve({ outcome: 'approved', result: approvedResult(order, { rrn: '432112345678', authCode: '12AB5F' }), evidence: {} });
  const sale = { reservation: { guestName: 'Алёна Фёдорова', room: '4617', confirmationNumber: 'RMS285' } };
  paid = String((await gateway.pay({ terminalId: desk, ...sale })).body['id']);
  await gateway.pay({ terminalId: innTerminal, reservation: { guestName: 'Алёна Чужая', room: '4617' } }, innKey);
  const person = await addPerson(gateway, { [gateway.propertyId]: 'support' });
  insider = await PortalVisitor.signedIn(gateway, person);
  const chief = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
  await grantMembership(gateway.db, { userId: chief.id, propertyId: innId as PropertyId, role: 'auditor' });
  both = await PortalVisitor.signedIn(gateway, chief);
});
afterAll(() => gateway.close());

async function search(who: PortalVisitor, q: string, property?: string): Promise<PortalSearchResult> {
  const answer = await who.post('/portal/v1/search', { q, ...(property === undefined ? {} : { property }) }, { 'accept-language': 'ru' });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalSearchResult;
}

describe('the search', () => {
  it.each([
    ['432112345678', 'rrn'],
    ['12ab5f', 'auth'],
    ['RMS285', 'booking'],
    ['федорова', 'guest'],
    ['fktyf', 'guest'],
    ['номер:4617', 'room'],
    ['карта:4617', 'card'],
    ['1500', 'amount'],
    ['терминал:00459993', 'terminal'],
  ])('finds %s by %s', async (q, field) => {
    const { groups, payments } = await search(insider, q);
    expect(payments.map(({ id }) => id)).toEqual([paid]);
    expect(groups.filter(({ count }) => count > 0).map((group) => group.field)).toContain(field);
  });

  it('tells each meaning with its number and with the search for it alone', async () => {
    expect((await search(both, '4617')).groups).toEqual([
      { field: 'card', count: 2, more: false, query: 'карта:4617' },
      { field: 'room', count: 2, more: false, query: 'номер:4617' },
    ]);
  });

  it('counts and shows nothing of other hotels', async () => {
    const { groups, payments } = await search(insider, '4617');
    expect(groups.map(({ count }) => count)).toEqual([1, 1]);
    expect(payments.map(({ property }) => property.id)).toEqual([gateway.propertyId]);
    expect(await search(insider, 'чужая')).toEqual({ unclear: [], groups: [], payments: [], terminals: [] });
    expect((await search(insider, 'стойка')).terminals.map(({ name }) => name)).toEqual(['Стойка']);
    expect((await search(both, 'стойка')).terminals.map(({ name }) => name)).toEqual(['Стойка бара', 'Стойка']);
    expect(await insider.post('/portal/v1/search', { q: '4617', property: innId })).toMatchObject({ status: 404 });
  });

  it('finds a payment as soon as it is there', async () => {
    const { body } = await gateway.pay({ terminalId: desk, amount: '77.00', reservation: { guestName: 'Новая Гостья' } });
    expect((await search(insider, 'новая гост')).payments.map(({ id }) => id)).toEqual([body['id']]);
  });

  it('flags what it cannot read, and then looks for nothing', async () => {
    expect(await search(insider, 'Фёдорова цвет:красный')).toMatchObject({ unclear: [{ text: 'цвет:красный', problem: 'operator' }], payments: [] });
  });

  it.each(['4111111111111111', '4111 1111 1111 1111', '552, 4111-1111-1111-1111 12/29', '9999999999999995'])(
    'refuses the card number %s, and says what to type instead',
    async (q) => {
      const answer = await insider.post('/portal/v1/search', { q }, { 'accept-language': 'ru' });
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/q', code: 'card-number', message: expect.stringContaining('последних четырёх цифр') }] },
      });
      expect(answer.text.replace(/\D/g, '')).not.toContain('1111');
    },
  );
});

it('the database folds every letter as the code does', async () => {
  const letters = [...FOLDED_LETTERS, ...Array.from({ length: 0x250 }, (_, at) => String.fromCharCode(at + 1)), ...'АБВабвҐґΩω漢字🏨'];
  const texts = letters.map((letter) => `x${letter}y`);
  const { rows } = await gateway.db.query<{ folded: string }>(
    'select search_fold(t) as folded from unnest($1::text[]) with ordinality as r (t, n) order by n',
    [texts],
  );
  expect(rows.map(({ folded }) => folded)).toEqual(texts.map(fold));
});
