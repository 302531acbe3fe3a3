import type { PortalPaymentDetail } from '@payport/contracts';
import { approveAtOnce, approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let visitor: PortalVisitor;
let terminalId: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  visitor = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'support' }, 'Павел Климов'));
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAtOnce;
});

const pay = async (body: Record<string, unknown> = {}): Promise<string> =>
  String((await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() }, ...body })).body['id']);
const unknown = (): Promise<string> => {
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  return pay();
};
const detail = async (id: string): Promise<PortalPaymentDetail> => {
  const answer = await visitor.get(`/portal/v1/payments/${id}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalPaymentDetail;
};
const askAgain = (id: string): Promise<Answer> => visitor.post(`/portal/v1/payments/${id}/ask-again`);

describe('a payment’s page', () => {
  it('shows the payment as Sonata sees it, its property, and every event in order', async () => {
    const id = await pay({ amount: '1500.00' });
    const shown = await detail(id);
    expect(shown.payment).toEqual((await gateway.call('GET', `/sonata/v1/payments/${id}`)).body);
    expect(shown.property).toEqual({ id: gateway.propertyId, name: 'Гранд Отель', timeZone: 'Europe/Moscow' });
    expect(shown.demo).toBe(false);
    expect(shown.events.slice(0, 2)).toMatchObject([
      { from: null, to: 'accepted' },
      { from: 'accepted', to: 'dispatched' },
    ]);
    expect(shown.events.map(({ seq }) => seq)).toEqual(shown.events.map((_, i) => i + 1));
    expect(shown.events.at(-1)).toMatchObject({ type: 'state', to: 'approved' });
    expect(shown.events[0]).toMatchObject({ cause: 'requested', actor: 'pms:Sonata' });
  });

  it('shows each frame of the exchange as bytes, text and fields, in order', async () => {
    gateway.terminal.onOrder = (order, session) => {
      session.frame({
        direction: 'outbound',
        channel: 'argv',
        atMs: Date.UTC(2026, 10, 24),
        bytes: Buffer.from('АB\u0000', 'utf8'),
        text: '1 150000',
        fields: {},
        checksumOk: null,
      });
      session.frame({
        direction: 'inbound',
        channel: 'file:e',
        atMs: Date.UTC(2026, 10, 24, 1),
        bytes: Buffer.from([0xff, 0x0a]),
        text: null,
        fields: { card: '220220******4617' },
        checksumOk: true,
      });
      return approveAtOnce(order, session);
    };
    const { frames } = await detail(await pay());
    expect(frames).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        at: '2026-11-24T00:00:00.000Z',
        direction: 'outbound',
        channel: 'argv',
        hex: 'd0904200',
        text: '1 150000',
        fields: {},
        checksumOk: null,
      },
      {
        id: expect.stringMatching(/^\d+$/),
        at: '2026-11-24T01:00:00.000Z',
        direction: 'inbound',
        channel: 'file:e',
        hex: 'ff0a',
        text: null,
        fields: { card: '220220******4617' },
        checksumOk: true,
      },
    ]);
  });

  it('shows what was given back, and what is left', async () => {
    const id = await pay({ amount: '1500.00' });
    const first = await pay({ amount: '-500.00', original: { paymentId: id } });
    const second = await pay({ amount: '-0.05', original: { paymentId: id } });
    const shown = await detail(id);
    expect(shown.refunds).toMatchObject([
      { id: first, kind: 'refund', amount: '-500.00', status: 'approved' },
      { id: second, amount: '-0.05' },
    ]);
    expect(shown.payment).toMatchObject({ refundedAmount: '500.05', refundableAmount: '999.95' });
    expect((await detail(first)).refunds).toEqual([]);
  });

  it('is in the caller’s language', async () => {
    gateway.terminal.onOrder = () =>
      Promise.resolve({
        outcome: 'declined',
        result: null,
        evidence: {},
        decline: scriptedDecline({ message: { ru: 'Недостаточно средств', en: 'Insufficient funds' } }),
      });
    const id = await pay();
    const inLanguage = async (language: string): Promise<unknown> =>
      (await visitor.get(`/portal/v1/payments/${id}`, { 'accept-language': language })).body['payment'];
    expect(await inLanguage('ru-RU,ru;q=0.9,en;q=0.8')).toMatchObject({ decline: { message: 'Недостаточно средств' } });
    expect(await inLanguage('en')).toMatchObject({ decline: { message: 'Insufficient funds' } });
  });

  it('takes the id in any case', async () => {
    const id = await pay();
    expect((await detail(id.toUpperCase())).payment.id).toBe(id);
  });
});

describe('a slip', () => {
  it('is plain text as the terminal gave it', async () => {
    gateway.terminal.onOrder = (order) =>
      Promise.resolve({ outcome: 'approved', result: approvedResult(order, { slip: '  ОПЛАТА\r\n  ИТОГ: 1500.00 ₽\n' }), evidence: {} });
    const answer = await visitor.get(`/portal/v1/payments/${await pay()}/slip`);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.text).toBe('  ОПЛАТА\r\n  ИТОГ: 1500.00 ₽\n');
  });

  it.each([null, ''])('that is not there (%j) is said to be missing', async (slip) => {
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order, { slip }), evidence: {} });
    expect(await visitor.get(`/portal/v1/payments/${await pay()}/slip`)).toMatchObject({ status: 404, body: { code: 'no-slip' } });
  });
});

describe('asking again', () => {
  it('asks the device in the person’s name, and the payment becomes what the device proves', async () => {
    const id = await unknown();
    expect((await detail(id)).may).toMatchObject({ askAgain: true });
    gateway.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
    const answer = await askAgain(id);
    expect(answer.status).toBe(202);
    expect((answer.body as unknown as PortalPaymentDetail).events).toContainEqual(
      expect.objectContaining({ cause: 'asked_again', actor: 'user:Павел Климов' }),
    );
    await expect.poll(async () => (await detail(id)).payment.status, { timeout: 20_000 }).toBe('approved');
    expect((await detail(id)).may).toMatchObject({ askAgain: false });
  });

  it('is not for a payment whose outcome is known, and changes nothing', async () => {
    const id = await pay();
    const before = await detail(id);
    const asked = gateway.terminal.journal.questions.length;
    expect(await askAgain(id)).toMatchObject({ status: 409, body: { code: 'not-unknown', title: 'The outcome is already known' } });
    expect(await detail(id)).toEqual(before);
    expect(gateway.terminal.journal.questions).toHaveLength(asked);
  });

  it('is not offered to who may only read', async () => {
    const id = await unknown();
    const auditor = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'auditor' }));
    expect((await auditor.get(`/portal/v1/payments/${id}`)).body['may']).toMatchObject({ askAgain: false, resolve: [] });
  });
});
