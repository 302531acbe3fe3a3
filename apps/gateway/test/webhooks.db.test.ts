import { PORTAL_PATHS, WEBHOOK_BODY_LIMIT, WEBHOOK_EVENTS, WebhookMessage, type PortalMadeWebhook } from '@payport/contracts';
import { parseIpNetwork } from '@payport/domain';
import { createLogger } from '@payport/logging';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { createHmac, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../src/create-app.ts';
import { plainReading } from '../src/modules/bank-files/reading/copy-reading.ts';
import { PaymentViews } from '../src/modules/audit/index.ts';
import { WebhookDispatcher } from '../src/modules/webhooks/index.ts';
import { PG_POOL } from '../src/tokens.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { WebhookReceiver, type Received } from './webhook-receiver.ts';
import { insertWebhook } from './webhook-rows.ts';

let gateway: GatewayHarness;
let owner: PortalVisitor;
let receiver: WebhookReceiver;
let terminalId: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start({ config: { webhookNetworks: [parseIpNetwork('127.0.0.0/8')!] } });
  owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
  terminalId = await gateway.addTerminal();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
});
afterEach(async () => {
  await receiver.close();
  await gateway.db.query('truncate webhook_endpoint cascade');
  await gateway.db.query('update outbox set delivered_at = now()');
});

const dispatcher = (): WebhookDispatcher => gateway.app.get(WebhookDispatcher, { strict: false });
/** One look, and the end of all that it began. */
async function dispatch(): Promise<void> {
  await dispatcher().look();
  await dispatcher().settled();
}
async function endpoint(changes: { url?: string; events?: string[]; language?: string } = {}): Promise<PortalMadeWebhook> {
  const made = await owner.post(PORTAL_PATHS.webhooks(gateway.propertyId), { url: receiver.url, events: [...WEBHOOK_EVENTS], ...changes });
  expect(made.status, made.text).toBe(201);
  return made.body as unknown as PortalMadeWebhook;
}
const deliveries = async (): Promise<Record<string, unknown>[]> =>
  (await gateway.db.query('select d.*, o.topic from webhook_delivery d join outbox o on o.id = d.outbox_id order by d.outbox_id, d.id')).rows;
const attempts = async (): Promise<Record<string, unknown>[]> =>
  (await gateway.db.query('select number, status, error from webhook_attempt order by id')).rows;
const openAlarms = async (): Promise<string[]> =>
  (await gateway.db.query<{ kind: string }>('select kind from alarm where cleared_at is null order by kind')).rows.map(({ kind }) => kind);
let kopecks = 10_000;
/** Each of another amount: none looks like a repetition. */
const payAtOnce = (): ReturnType<GatewayHarness['pay']> => {
  kopecks += 1;
  return gateway.pay({ terminalId, amount: `${String(kopecks).slice(0, -2)}.${String(kopecks).slice(-2)}` });
};
async function pay(): Promise<string> {
  const paid = await payAtOnce();
  expect(paid.status, paid.text).toBe(201);
  return String(paid.body['id']);
}
const due = (): Promise<unknown> => gateway.db.query(`update webhook_delivery set next_attempt_at = now() - interval '1 second'`);

function proves({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
  return (headers['webhook-signature'] ?? '').split(' ').includes(`v1,${expected}`);
}
const messageOf = ({ body }: Received): WebhookMessage => WebhookMessage.parse(JSON.parse(body));

describe('a payment that ended', () => {
  it('is told to the receiver, signed, as the Sonata API shows it, and written down', async () => {
    const { secret } = await endpoint();
    const id = await pay();
    await dispatch();
    expect(receiver.received).toHaveLength(1);
    const [received] = receiver.received;
    expect(proves(received!, secret)).toBe(true);
    expect(proves({ ...received!, body: received!.body.replace('approved', 'declined') }, secret)).toBe(false);
    expect(received!.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(Math.abs(Date.now() / 1000 - Number(received!.headers['webhook-timestamp']))).toBeLessThan(60);
    const shown = await gateway.call('GET', `/sonata/v1/payments/${id}`, undefined, { 'accept-language': 'ru' });
    expect(messageOf(received!)).toEqual({ type: 'payment.updated', timestamp: expect.any(String), sequence: expect.any(Number), data: shown.body });
    const { rows } = await gateway.db.query('select last_seq from payment where id = $1', [id]);
    expect(messageOf(received!)).toMatchObject({ sequence: rows[0].last_seq });
    expect(await deliveries()).toMatchObject([{ id: received!.headers['webhook-id'], state: 'delivered', attempts: 1, last_status: 204 }]);
    expect(await attempts()).toEqual([{ number: 1, status: 204, error: null }]);
  });

  it('is told once: the next look sends nothing', async () => {
    await endpoint();
    await pay();
    await dispatch();
    await dispatch();
    expect(receiver.received).toHaveLength(1);
  });

  it('is told when it became unknown and again when that ended, each with the state at sending', async () => {
    await endpoint();
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
    gateway.terminal.onRecover = ({ order }) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(order), evidence: {} });
    const paid = await gateway.pay({ terminalId: await gateway.addTerminal(), amount: '9.00' });
    await dispatch();
    // Its end belongs to this test: told later, it would be one message too many in another one.
    const ended = await gateway.call('GET', `/sonata/v1/payments/${String(paid.body['id'])}`, undefined, {
      prefer: 'wait=20',
      'if-none-match': String(paid.headers['etag']),
    });
    expect(ended.body).toMatchObject({ status: 'approved', final: true });
    await dispatch();
    expect(receiver.received.map(messageOf)).toMatchObject([
      { type: 'payment.updated', data: { status: 'unknown', final: false } },
      { type: 'payment.updated', data: { status: 'approved', final: true } },
    ]);
  });

  it('is told in the language of the receiver and only to those who want it, of that hotel', async () => {
    await endpoint({ language: 'en' });
    await endpoint({ events: ['settlement.done'] });
    const other = await WebhookReceiver.start();
    const elsewhere = (await owner.post(PORTAL_PATHS.properties, { name: 'Другая', timeZone: 'Europe/Moscow', currency: 'RUB' })).body;
    await owner.post(PORTAL_PATHS.webhooks(String(elsewhere['id'])), { url: other.url, events: [...WEBHOOK_EVENTS] });
    gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline({}), result: null, evidence: {} });
    await pay();
    await dispatch();
    expect(receiver.received).toHaveLength(1);
    expect(messageOf(receiver.received[0]!)).toMatchObject({ data: { decline: { message: scriptedDecline({}).message.en } } });
    expect(other.received).toHaveLength(0);
    await other.close();
  });

  it('has a body below the limit also with a slip that is too long for it', async () => {
    await endpoint();
    gateway.terminal.onOrder = (order) =>
      Promise.resolve({ outcome: 'approved', result: { ...approvedResult(order), slip: 'Чек\n'.repeat(8_000) }, evidence: {} });
    await pay();
    await dispatch();
    expect(Buffer.byteLength(receiver.received[0]!.body)).toBeLessThan(WEBHOOK_BODY_LIMIT);
    expect(messageOf(receiver.received[0]!)).toMatchObject({ data: { result: { slip: null }, links: { slip: expect.any(String) } } });
  });
});

describe('what else is told', () => {
  it('a close of the day, a terminal that is gone and back, an alarm', async () => {
    await endpoint();
    const id = await gateway.addTerminal({ name: 'Бар' });
    const settled = await gateway.call('POST', `/sonata/v1/terminals/${id}/settlements`, undefined, {
      'idempotency-key': randomUUID(),
      prefer: 'wait=20',
    });
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [id]);
    await gateway.db.query(
      `insert into alarm (id, property_id, terminal_id, kind, severity, since, text) values ($1, $2, $3, 'settlement_failed', 'warning', now(), '{"ru": "да", "en": "yes"}')`,
      [randomUUID(), gateway.propertyId, id],
    );
    await dispatch();
    const told = receiver.received.map(messageOf).sort((one, two) => one.type.localeCompare(two.type));
    expect(told).toMatchObject([
      { type: 'alarm.raised', data: { kind: 'settlement_failed', text: 'да' } },
      { type: 'settlement.done', data: { id: settled.body['id'], status: 'done' } },
      { type: 'terminal.status', data: { id, status: 'offline' } },
    ]);
    await gateway.db.query('update alarm set cleared_at = now()');
    // The gateway asks a silent terminal again and again, and would tell a later test that it is back.
    await gateway.db.query('update terminal set offline_since = null where id = $1', [id]);
  });
});

describe('a receiver that does not take it', () => {
  it.each([500, 404, 302, 429])('answering %i is tried again later under the same id, with what is true then', async (status) => {
    await endpoint();
    receiver.answer = status;
    await pay();
    await dispatch();
    const [waiting] = await deliveries();
    expect(waiting).toMatchObject({ state: 'pending', attempts: 1, last_status: status });
    const pause = (waiting!['next_attempt_at'] as Date).getTime() - Date.now();
    expect(pause).toBeGreaterThan(2_000);
    expect(pause).toBeLessThan(6_001);
    await dispatch();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = 200;
    await due();
    await dispatch();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await attempts()).toEqual([
      { number: 1, status, error: null },
      { number: 2, status: 200, error: null },
    ]);
  });

  it('for three days is given up, which is one alarm however many messages it was; the next one delivered clears it', async () => {
    await endpoint();
    receiver.answer = 503;
    await pay();
    await pay();
    await dispatch();
    await gateway.db.query(`update webhook_delivery set next_attempt_at = now() - interval '1 second', started_at = now() - interval '72 hours'`);
    await dispatch();
    expect(await deliveries()).toMatchObject([
      { state: 'given_up', topic: 'payment.updated' },
      { state: 'given_up', topic: 'payment.updated' },
    ]);
    expect(await openAlarms()).toEqual(['webhook_given_up']);
    receiver.answer = 200;
    await dispatch();
    expect(await openAlarms()).toEqual([]);
  });

  it('says 410: it is switched off, what waited is cancelled, people are told', async () => {
    const { webhook } = await endpoint();
    receiver.answer = 500;
    await pay();
    await dispatch();
    receiver.answer = 410;
    await pay();
    await dispatch();
    expect((await deliveries()).map(({ state }) => state)).toEqual(['cancelled', 'given_up']);
    expect(await openAlarms()).toEqual(['webhook_gone']);
    const { data } = (await owner.get(PORTAL_PATHS.webhooks(gateway.propertyId))).body as { data: object[] };
    expect(data).toMatchObject([{ id: webhook.id, enabled: false, disabledAs: 'gone', waiting: 0 }]);
    await pay();
    await dispatch();
    expect(receiver.received).toHaveLength(2);
    await owner.post(PORTAL_PATHS.enableWebhook(webhook.id));
    expect(await openAlarms()).toEqual([]);
  });

  it('hangs: payments and other receivers go on, and no more than four messages wait for it', async () => {
    receiver.answer = null;
    await endpoint();
    const good = await WebhookReceiver.start();
    await endpoint({ url: good.url });
    for (let i = 0; i < 6; i += 1) expect((await payAtOnce()).body['status']).toBe('approved');
    for (let i = 0; good.received.length < 6; i += 1) {
      await dispatcher().look();
      await good.until(Math.min(6, 4 + i));
    }
    await dispatcher().look();
    expect(receiver.received.length).toBeLessThanOrEqual(4);
    await receiver.until(4);
    const began = performance.now();
    expect((await payAtOnce()).body['status']).toBe('approved');
    expect(performance.now() - began).toBeLessThan(2_000);
    receiver.received.length = 0;
    await receiver.close();
    await dispatcher().settled();
    receiver = await WebhookReceiver.start();
    await good.close();
  });
});

describe('two gateways on one database', () => {
  it('send each message once', async () => {
    const second = await createApp(gateway.config, { bankFileReading: plainReading, logger: createLogger({ level: 'silent', service: 'test' }) });
    await second.init();
    await endpoint();
    for (let i = 0; i < 4; i += 1) await pay();
    const other = second.get(WebhookDispatcher, { strict: false });
    await Promise.all([dispatcher().look(), other.look()]);
    await Promise.all([dispatcher().look(), other.look()]);
    await Promise.all([dispatcher().settled(), other.settled()]);
    expect(receiver.received).toHaveLength(4);
    await second.close();
    await second.get<Pool>(PG_POOL).end();
  });

  it('pass by what the other one is just claiming, without waiting for it', async () => {
    await endpoint();
    await pay();
    receiver.answer = 500;
    await dispatch();
    await due();
    const other = await gateway.db.connect();
    try {
      await other.query('begin');
      await other.query(`update webhook_delivery set attempts = attempts + 1, next_attempt_at = now() + interval '1 minute'`);
      await dispatch();
      await other.query('commit');
    } finally {
      other.release();
    }
    await dispatch();
    expect(receiver.received).toHaveLength(1);
  });

  it('take over what one that died had in hand, once its lease is over', async () => {
    await endpoint();
    await pay();
    await dispatch();
    await gateway.db.query(`update webhook_delivery set state = 'pending', delivered_at = null, next_attempt_at = now() + interval '1 minute'`);
    await dispatch();
    expect(receiver.received).toHaveLength(1);
    await due();
    await dispatch();
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a new secret', () => {
  it('is used beside the former one until that ends', async () => {
    const { webhook, secret } = await endpoint();
    const turned = (await owner.post(PORTAL_PATHS.rotateWebhook(webhook.id), { overlapHours: 24 })).body as unknown as PortalMadeWebhook;
    expect(turned.webhook.oldSecretEndsAt).not.toBeNull();
    await pay();
    await dispatch();
    expect([secret, turned.secret].map((each) => proves(receiver.received[0]!, each))).toEqual([true, true]);
    const last = (await owner.post(PORTAL_PATHS.rotateWebhook(webhook.id), { overlapHours: 0 })).body as unknown as PortalMadeWebhook;
    await pay();
    await dispatch();
    expect([secret, turned.secret, last.secret].map((each) => proves(receiver.received[1]!, each))).toEqual([false, false, true]);
  });

  it('is told once and stands nowhere in the open', async () => {
    const { webhook, secret } = await endpoint();
    const shown = (await owner.get(PORTAL_PATHS.webhooks(gateway.propertyId))).text;
    const rows = await gateway.db.query('select encode(sealed, $1) as text from webhook_secret', ['base64']);
    const audit = await gateway.db.query('select * from audit_entry where subject = $1', [webhook.id]);
    expect(audit.rows).toMatchObject([{ action: 'webhook.created', after: { url: receiver.url } }]);
    for (const text of [shown, JSON.stringify(rows.rows), JSON.stringify(audit.rows)]) expect(text).not.toContain(secret.slice(6, 30));
  });
});

describe('sending again', () => {
  it('one message, under the same id, with its history', async () => {
    await endpoint();
    await pay();
    await dispatch();
    const id = String(receiver.received[0]!.headers['webhook-id']);
    expect((await owner.post(PORTAL_PATHS.replayDelivery(id))).body).toMatchObject({ id, state: 'pending' });
    await dispatch();
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    const { body } = await owner.get(PORTAL_PATHS.webhookDelivery(id));
    expect(body).toMatchObject({
      id,
      state: 'delivered',
      attempts: 2,
      history: [
        { number: 2, status: 204 },
        { number: 1, status: 204 },
      ],
    });
  });

  it('a period, with what was never told because the receiver was off', async () => {
    const { webhook } = await endpoint({ events: ['payment.updated'] });
    const from = new Date();
    await pay();
    await dispatch();
    await owner.post(PORTAL_PATHS.disableWebhook(webhook.id));
    await pay();
    await dispatch();
    expect(receiver.received).toHaveLength(1);
    const period = { from: from.toISOString(), to: new Date(Date.now() + 1000).toISOString() };
    expect(await owner.post(PORTAL_PATHS.replayWebhook(webhook.id), period)).toMatchObject({ status: 409, body: { code: 'webhook-disabled' } });
    await owner.post(PORTAL_PATHS.enableWebhook(webhook.id));
    expect((await owner.post(PORTAL_PATHS.replayWebhook(webhook.id), period)).body).toEqual({ count: 2 });
    await dispatch();
    expect(receiver.received).toHaveLength(3);
    const before = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' };
    expect((await owner.post(PORTAL_PATHS.replayWebhook(webhook.id), before)).body).toEqual({ count: 0 });
  });
});

describe('a receiver looked into', () => {
  it('tells what was given up and when it last took a message, and all of the first is sent again at once', async () => {
    const { webhook } = await endpoint({ events: ['payment.updated'] });
    await pay();
    await dispatch();
    await pay();
    await dispatch();
    const look = async (): Promise<unknown> => (await owner.get(PORTAL_PATHS.webhook(webhook.id))).body;
    expect(await look()).toMatchObject({
      webhook: { id: webhook.id, waiting: 0, failed: 0, lastDeliveredAt: expect.any(String) },
      property: { id: gateway.propertyId, name: 'Гранд Отель' },
      may: { change: true },
    });
    await gateway.db.query(
      `update webhook_delivery set state = 'given_up', delivered_at = null where id = (select min(id::text)::uuid from webhook_delivery)`,
    );
    expect(await look()).toMatchObject({ webhook: { failed: 1 } });
    expect((await owner.post(PORTAL_PATHS.replayWebhook(webhook.id), { state: 'given_up' })).body).toEqual({ count: 1 });
    await dispatch();
    expect(receiver.received).toHaveLength(3);
    expect(await look()).toMatchObject({ webhook: { failed: 0, waiting: 0 } });
  });

  it('lists messages of one event, and shows what each would tell now, with the look in the audit', async () => {
    const { webhook } = await endpoint({ events: ['payment.updated'], language: 'en' });
    const payment = await pay();
    await owner.post(PORTAL_PATHS.testWebhook(webhook.id));
    await dispatch();
    const of = async (event: string): Promise<{ id: string; event: string }[]> =>
      (await owner.get(`${PORTAL_PATHS.webhookDeliveries(webhook.id)}?event=${event}`)).body['data'] as { id: string; event: string }[];
    expect((await of('webhook.test')).map(({ event }) => event)).toEqual(['webhook.test']);
    const [told] = await of('payment.updated');
    const { body } = (await owner.get(PORTAL_PATHS.webhookDelivery(told!.id))).body as { body: string };
    const sent = receiver.received.find(({ headers }) => headers['webhook-id'] === told!.id)!;
    expect({ ...JSON.parse(body), timestamp: '' }).toEqual({ ...messageOf(sent), timestamp: '' });
    await gateway.app.get(PaymentViews, { strict: false }).flush();
    expect((await gateway.db.query(`select from audit_entry where subject = $1 and action = 'payment.viewed'`, [payment])).rowCount).toBe(1);
  });
});

describe('a test message', () => {
  it('goes to that receiver alone, whatever it wants to hear of, signed and in its language, and is noted with who sent it', async () => {
    const { secret, webhook } = await endpoint({ events: ['settlement.done'], language: 'en' });
    await endpoint();
    const sent = await owner.post(PORTAL_PATHS.testWebhook(webhook.id));
    expect(sent).toMatchObject({ status: 201, body: { event: 'webhook.test', state: 'pending', attempts: 0, paymentId: null } });
    await dispatch();
    expect(receiver.received).toHaveLength(1);
    expect(messageOf(receiver.received[0]!)).toMatchObject({ type: 'webhook.test', data: { text: expect.stringContaining('test message') } });
    expect(proves(receiver.received[0]!, secret)).toBe(true);
    expect(await deliveries()).toMatchObject([{ id: sent.body['id'], endpoint_id: webhook.id, state: 'delivered' }]);
    const { rows } = await gateway.db.query(`select subject, actor from audit_entry where action = 'webhook.tested' and subject = $1`, [webhook.id]);
    expect(rows).toEqual([{ subject: webhook.id, actor: expect.stringMatching(/^user:/) }]);
  });

  it('can be sent again, and shows each attempt with its answer and how long it took', async () => {
    const { webhook } = await endpoint();
    const id = String((await owner.post(PORTAL_PATHS.testWebhook(webhook.id))).body['id']);
    await dispatch();
    await owner.post(PORTAL_PATHS.replayDelivery(id));
    await dispatch();
    const { body } = await owner.get(PORTAL_PATHS.webhookDelivery(id));
    expect(body['history']).toMatchObject([
      { number: 2, status: 204, error: null, durationMs: expect.any(Number) },
      { number: 1, status: 204, error: null },
    ]);
  });
});

describe('an address', () => {
  it.each([
    ['https://169.254.169.254/latest/meta-data/', 'webhook-address'],
    ['https://[::ffff:127.0.0.1]/', 'webhook-address'],
    ['http://93.184.215.14/', 'webhook-scheme'],
    ['ftp://93.184.215.14/', 'webhook-url'],
    ['https://nowhere.invalid/', 'webhook-host'],
  ])('that must not be is refused when it is given: %s', async (url, code) => {
    const made = await owner.post(PORTAL_PATHS.webhooks(gateway.propertyId), { url, events: ['payment.updated'] });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ pointer: '/url', code }] } });
  });

  it('is looked at anew at every attempt: nothing goes where it may not go any more', async () => {
    await endpoint();
    await gateway.db.query(`update webhook_endpoint set url = replace(url, '127.0.0.1', '[::1]')`);
    await pay();
    await dispatch();
    expect(await attempts()).toEqual([{ number: 1, status: null, error: 'address' }]);
    expect(receiver.received).toHaveLength(0);
  });

  it('is one of ten that are on: those that are off take no place, and come back only into a free one', async () => {
    const off = await insertWebhook(gateway, false);
    for (let at = 0; at < 9; at += 1) await insertWebhook(gateway);
    const tenth = await endpoint();
    const full = { status: 422, body: { errors: [{ pointer: '/url', code: 'webhook-limit' }] } };
    expect(await owner.post(PORTAL_PATHS.webhooks(gateway.propertyId), { url: receiver.url, events: ['payment.updated'] })).toMatchObject(full);
    expect(await owner.post(PORTAL_PATHS.enableWebhook(off))).toMatchObject(full);
    await owner.post(PORTAL_PATHS.disableWebhook(tenth.webhook.id));
    expect((await owner.post(PORTAL_PATHS.enableWebhook(off))).status).toBe(200);
  });
});
