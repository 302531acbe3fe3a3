import { PORTAL_ROUTES, SONATA_ROUTES } from '@payport/contracts';
import { approveAtOnce } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PASSWORD, PortalVisitor, setCookies } from './portal-visitor.ts';
import { registeredRoutes } from './registered-routes.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

let gateway: GatewayHarness;
let owner: PortalVisitor;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
});
afterAll(() => gateway.close());

/** Every route that a controller has registered, with a made-up id in its place: a new one is here by itself. */
const routes = (): readonly (readonly [Method, string])[] =>
  registeredRoutes(gateway.app).map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return [method as Method, path.replace('{id}', randomUUID()).replaceAll(/\{\w+\}/g, 'x')] as const;
  });
const portalRoutes = (): ReturnType<typeof routes> => routes().filter(([, path]) => path.startsWith('/portal/'));

/** What an answer lacks, in words; empty where it lacks nothing. */
function lacks({ headers }: Answer): readonly string[] {
  const wanted: Readonly<Record<string, RegExp>> = {
    'cache-control': /^no-store(?:,|$)/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^no-referrer$/,
    'content-security-policy': /^default-src 'none'; frame-ancestors 'none'$/,
    'x-powered-by': /^$/,
    server: /^$/,
  };
  return Object.entries(wanted)
    .filter(([name, value]) => !value.test(String(headers[name] ?? '')))
    .map(([name]) => `${name}: ${headers[name] ?? 'missing'}`);
}

/** Over a real connection, which is given up after the headers: a stream has no end. */
async function headersOf(path: string, headers: Record<string, string>): Promise<Answer> {
  const server = gateway.app.getHttpServer();
  if (!server.listening) await gateway.app.listen(0, '127.0.0.1');
  const { port } = server.address() as { port: number };
  const given = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: given.signal });
  given.abort();
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: {}, text: '', bytes: Buffer.alloc(0) };
}

async function faults(calls: readonly (readonly [Method, string])[], call: (method: Method, path: string) => Promise<Answer>): Promise<string[]> {
  const found: string[] = [];
  for (const [method, path] of calls) {
    const answer = await call(method, path);
    for (const fault of lacks(answer)) found.push(`${method} ${path} (${answer.status}) ${fault}`);
  }
  return found;
}

describe('every answer is kept by nobody, guessed at by nobody and framed by nobody', () => {
  it('of every registered route, to who has no key and no session', async () => {
    expect(routes().length).toBeGreaterThan(100);
    expect(await faults(routes(), (method, path) => gateway.call(method, path, undefined, { authorization: '' }))).toEqual([]);
  });

  it('of every page of the portal’s API, to an owner', async () => {
    const looking = portalRoutes()
      .filter(([method]) => method === 'GET')
      .map(([method, path]) => [method, path.replace(/(\/properties\/)[^/]+/, `$1${gateway.propertyId}`)] as const);
    expect(await faults(looking, (_method, path) => headersOf(path, { cookie: owner.cookie ?? '' }))).toEqual([]);
  });

  it('of a stream of events, which the framework does not answer', async () => {
    gateway.terminal.onOrder = approveAtOnce;
    const { id } = (await gateway.pay({ terminalId: await gateway.addTerminal() })).body;
    const answer = await headersOf(`/sonata/v1/payments/${String(id)}/events`, { authorization: `Bearer ${gateway.key}` });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(lacks(answer)).toEqual([]);
  });

  it.each([
    ['GET', '/sonata/v1/payments/%e0%a4', undefined, 404],
    ['GET', '/nowhere', undefined, 404],
    ['GET', '/portal/v1/nowhere', undefined, 404],
    ['GET', '/portal/v1/payments/%zz', undefined, 404],
    ['GET', `/portal/v1/payments/${'9'.repeat(300)}`, undefined, 404],
    ['DELETE', '/portal/v1/session', undefined, 404],
    ['POST', '/portal/v1/search', '{"q":', 400],
    ['POST', '/portal/v1/search', 'x'.repeat(300 * 1024), 413],
    ['POST', '/portal/v1/search', Buffer.from('x'), 415],
  ] as const)('of an error: %s %s, %#', async (method, path, body, status) => {
    const answer = await gateway.call(method, path, body, { authorization: '', cookie: owner.cookie ?? '', origin: 'http://localhost:3000' });
    expect(answer.status).toBe(status);
    expect(lacks(answer)).toEqual([]);
    // A problem in our own words: the framework's would quote the address.
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.text).not.toMatch(/%zz|%e0|9999/);
  });
});

describe('what never became a request', () => {
  it.each([
    ['no HTTP', '\u0016\u0003\u0001 hello\r\n\r\n', 400, 'malformed-json'],
    ['an address that is no text', 'GET /sonata/v1/\u0442 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'malformed-json'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 413, 'payload-too-large'],
  ])('is answered as a problem too, and its connection ends: %s', async (_what, sent, status, code) => {
    const server = gateway.app.getHttpServer();
    if (!server.listening) await gateway.app.listen(0, '127.0.0.1');
    const socket = connect((server.address() as { port: number }).port, '127.0.0.1');
    socket.write(sent); // and does not close its side
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    const headers = Object.fromEntries(
      head
        .split('\r\n')
        .slice(1)
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    );
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(lacks({ status, headers, body: {}, text: '', bytes: Buffer.alloc(0) })).toEqual([]);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(body)).toMatchObject({ type: `urn:payport:problem:${code}`, code, status, instance: headers['x-request-id'] });
  });
});

describe('text that no database can hold', () => {
  it('is refused in every query of every route, and broken nowhere', async () => {
    const found: string[] = [];
    for (const [base, route] of [
      ...SONATA_ROUTES.map((each) => ['/sonata/v1', each] as const),
      ...PORTAL_ROUTES.map((each) => ['/portal/v1', each] as const),
    ]) {
      const path = base + route.path.replace('{id}', gateway.propertyId).replaceAll(/\{\w+\}/g, '2026-01-01');
      for (const name of route.method === 'get' ? Object.keys(route.query?.shape ?? {}) : []) {
        const headers = base === '/sonata/v1' ? {} : { authorization: '', cookie: owner.cookie ?? '' };
        const { status } = await gateway.call('GET', `${path}?${name}=%00`, undefined, headers);
        if (status !== 422 && status !== 404) found.push(`${path}?${name}: ${status}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('is refused in a payment, and leaves its key free', async () => {
    const terminalId = await gateway.addTerminal();
    gateway.terminal.onOrder = approveAtOnce;
    const key = { 'idempotency-key': randomUUID() };
    const body = `{"terminalId":"${terminalId}","amount":"1.00","currency":"RUB","reservation":{"guestName":"\\ud800"}}`;
    expect((await gateway.call('POST', '/sonata/v1/payments', body, key)).status).toBe(422);
    expect((await gateway.call('POST', '/sonata/v1/payments', body.replace('\\ud800', ''), key)).status).toBe(201);
  });
});

describe('routes of the Sonata API', () => {
  it('are those of the contract, and so of the OpenAPI document, and no others', () => {
    const served = registeredRoutes(gateway.app).filter((route) => route.includes(' /sonata/v1/'));
    const written = SONATA_ROUTES.map(({ method, path }) => `${method.toUpperCase()} /sonata/v1${path}`);
    expect(served.toSorted()).toEqual([...written, 'GET /sonata/v1/openapi.json'].toSorted());
  });
});

describe('a change of the portal is refused', () => {
  it.each([
    ['from a page of another site', { origin: 'https://evil.example' }],
    ['from a page that hides where it is', { origin: 'null' }],
    ['from a neighbour under the same domain', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['from a browser that says nothing of where it is', { 'sec-fetch-site': 'cross-site' }],
    ['with a cookie and nothing else', {}],
  ])('%s, at every route', async (_name, headers) => {
    const changing = portalRoutes().filter(([method]) => method !== 'GET');
    expect(changing.length).toBeGreaterThan(40);
    const letIn: string[] = [];
    for (const [method, path] of changing) {
      const answer = await gateway.call(method, path, {}, { authorization: '', cookie: owner.cookie ?? '', ...(headers as Record<string, string>) });
      if (answer.status !== 403 || answer.body['code'] !== 'forbidden' || setCookies(answer).length > 0)
        letIn.push(`${method} ${path}: ${answer.status}`);
    }
    expect(letIn).toEqual([]);
    expect((await owner.get('/portal/v1/session')).status).toBe(200);
  });
});

describe.each([
  ['https://pay.hotel.example', '__Host-payport', true],
  ['http://localhost:3000', 'payport', false],
])('cookies of a portal at %s', (portalUrl, prefix, secure) => {
  it('are out of scripts’ reach, for this host alone, and secure where it is https', async () => {
    const there = await GatewayHarness.start({ config: { portalUrl } });
    try {
      const { email } = await addPerson(there, { [there.propertyId]: 'owner' });
      const visitor = new PortalVisitor(there);
      const entered = await visitor.signIn(email, PASSWORD, { origin: portalUrl });
      const left = await visitor.post('/portal/v1/auth/sign-out', undefined, { origin: portalUrl });
      expect([entered.status, left.status]).toEqual([200, 204]);
      for (const cookie of [entered, left].flatMap(setCookies)) {
        const [name = '', ...attributes] = cookie.split(/; ?/);
        expect(name.startsWith(`${prefix}.`), name).toBe(true);
        expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
        expect(attributes.includes('Secure')).toBe(secure);
        expect(attributes.some((attribute) => attribute.startsWith('Domain'))).toBe(false);
      }
      expect([entered, left].map((answer) => setCookies(answer).length)).toEqual([1, expect.any(Number)]);
    } finally {
      await there.close();
    }
  });
});
