import { PROBLEMS, SONATA_ROUTES, type ProblemCode, type SonataRoute } from '@payport/contracts';
import { approveAtOnce, closed, scriptedDecline } from '@payport/testing';
import type { TerminalDriver } from '@payport/terminals-core';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, insertKey, insertProperty, type Answer } from './gateway-harness.ts';
import { shutGate, type Gate } from './gate.ts';
import { followUpScenarios } from './scenarios/follow-up-scenarios.ts';
import type { Scenario } from './scenarios/scenario.ts';

let gateway: GatewayHarness;
let terminalId: string;
let gate: Gate;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAtOnce;
  gateway.terminal.operations = ['sale', 'refund', 'void', 'settlement', 'cancel', 'status_query'];
  gateway.terminal.onSettle = () => Promise.resolve(closed());
  gate = shutGate();
});

const bodyOf = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({ terminalId, amount: '1500.00', currency: 'RUB', ...changes });
const folio = (): Record<string, unknown> => ({ reservation: { confirmationNumber: `RMS${randomUUID()}` } });
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('POST', '/sonata/v1/payments', body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });
const withKey = async (scopes: readonly string[]): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await insertKey(gateway.db, gateway.propertyId, scopes)}`,
});
const approved = async (changes: Record<string, unknown> = {}): Promise<string> =>
  String((await post(bodyOf({ ...folio(), ...changes }))).body['id']);
/** A payment that stays on the device until the gate opens. */
async function running(changes: Record<string, unknown> = {}): Promise<string> {
  gateway.terminal.onOrder = async (order, session) => {
    await gate.opened;
    return approveAtOnce(order, session);
  };
  return String((await post(bodyOf({ ...folio(), ...changes }), { prefer: '' })).body['id']);
}
/** Lets what runs end, so that the next scenario starts on quiet terminals. */
async function thenOpen(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer;
  gate.open();
  return got;
}
/** Something between us and the database broke: the pool refuses for the time of one call. */
async function withoutDatabase(call: () => Promise<Answer>): Promise<Answer> {
  const { pool } = gateway.engine;
  const query = pool.query.bind(pool);
  const away = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  pool.query = () => Promise.reject(away);
  try {
    return await call();
  } finally {
    pool.query = query;
  }
}
async function withBug(call: () => Promise<Answer>): Promise<Answer> {
  const { payments } = gateway.engine;
  const find = payments.find.bind(payments);
  const list = payments.list.bind(payments);
  const start = payments.start.bind(payments);
  const bug = (): never => {
    throw new TypeError('a bug of ours with 4111 1111 1111 1111');
  };
  const { commands, pool } = gateway.engine;
  const { start: command, settlement } = commands;
  const query = pool.query.bind(pool);
  Object.assign(payments, { find: bug, list: bug, start: bug });
  Object.assign(commands, { start: bug, settlement: bug });
  pool.query = ((statement: { name?: string } | string, ...rest: unknown[]) =>
    typeof statement === 'string' && statement.includes('from settlement')
      ? bug()
      : (query as (...all: unknown[]) => unknown)(statement, ...rest)) as typeof pool.query;
  try {
    return await call();
  } finally {
    pool.query = query;
    Object.assign(payments, { find, list, start });
    Object.assign(commands, { start: command, settlement });
  }
}

const settle = (body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });
/** What this device cannot do does not exist on its driver. */
const saleOnly = ({ sale, recover, testLink }: TerminalDriver): TerminalDriver => ({ sale, recover, testLink });
const anyId = (): string => randomUUID();
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => gateway.call('GET', `/sonata/v1${path}`, undefined, headers);

/** What every route answers the same way, by a call that would else succeed or find nothing. */
const common = (call: (headers: Record<string, string>) => Promise<Answer>): Record<string, Scenario> => ({
  unauthorized: () => call({ authorization: 'Bearer ppk_wrong' }),
  forbidden: async () => call(await withKey([])),
  'rate-limited': async () => {
    // Wrong keys from one address, until it has to wait.
    for (;;) {
      const answer = await call({ authorization: 'Bearer ppk_wrong', 'x-forwarded-for': '203.0.113.99' });
      if (answer.status !== 401) return answer;
    }
  },
  unavailable: () => withoutDatabase(() => call({})),
});

/** What Sonata decides about a held payment. */
function decision(what: 'confirm' | 'rollback', body: unknown, wrong: unknown): Record<string, Scenario> {
  const call = (id: string, sent: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    gateway.call('POST', `/sonata/v1/payments/${id}/${what}`, sent, headers);
  const held = (): Promise<string> => {
    gateway.terminal.operations = ['sale', 'two_phase'];
    return approved({ confirmation: 'pms' });
  };
  return {
    ...common((headers) => call(anyId(), body, headers)),
    200: async () => call(await held(), body),
    'malformed-json': async () => call(await held(), '{'),
    'not-found': () => call(anyId(), body),
    'payload-too-large': async () => call(await held(), { reason: 'x'.repeat(300_000) }),
    'unsupported-media-type': async () => call(await held(), 'reason', { 'content-type': 'text/plain' }),
    'not-held': async () => call(await approved(), body),
    'validation-failed': async () => call(await held(), wrong),
    'internal-error': () => withBug(() => call(anyId(), body)),
  };
}

const SCENARIOS: Record<string, Record<string, Scenario>> = {
  listTerminals: {
    ...common((headers) => get('/terminals', headers)),
    200: () => get('/terminals?workstation=RECEPTION-1'),
    'validation-failed': () => get(`/terminals?workstation=${'x'.repeat(300)}`),
    'internal-error': async () => {
      await gateway.db.query(`update terminal set driver = 'gone' where id = $1`, [terminalId]);
      const load = gateway.loadDriver;
      gateway.loadDriver = (id) => (id === 'gone' ? Promise.resolve(null) : load(id));
      const answer = await get('/terminals');
      await gateway.db.query(`update terminal set driver = 'sberbank' where id = $1`, [terminalId]);
      return answer;
    },
  },
  createPayment: {
    ...common((headers) => post(bodyOf(folio()), headers)),
    201: () => post(bodyOf(folio())),
    200: async () => {
      const key = { 'idempotency-key': randomUUID() };
      const body = bodyOf(folio());
      await post(body, key);
      return post(body, key);
    },
    'internal-error': () => withBug(() => post(bodyOf())),
    'malformed-json': () => post('{"terminalId":'),
    'idempotency-key-missing': () => gateway.call('POST', '/sonata/v1/payments', bodyOf()),
    'terminal-not-found': () => post(bodyOf({ terminalId: anyId() })),
    'not-found': () => post(bodyOf({ amount: '-1.00', original: { paymentId: anyId() } })),
    'payload-too-large': () => post({ comment: 'x'.repeat(300_000) }),
    'unsupported-media-type': () => post(JSON.stringify(bodyOf()), { 'content-type': 'application/xml' }),
    'terminal-busy': async () => {
      await running();
      return thenOpen(post(bodyOf(folio())));
    },
    'terminal-disabled': async () => {
      await gateway.db.query('update terminal set enabled = false where id = $1', [terminalId]);
      return post(bodyOf());
    },
    'terminal-offline': async () => {
      await gateway.db.query('update terminal set offline_since = now() where id = $1', [terminalId]);
      const answer = await post(bodyOf());
      await gateway.db.query('update terminal set offline_since = null where id = $1', [terminalId]);
      return answer;
    },
    'open-payment': async () => {
      const same = folio();
      await running(same);
      terminalId = await gateway.addTerminal();
      return thenOpen(post(bodyOf({ ...same, amount: '7.00' })));
    },
    'possible-duplicate': async () => {
      const same = folio();
      await approved(same);
      return post(bodyOf(same));
    },
    'original-ambiguous': async () => {
      const same = folio();
      await approved(same);
      await approved({ ...same, amount: '1600.00' });
      return post(bodyOf({ ...same, amount: '-100.00' }));
    },
    'original-not-refundable': async () => {
      gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
      return post(bodyOf({ amount: '-1.00', original: { paymentId: await approved() } }));
    },
    'validation-failed': () => post(bodyOf({ terminalId: 'nonsense' })),
    'invalid-amount': () => post(bodyOf({ amount: 1500 })),
    'currency-not-accepted': () => post(bodyOf({ currency: 'USD' })),
    'operation-not-supported': () => post(bodyOf({ kind: 'preauthorization' })),
    'two-phase-not-supported': () => post(bodyOf({ confirmation: 'pms' })),
    'idempotency-key-reused': async () => {
      const key = { 'idempotency-key': randomUUID() };
      await post(bodyOf(folio()), key);
      return post(bodyOf({ amount: '1.00' }), key);
    },
    'refund-exceeds-original': async () => post(bodyOf({ amount: '-1500.01', original: { paymentId: await approved() } })),
  },
  listPayments: {
    ...common((headers) => get('/payments', headers)),
    200: () => get('/payments?limit=5'),
    'validation-failed': () => get('/payments?limit=0'),
    'internal-error': () => withBug(() => get('/payments')),
  },
  getPayment: {
    ...common((headers) => get(`/payments/${anyId()}`, headers)),
    200: async () => get(`/payments/${await approved()}`),
    304: async () => {
      const path = `/payments/${await approved()}`;
      const seen = await get(path);
      return get(path, { 'if-none-match': String(seen.headers['etag']) });
    },
    'not-found': async () => {
      const other = await insertProperty(gateway.db, 'Балтика');
      const key = await insertKey(gateway.db, other, ['payments:read']);
      return get(`/payments/${await approved()}`, { authorization: `Bearer ${key}` });
    },
    'internal-error': () => withBug(() => get(`/payments/${anyId()}`)),
  },
  cancelPayment: {
    ...common((headers) => gateway.call('POST', `/sonata/v1/payments/${anyId()}/cancel`, undefined, headers)),
    202: async () => {
      const id = await running();
      return thenOpen(gateway.call('POST', `/sonata/v1/payments/${id}/cancel`));
    },
    'not-found': () => gateway.call('POST', `/sonata/v1/payments/${anyId()}/cancel`),
    'not-cancellable': async () => gateway.call('POST', `/sonata/v1/payments/${await approved()}/cancel`),
    'operation-not-supported': async () => {
      gateway.terminal.operations = ['sale'];
      const id = await running();
      return thenOpen(gateway.call('POST', `/sonata/v1/payments/${id}/cancel`));
    },
    'internal-error': () => withBug(() => gateway.call('POST', `/sonata/v1/payments/${anyId()}/cancel`)),
  },
  confirmPayment: decision('confirm', { postingNumber: 'F-1' }, { postingNumber: ' ' }),
  rollbackPayment: decision('rollback', { reason: 'not posted' }, { reason: '' }),
  streamPayment: {
    ...common((headers) => get(`/payments/${anyId()}/events`, headers)),
    200: async () => get(`/payments/${await approved()}/events`),
    'not-found': () => get('/payments/nonsense/events'),
    'internal-error': () => withBug(() => get(`/payments/${anyId()}/events`)),
  },
  getSlip: {
    ...common((headers) => get(`/payments/${anyId()}/slip`, headers)),
    200: async () => get(`/payments/${await approved()}/slip`),
    'not-found': () => get(`/payments/${anyId()}/slip`),
    'no-slip': async () => {
      gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
      return get(`/payments/${await approved()}/slip`);
    },
    'internal-error': () => withBug(() => get(`/payments/${anyId()}/slip`)),
  },
  ...followUpScenarios({ gateway: () => gateway, terminalId: () => terminalId, approved, running, thenOpen, common, withBug }),
  createSettlement: {
    ...common((headers) => settle(undefined, headers)),
    201: () => settle(),
    200: async () => {
      const key = { 'idempotency-key': randomUUID() };
      await settle(undefined, key);
      return settle(undefined, key);
    },
    'internal-error': () => withBug(() => settle()),
    'malformed-json': () => settle('{"acknowledge":'),
    'idempotency-key-missing': () => gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`),
    'terminal-not-found': () => {
      terminalId = anyId();
      return settle();
    },
    'payload-too-large': () => settle({ comment: 'x'.repeat(300_000) }),
    'unsupported-media-type': () => settle('<a/>', { 'content-type': 'application/xml' }),
    'terminal-busy': async () => {
      await running();
      return thenOpen(settle());
    },
    'terminal-disabled': async () => {
      await gateway.db.query('update terminal set enabled = false where id = $1', [terminalId]);
      return settle();
    },
    'terminal-offline': async () => {
      await gateway.db.query('update terminal set offline_since = now() where id = $1', [terminalId]);
      const answer = await settle();
      await gateway.db.query('update terminal set offline_since = null where id = $1', [terminalId]);
      return answer;
    },
    'open-payment': async () => {
      gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
      await post(bodyOf(folio()));
      return settle();
    },
    'validation-failed': () => settle({ acknowledge: { openPayment: 'nonsense' } }),
    'operation-not-supported': async () => {
      await gateway.db.query(`update terminal set driver = 'sale-only' where id = $1`, [terminalId]);
      const load = gateway.loadDriver;
      gateway.loadDriver = async (id) => {
        const definition = await load(id);
        return id === 'sale-only' && definition ? { ...definition, create: (settings, io) => saleOnly(definition.create(settings, io)) } : definition;
      };
      return settle().finally(() => (gateway.loadDriver = load));
    },
    'idempotency-key-reused': async () => {
      const key = { 'idempotency-key': randomUUID() };
      await post(bodyOf(folio()), key);
      return settle(undefined, key);
    },
  },
  getSettlement: {
    ...common((headers) => get(`/settlements/${anyId()}`, headers)),
    200: async () => get(`/settlements/${String((await settle()).body['id'])}`),
    'not-found': async () => {
      const other = await insertProperty(gateway.db, 'Балтика');
      const key = await insertKey(gateway.db, other, ['payments:read']);
      return get(`/settlements/${String((await settle()).body['id'])}`, { authorization: `Bearer ${key}` });
    },
    'internal-error': () => withBug(() => get(`/settlements/${anyId()}`)),
  },
  listSettlements: {
    ...common((headers) => get('/settlements', headers)),
    200: () => get('/settlements?limit=5'),
    'validation-failed': () => get('/settlements?limit=0'),
    'internal-error': () => withBug(() => get('/settlements')),
  },
};

const promises = (route: SonataRoute): string[] => [...Object.keys(route.answers), ...new Set(route.problems)];

describe.each(SONATA_ROUTES.map((route) => [route.operationId, route] as const))('%s', (operationId, route) => {
  it.each(promises(route))('answers %s as documented', async (promise) => {
    const scenario = SCENARIOS[operationId]?.[promise];
    expect(scenario, `no scenario for ${operationId} ${promise}`).toBeDefined();
    const answer = await scenario!();
    gate.open();
    const expected = /^\d+$/.test(promise) ? Number(promise) : PROBLEMS[promise as ProblemCode].status;
    expect(answer.status, answer.text).toBe(expected);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-request-id']).toMatch(/^[\w.:-]+$/);
    if (expected >= 400) {
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({
        code: promise,
        status: expected,
        type: `urn:payport:problem:${promise}`,
        instance: answer.headers['x-request-id'],
      });
      // Eight digits: four of them stand in one random id of a thousand.
      expect(answer.text.replace(/[ -]/g, '')).not.toContain('41111111');
    }
    if (expected === 503) expect(answer.headers['retry-after']).toBe('5');
    if (expected === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});
