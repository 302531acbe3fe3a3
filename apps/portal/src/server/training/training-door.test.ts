import type { PortalSession, Role } from '@payport/contracts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const KEY = `ppk_${'k'.repeat(49)}`;
const TERMINAL = '0199c0de-0000-7000-8000-000000000001';
const FOREIGN_TERMINAL = '0199c0de-0000-7000-8000-000000000002';
const PAYMENT = '0199c0de-0000-7000-8000-0000000000aa';
const HOST = 'localhost:3000';

type Asked = {
  readonly side: 'gateway' | 'bank';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
let asked: Asked[] = [];
let stream: ServerResponse | undefined;
const servers: Server[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'payport-training-'));
let forwardTraining: (request: Request, propertyId: string) => Promise<Response>;

const membership = (role: Role): PortalSession['properties'][number] => ({
  id: 'grand',
  name: 'Гранд',
  city: null,
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  role,
  terminals: [],
});
const sessionOf = (role: Role, secondFactorNeeded = false): PortalSession => ({
  user: { id: 'u', email: 'e', name: 'n' },
  properties: [membership(role)],
  version: '1',
  demo: true,
  secondFactorNeeded,
});

function answer(side: Asked['side'], { url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const json = (status: number, body: unknown, more: Record<string, string> = {}): void =>
    void response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
  if (url === '/portal/v1/session') {
    const role = /role=(\w+)/.exec(headers.cookie ?? '')?.[1];
    return role === undefined
      ? json(401, { code: 'unauthorized' })
      : json(200, sessionOf(role as Role, headers.cookie?.includes('lacking') === true));
  }
  if (url.endsWith('/events')) {
    stream = response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    return void stream.write('id: 1\nevent: payment\ndata: {}\n\n');
  }
  if (side === 'bank' && url === '/cards') return json(200, [{ brand: 'mir', name: 'MIR', mask: '220070******0184', expiry: '11/29', secret: 'x' }]);
  if (side === 'bank') return json(200, { ...PAD, folder: '/home/hotel/.payport/simulator/terminals/00459991', tid: '00459991' });
  return json(201, { id: PAYMENT }, { location: `/sonata/v1/payments/${PAYMENT}`, server: 'inside', 'idempotent-replayed': 'true', etag: '"1"' });
}

const PAD = {
  online: true,
  state: 'idle',
  order: null,
  screen: { ru: 'а', en: 'a' },
  keys: [],
  waitEndsAt: null,
  resultCode: null,
  manual: false,
  faults: [],
};

async function serve(side: Asked['side']): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      if (url !== '/portal/v1/session') asked.push({ side, method, url, headers, body });
      answer(side, request, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const file = path.join(folder, 'training.json');
  const properties = [
    { id: 'grand', apiKey: KEY, terminals: [{ id: TERMINAL, tid: '00459991', workstation: 'RECEPTION-1' }] },
    { id: 'baltika', apiKey: `${KEY}2`, terminals: [{ id: FOREIGN_TERMINAL, tid: '00471001', workstation: null }] },
  ];
  writeFileSync(file, JSON.stringify({ bank: { url: await serve('bank') }, properties }));
  vi.stubEnv('GATEWAY_URL', await serve('gateway'));
  vi.stubEnv('PORTAL_TRAINING_FILE', file);
  vi.resetModules();
  ({ forwardTraining } = await import('./training-door.ts'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  rmSync(folder, { recursive: true });
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(() => {
  asked = [];
});

interface Visit {
  readonly method?: string;
  readonly role?: Role | null;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly property?: string;
  readonly signal?: AbortSignal;
}

function visit(where: string, { method = 'GET', role = 'support', headers = {}, body, property = 'grand', signal }: Visit = {}): Promise<Response> {
  const init: RequestInit = { method, headers: { host: HOST, ...(role === null ? {} : { cookie: `role=${role}` }), ...headers } };
  if (body !== undefined) init.body = body;
  if (signal) init.signal = signal;
  const request = new Request(`http://${HOST}/api/training/${property}${where}`, init);
  for (const [name, value] of Object.entries({ host: HOST, ...headers })) request.headers.set(name, value);
  if (method !== 'GET' && headers['origin'] === undefined) request.headers.set('origin', `http://${HOST}`);
  return forwardTraining(request, property);
}

describe('who may train', () => {
  it.each(['owner', 'manager', 'finance', 'support'] as const)('a %s of the hotel', async (role) => {
    expect((await visit('/sonata/v1/terminals', { role })).status).toBe(201);
  });

  it.each([
    ['nobody without a session', { role: null }, 401],
    ['no auditor', { role: 'auditor' }, 403],
    ['nobody who lacks a second factor that the hotel asks for', { headers: { cookie: 'role=owner; lacking=1' } }, 403],
    ['nobody of another hotel', { property: 'baltika' }, 404],
    ['nobody at a hotel without training', { property: 'elsewhere' }, 404],
  ] as const)('%s', async (_who, how, status) => {
    for (const where of ['/sonata/v1/payments', `/bank/terminals/${TERMINAL}`, `/sonata/v1/payments/${PAYMENT}/events`])
      expect((await visit(where, how)).status).toBe(status);
    expect((await visit('/sonata/v1/payments', { ...how, method: 'POST', body: '{}' })).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it('no foreign page, whoever is signed in', async () => {
    const foreign = { method: 'POST', body: '{}', headers: { origin: 'https://evil.example' } };
    for (const where of ['/sonata/v1/payments', `/sonata/v1/payments/${PAYMENT}/cancel`, `/bank/terminals/${TERMINAL}/card`])
      expect((await visit(where, foreign)).status).toBe(403);
    expect((await visit(`/bank/terminals/${TERMINAL}/faults`, { method: 'DELETE', headers: foreign.headers })).status).toBe(403);
    expect(asked).toEqual([]);
  });
});

describe('what can be reached', () => {
  it.each([
    ['GET', `/sonata/v1/payments/${PAYMENT}/slip`],
    ['POST', `/sonata/v1/payments/${PAYMENT}`],
    ['POST', `/sonata/v1/payments/${PAYMENT}/refunds`],
    ['POST', `/sonata/v1/terminals/${TERMINAL}/settlements`],
    ['GET', '/sonata/v1/openapi.json'],
    ['GET', '/portal/v1/session'],
    ['GET', '/health/ready'],
    ['GET', '/bank/ledger'],
    ['POST', '/bank/ledger/history'],
    ['GET', '/bank/terminals'],
    ['GET', '/bank/terminals/00459991'],
    ['GET', '/bank/terminals/%2e%2e'],
    ['GET', `/sonata/v1/payments/${PAYMENT}/../../../health/live`],
    ['DELETE', `/sonata/v1/payments/${PAYMENT}`],
  ])('%s %s does not exist', async (method, where) => {
    expect((await visit(where, { method })).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('another hotel’s terminal is none', async () => {
    expect((await visit(`/bank/terminals/${FOREIGN_TERMINAL}`)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('of the query only what the route knows', async () => {
    await visit('/sonata/v1/payments?confirmationNumber=TRN-1&status=approved&cursor=x');
    expect(asked[0]?.url).toBe('/sonata/v1/payments?confirmationNumber=TRN-1');
  });

  it('no large body', async () => {
    expect((await visit('/sonata/v1/payments', { method: 'POST', body: 'x'.repeat(17_000) })).status).toBe(413);
    expect(asked).toEqual([]);
  });
});

describe('the call itself', () => {
  it('carries the order with its headers, and the hotel’s key, to the Sonata API', async () => {
    const headers = { 'idempotency-key': 'k-1', prefer: 'wait=5', 'accept-language': 'ru', authorization: 'Bearer forged' };
    const got = await visit('/sonata/v1/payments', { method: 'POST', body: '{"amount":"1.00"}', headers });
    expect(asked[0]).toMatchObject({ side: 'gateway', method: 'POST', url: '/sonata/v1/payments', body: '{"amount":"1.00"}' });
    expect(asked[0]?.headers).toMatchObject({ 'idempotency-key': 'k-1', prefer: 'wait=5', 'accept-language': 'ru', authorization: `Bearer ${KEY}` });
    expect(asked[0]?.headers.cookie).toBeUndefined();
    expect(got.headers.get('location')).toBe(`/sonata/v1/payments/${PAYMENT}`);
    expect([got.headers.get('idempotent-replayed'), got.headers.get('etag')]).toEqual(['true', '"1"']);
  });

  it('gives the browser neither the key nor what stands behind', async () => {
    const got = await Promise.all([visit('/sonata/v1/terminals'), visit('/bank/cards'), visit(`/bank/terminals/${TERMINAL}`)]);
    const all = (await Promise.all(got.map(async (answered) => JSON.stringify([...answered.headers]) + (await answered.text())))).join('\n');
    expect(all).toContain('220070******0184');
    for (const hidden of ['ppk_', 'authorization', 'inside', 'folder', '.payport', '00459991', 'secret']) expect(all).not.toContain(hidden);
  });

  it('asks the simulated bank for the hotel’s own terminal, without the key', async () => {
    await visit(`/bank/terminals/${TERMINAL}/card`, { method: 'POST', body: '{"action":"cancel"}' });
    expect(asked[0]).toMatchObject({ side: 'bank', method: 'POST', url: '/terminals/00459991/card', body: '{"action":"cancel"}' });
    expect(JSON.stringify(asked[0]?.headers)).not.toContain('ppk_');
  });

  it('streams the stages as they come, and hangs up when the visitor does', async () => {
    const visitor = new AbortController();
    const got = await visit(`/sonata/v1/payments/${PAYMENT}/events`, { signal: visitor.signal, headers: { 'last-event-id': '4' } });
    expect([got.headers.get('content-type'), got.headers.get('cache-control')]).toEqual([
      'text/event-stream; charset=utf-8',
      'no-store, no-transform',
    ]);
    expect(asked[0]?.headers['last-event-id']).toBe('4');
    const first = await got.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toContain('event: payment');
    const closed = new Promise((resolve) => stream?.on('close', resolve));
    visitor.abort();
    await closed;
  });
});
