import { PORTAL_ROUTES, UNATTENDED_HEADER } from '@payport/contracts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type * as Forward from './forward.ts';
import { CLOSED_POLICY } from './security-headers.ts';

let forwardToGateway: typeof Forward.forwardToGateway;
let gateway: Server;
let asked: { request: IncomingMessage; body: string }[] = [];

beforeAll(async () => {
  gateway = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push({ request, body });
      response.writeHead(200, {
        'content-type': 'application/json',
        'x-request-id': 'from-gateway',
        'set-cookie': ['a=1; HttpOnly', 'b=2; HttpOnly'],
        server: 'inside',
        'x-powered-by': 'inside',
      });
      response.end('{"data":[]}');
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('GATEWAY_URL', `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`);
  // The settings are read once in a process: another file may have read them already.
  vi.resetModules();
  ({ forwardToGateway } = await import('./forward.ts'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  gateway.close();
});
beforeEach(() => {
  asked = [];
});

const HOST = 'localhost:3000';
const call = (path: string, init: RequestInit = {}) => {
  const request = new Request(`http://${HOST}/api/gateway${path}`, init);
  request.headers.set('host', HOST);
  return forwardToGateway(request);
};
const SIGN_IN = '/portal/v1/auth/sign-in/email';
const sameOrigin = { host: HOST, 'x-forwarded-host': HOST, origin: `http://${HOST}`, 'content-type': 'application/json' };

it('carries query, cookie and language in, and cookies and the request id out', async () => {
  const answer = await call('/portal/v1/payments?q=%D0%B0&limit=1', {
    headers: { cookie: 's=1', 'accept-language': 'en', 'x-forwarded-for': '203.0.113.7', [UNATTENDED_HEADER]: '1' },
  });
  expect(asked[0]?.request.url).toBe('/portal/v1/payments?q=%D0%B0&limit=1');
  expect(asked[0]?.request.headers).toMatchObject({
    cookie: 's=1',
    'accept-language': 'en',
    'x-forwarded-for': '203.0.113.7',
    [UNATTENDED_HEADER]: '1',
  });
  expect(answer.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2; HttpOnly']);
  expect([answer.status, answer.headers.get('x-request-id'), answer.headers.get('cache-control')]).toEqual([200, 'from-gateway', 'no-store']);
  expect(await answer.json()).toEqual({ data: [] });
});

it('tells nothing about what stands behind', async () => {
  const answer = await call('/portal/v1/payments');
  expect([answer.headers.get('server'), answer.headers.get('x-powered-by')]).toEqual([null, null]);
});

it('posts the body of our own page', async () => {
  const answer = await call(SIGN_IN, { method: 'POST', headers: sameOrigin, body: '{"email":"x"}' });
  expect([answer.status, asked[0]?.body]).toEqual([200, '{"email":"x"}']);
});

it('does not post for a foreign page', async () => {
  const answer = await call(SIGN_IN, { method: 'POST', headers: { ...sameOrigin, origin: 'https://evil.example' }, body: '{}' });
  expect([answer.status, asked.length]).toEqual([403, 0]);
});

/** Every change that the contract lets a browser ask for: a new one is tested by itself. */
const CHANGES = PORTAL_ROUTES.filter(({ method, serverOnly }) => method !== 'get' && serverOnly !== true).map(({ method, path }) => ({
  method: method.toUpperCase(),
  path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (/id$/i.test(name) ? '0199c0de-0000-7000-8000-000000000001' : 'x')),
}));

it.each(CHANGES)('$method $path is passed on for our own page only, kept by nobody and framed by nobody', async ({ method, path }) => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: `http://${HOST}.evil.example` },
    { origin: 'http://localhost' },
  ];
  for (const headers of foreign) {
    const refused = await call(path, { method, headers: { ...sameOrigin, ...headers }, body: '{}' });
    expect([refused.status, asked.length], headers.origin).toEqual([403, 0]);
    expect(missing(refused)).toEqual([]);
  }
  const passed = await call(path, { method, headers: sameOrigin, body: '{}' });
  expect([passed.status, asked.length]).toEqual([200, 1]);
  expect(missing(passed)).toEqual([]);
});

const missing = ({ headers }: Response): readonly string[] =>
  Object.entries({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'content-security-policy': CLOSED_POLICY,
  }).flatMap(([name, value]) => (headers.get(name) === value ? [] : [name]));

it('is no open proxy', async () => {
  const answers = await Promise.all(
    ['/sonata/v1/payments', '/health/ready', '//evil.example/portal/v1/session', '/portal/v1/../../health/live'].map((path) => call(path)),
  );
  expect([answers.map((answer) => answer.status), asked.length]).toEqual([[404, 404, 404, 404], 0]);
});

it('takes no large bodies', async () => {
  const answer = await call(SIGN_IN, { method: 'POST', headers: sameOrigin, body: 'x'.repeat(20_000) });
  expect([answer.status, asked.length]).toEqual([413, 0]);
});

it('says that the gateway is away, with a number to tell', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const fetching = vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('fetch failed'));
  const answer = await call('/portal/v1/payments');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'unavailable', instance: answer.headers.get('x-request-id') });
  expect(quiet).toHaveBeenCalledOnce();
  fetching.mockRestore();
  quiet.mockRestore();
});

it('passes a file on as it comes, beyond the limit of other bodies', async () => {
  const bytes = 'ж'.repeat(40_000);
  const path = '/portal/v1/properties/0198a000-0000-7000-8000-000000000001/bank-files?name=a.csv';
  const answer = await call(path, { method: 'POST', headers: { ...sameOrigin, 'content-type': 'application/octet-stream' }, body: bytes });
  expect(answer.status).toBe(200);
  expect([asked[0]?.body, asked[0]?.request.headers['content-type']]).toEqual([bytes, 'application/octet-stream']);
});

it('passes no file on from another site', async () => {
  const path = '/portal/v1/properties/0198a000-0000-7000-8000-000000000001/bank-files?name=a.csv';
  const answer = await call(path, { method: 'POST', headers: { ...sameOrigin, origin: 'https://evil.example' }, body: 'x' });
  expect([answer.status, asked.length]).toEqual([403, 0]);
});

it('passes the live stream on piece by piece, from the place that the page names, and lets go with the page', async () => {
  let push: (text: string) => void = () => undefined;
  let left: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (left = resolve));
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    push = (text) => void response.write(text);
    push(`id: ${String(request.headers['last-event-id'])}\n\n`);
    response.once('close', () => left());
  };
  const ordinary = gateway.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  gateway.removeAllListeners('request').on('request', listener);
  const page = new AbortController();
  try {
    const answer = await call('/portal/v1/live', { headers: { 'last-event-id': '7.8.9' }, signal: page.signal });
    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
    const reader = answer.body!.getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await read()).toBe('id: 7.8.9\n\n');
    // Nothing but this is there to be read: it has not waited for more.
    push('event: beat\n\n');
    expect(await read()).toBe('event: beat\n\n');
    page.abort();
    await gone;
  } finally {
    gateway.removeAllListeners('request');
    for (const each of ordinary) gateway.on('request', each);
  }
});

it.each([
  ['a file for as long as the browser takes it', 'attachment; filename="x.csv"', 'first, last'],
  ['an answer that is none in time no longer', undefined, null],
])('passes on %s', async (_what, disposition, arrives) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let end: () => void = () => undefined;
  const ordinary = gateway.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  gateway.removeAllListeners('request').on('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/csv', ...(disposition !== undefined && { 'content-disposition': disposition }) });
    response.write('first, ');
    end = () => response.end('last');
  });
  try {
    const answer = await call('/portal/v1/audit/export');
    await vi.advanceTimersByTimeAsync(3 * 60 * 60_000);
    end();
    expect(await answer.text().catch(() => null)).toBe(arrives);
  } finally {
    vi.useRealTimers();
    gateway.removeAllListeners('request');
    for (const each of ordinary) gateway.on('request', each);
  }
});
