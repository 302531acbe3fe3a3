import { PORTAL_PATHS, type PortalOverview, type PortalOverviewDay, type PortalPaymentList } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { systemClock } from '@payport/terminals-transports';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantMembership } from '../src/modules/access/create-user.ts';
import { TODAY } from '../src/modules/portal-overview/overview-sql.ts';
import { firstIdAt } from '../src/modules/portal-payments/first-id.ts';
import { GatewayHarness, insertKey, insertProperty, insertTerminal } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let visitor: PortalVisitor;
let stranger: PortalVisitor;
let innId: string;
let newId: string;
let innPay: (changes?: Record<string, unknown>) => Promise<string>;
/** 1 Dec 2026, 00:30 in Moscow: still the day before in Kaliningrad, the end of November. */
const START = Date.parse('2026-11-30T21:30:00Z');
let shiftMs = 0;
/** Time goes on, and nobody has left the portal meanwhile. */
const later = async (ms: number): Promise<void> => {
  shiftMs += ms;
  await gateway.db.query('update user_session set last_seen_at = $1', [new Date(clock.now())]);
};
const clock = { ...systemClock, now: () => systemClock.now() + shiftMs };

beforeAll(async () => {
  shiftMs = START - systemClock.now();
  gateway = await GatewayHarness.start({ clock });
  innId = await insertProperty(gateway.db, 'Балтика');
  newId = await insertProperty(gateway.db, 'Новая');
  await gateway.db.query(`update property set time_zone = 'Europe/Kaliningrad' where id = $1`, [innId]);
  const terminalId = await insertTerminal(gateway.db, { propertyId: innId, name: 'Стойка' });
  const key = await insertKey(gateway.db, innId, ['payments:read', 'payments:write']);
  innPay = async (changes = {}) =>
    String(
      (await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() }, ...changes }, { authorization: `Bearer ${key}` })).body[
        'id'
      ],
    );
  const person = await addPerson(gateway, { [gateway.propertyId]: 'auditor' });
  for (const id of [innId, newId]) await grantMembership(gateway.db, { userId: person.id, propertyId: id as PropertyId, role: 'finance' });
  visitor = await PortalVisitor.signedIn(gateway, person);
  stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [newId]: 'owner' }));
  await later(0);
});
afterAll(() => gateway.close());

const overview = async (who = visitor, query = ''): Promise<PortalOverview> => {
  const answer = await who.get(PORTAL_PATHS.overview + query);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalOverview;
};
const dayOf = ({ days }: PortalOverview, id: string): PortalOverviewDay => days.find(({ property }) => property.id === id)!;
const pay = async (changes: Record<string, unknown> = {}): Promise<void> =>
  void (await gateway.pay({ terminalId: await gateway.addTerminal(), reservation: { confirmationNumber: randomUUID() }, ...changes }));

describe('the overview', () => {
  it('tells a new hotel what it needs before its first guest', async () => {
    const { days, unknown } = await overview(visitor, `?property=${newId}`);
    expect(days).toEqual([
      {
        property: { id: newId, name: 'Новая', timeZone: 'Europe/Moscow' },
        day: '2026-12-01',
        from: '2026-11-30T21:00:00.000Z',
        to: '2026-12-01T21:00:00.000Z',
        started: { terminal: false, apiKey: false, payment: false },
        outcomes: [],
        taken: [],
        returned: [],
        hours: [],
        reasons: [],
      },
    ]);
    expect(unknown).toEqual({ count: 0, review: 0, oldestAt: null, atStake: [] });
  });

  it('counts each hotel’s day by its own clocks: one’s midnight is not the other’s', async () => {
    await innPay({ amount: '100.00' });
    await pay({ amount: '200.00' });
    // Half an hour later it is midnight in Kaliningrad.
    await later(45 * 60_000);
    await innPay({ amount: '0.50' });
    const both = await overview();
    expect(dayOf(both, innId)).toMatchObject({
      day: '2026-12-01',
      taken: [{ currency: 'RUB', count: 1, amount: '0.50' }],
      hours: [{ hour: 0, count: 1 }],
    });
    expect(dayOf(both, gateway.propertyId)).toMatchObject({ day: '2026-12-01', taken: [{ currency: 'RUB', count: 1, amount: '200.00' }] });
    expect(both.days.map(({ property }) => property.name)).toEqual(['Балтика', 'Гранд Отель', 'Новая']);
  });

  it('counts exactly what the list behind the figure shows', async () => {
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'declined', decline: scriptedDecline({ code: 'wrong_pin' }), result: null, evidence: {} });
    await pay();
    await pay();
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
    await pay({ amount: '50.00' });
    const day = dayOf(await overview(), gateway.propertyId);
    expect(day.outcomes).toEqual(
      expect.arrayContaining([
        { outcome: 'approved', count: 2 },
        { outcome: 'declined', count: 2 },
      ]),
    );
    expect(day.reasons).toEqual([{ code: 'wrong_pin', outcome: 'declined', count: 2 }]);
    const list = async (more: string): Promise<unknown[]> => {
      const range = `property=${gateway.propertyId}&kind=sale,preauthorization&from=${day.from}&to=${day.to}`;
      return ((await visitor.get(`${PORTAL_PATHS.payments}?${range}&${more}`)).body as unknown as { data: unknown[] }).data;
    };
    expect(await list('outcome=approved')).toHaveLength(2);
    expect(await list('reason=wrong_pin')).toHaveLength(2);
    expect(await list('reason=link_failed')).toHaveLength(0);
  });

  it('counts of a partial approval what was approved, and the rows and the file behind the figure add up to it', async () => {
    const { onOrder } = gateway.terminal;
    gateway.terminal.onOrder = (order) =>
      Promise.resolve({ outcome: 'approved', result: approvedResult(order, { approvedAmountMinor: 70_005n }), evidence: {} });
    await later(24 * 3_600_000);
    await pay({ amount: '1000.00' });
    gateway.terminal.onOrder = onOrder;
    await pay({ amount: '0.99' });
    const day = dayOf(await overview(), gateway.propertyId);
    expect(day.taken).toEqual([{ currency: 'RUB', count: 2, amount: '701.04' }]);
    const conditions = `property=${gateway.propertyId}&from=${day.from}&to=${day.to}&kind=sale,capture&outcome=approved`;
    const { data } = (await visitor.get(`${PORTAL_PATHS.payments}?${conditions}`)).body as unknown as PortalPaymentList;
    expect(data.map(({ amount, approvedAmount }) => [amount, approvedAmount])).toEqual([
      ['0.99', null],
      ['1000.00', '700.05'],
    ]);
    const file = await visitor.get(`${PORTAL_PATHS.exportPayments}?${conditions}&format=csv&columns=amount&language=ru`);
    expect(file.text.split('\r\n').slice(1)).toEqual(['Оплата;0,99;RUB;', 'Оплата;700,05;RUB;1000,00', '']);
  });

  it('counts a void as money back, the release of a reservation not; nor does the list behind the figure', async () => {
    const undone = async (kind: string, amount: string): Promise<void> => {
      const terminalId = await gateway.addTerminal();
      const { body, text } = await gateway.pay({ terminalId, kind, amount, reservation: { confirmationNumber: randomUUID() } });
      expect(body, text).toMatchObject({ kind, status: 'approved' });
      const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=20' };
      const made = await gateway.call('POST', `/sonata/v1/payments/${String(body['id'])}/void`, undefined, headers);
      expect(made.body, made.text).toMatchObject({ kind: 'void', status: 'approved' });
    };
    gateway.terminal.operations = ['sale', 'refund', 'void', 'preauthorization', 'capture', 'settlement'];
    await undone('sale', '12.00');
    await undone('preauthorization', '900.00');
    const day = dayOf(await overview(), gateway.propertyId);
    expect(day.returned).toEqual([{ currency: 'RUB', count: 1, amount: '12.00' }]);
    const behind = async (conditions: string): Promise<string[]> => {
      const range = `property=${gateway.propertyId}&from=${day.from}&to=${day.to}&outcome=approved`;
      const answer = await visitor.get(`${PORTAL_PATHS.payments}?${range}&${conditions}`);
      return (answer.body as unknown as PortalPaymentList).data.map(({ amount }) => amount);
    };
    expect(await behind('returned=true')).toEqual(['-12.00']);
    expect(await behind('returned=true&kind=refund')).toEqual([]);
    expect(await behind('kind=refund,void')).toEqual(['-900.00', '-12.00']);
  });

  it('hotels of several zones are looked at together by each one’s own today', async () => {
    const { days } = await overview();
    const asked = days.reduce((sum, { outcomes }) => sum + outcomes.reduce((all, { count }) => all + count, 0), 0);
    const answer = await visitor.get(`${PORTAL_PATHS.payments}?q=${encodeURIComponent('дата:сегодня')}&kind=sale,preauthorization`);
    expect((answer.body as unknown as PortalPaymentList).data).toHaveLength(asked);
  });

  it('puts what is unknown first, from whatever day, with its money and the age of the oldest', async () => {
    const first = await paymentInReview(gateway, { amount: '700.00' });
    const { rows } = await gateway.db.query<{ created_at: Date }>('select created_at from payment where id = $1', [first]);
    await later(2 * 86_400_000);
    await paymentInReview(gateway, { amount: '1.00' });
    const { unknown, days } = await overview(visitor, `?property=${gateway.propertyId}`);
    expect(unknown).toEqual({
      count: 2,
      review: 2,
      oldestAt: rows[0]?.created_at.toISOString(),
      atStake: [{ currency: 'RUB', count: 2, amount: '701.00' }],
    });
    // Of the two only the younger is of today, and it is no refusal.
    expect(days[0]?.outcomes).toEqual([{ outcome: 'unknown', count: 1 }]);
    expect(days[0]?.reasons).toEqual([]);
  });

  it('shows nothing of a hotel that the person does not belong to', async () => {
    expect((await overview(stranger)).days.map(({ property }) => property.id)).toEqual([newId]);
    expect((await overview(stranger)).unknown.count).toBe(0);
    expect((await stranger.get(`${PORTAL_PATHS.overview}?property=${innId}`)).status).toBe(404);
  });

  it('reads a day from an index, not from everything that there ever was', async () => {
    const { db } = gateway;
    const terminalId = await gateway.addTerminal();
    await db.query('alter table payment disable trigger user');
    await db.query(
      `insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, idempotency_key, params, params_hash,
         device_reference, instance_id, created_at, updated_at)
       select (rpad(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0'), 17, '70008') || lpad(to_hex(i), 15, '0'))::uuid,
         $1, $2, 'sale', 100, 'RUB', 'approved', 'old ' || i, '{}', '\\x00', 'old ' || i, $3, at, at
       from (select i, timestamptz '2026-01-01' + i * interval '20 minutes' as at from generate_series(1, 20000) i) old`,
      [gateway.propertyId, terminalId, gateway.config.instanceId],
    );
    await db.query('alter table payment enable trigger user');
    await db.query('analyze payment');
    const [from, to] = [Date.parse('2026-08-01T21:00:00Z'), Date.parse('2026-08-02T21:00:00Z')];
    const values = [
      `'{${gateway.propertyId}}'`,
      `'${firstIdAt(from)}'`,
      `'${firstIdAt(to)}'`,
      ...[from, to].map((ms) => `'${new Date(ms).toISOString()}'`),
      `'Europe/Moscow'`,
    ];
    const text = values.reduce((sql, value, i) => sql.replaceAll(`$${i + 1}`, value), TODAY.text);
    const { rows } = await db.query(`explain (analyze, format json) ${text}`);
    const plan = JSON.stringify(rows[0]);
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toMatch(/payment_property_newest|payment_pkey/);
  });
});
