import { PORTAL_PATHS, PORTAL_ROUTES, PROBLEMS, type PortalRoute, type ProblemCode } from '@payport/contracts';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInAttempts } from '../src/modules/access/sign-in-attempts.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PASSWORD, PortalVisitor, type Person } from './portal-visitor.ts';

/** One way to get each answer that the contract promises. A promise without a scenario fails. */
type Scenario = () => Promise<Answer>;
type Call = (who: PortalVisitor, more?: { body?: unknown; headers?: Record<string, string> }) => Promise<Answer>;

let gateway: GatewayHarness;
let person: Person;
let visitor: PortalVisitor;
let auditor: PortalVisitor;
let approvedId: string;
let unknownId: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  const terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
  approvedId = String((await gateway.pay({ terminalId })).body['id']);
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  unknownId = String((await gateway.pay({ terminalId, amount: '7.00' })).body['id']);
  person = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
  visitor = await PortalVisitor.signedIn(gateway, person);
  auditor = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'auditor' }));
});
afterAll(() => gateway.close());

const nobody = (): PortalVisitor => new PortalVisitor(gateway);
const get =
  (path: string): Call =>
  (who, { headers } = {}) =>
    who.get(path, headers);
const post =
  (path: string): Call =>
  (who, { body, headers } = {}) =>
    who.post(path, body, headers);
const signIn = post(`${PORTAL_PATHS.auth}/sign-in/email`);
const signOut = post(`${PORTAL_PATHS.auth}/sign-out`);
const credentials = (): Record<string, string> => ({ email: person.email, password: PASSWORD });

/** The database answers every statement with this for the time of one call. */
async function during(failure: Error, call: () => Promise<Answer>): Promise<Answer> {
  const { pool } = gateway.engine;
  const { query, connect } = pool;
  const fail = (): Promise<never> => Promise.reject(failure);
  Object.assign(pool, { query: fail, connect: fail });
  try {
    return await call();
  } finally {
    Object.assign(pool, { query, connect });
  }
}

const broken = (call: () => Promise<Answer>): Record<string, Scenario> => ({
  unavailable: () => during(Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' }), call),
  'internal-error': () => during(new TypeError('a bug of ours with 4111 1111 1111 1111'), call),
});
const posted = (call: Call, who: () => PortalVisitor): Record<string, Scenario> => ({
  'malformed-json': () => call(who(), { body: '{"email":' }),
  'payload-too-large': () => call(who(), { body: { email: 'x'.repeat(300_000) } }),
  'unsupported-media-type': () => call(who(), { body: '<a/>', headers: { 'content-type': 'application/xml' } }),
});
const elsewhere = { headers: { origin: 'https://evil.example' } };
const closed = (call: Call): Record<string, Scenario> => ({ unauthorized: () => call(nobody()), ...broken(() => call(visitor)) });

const SCENARIOS: Record<string, Record<string, Scenario>> = {
  about: { 200: () => get(PORTAL_PATHS.about)(nobody()), ...broken(() => get(PORTAL_PATHS.about)(nobody())) },
  signIn: {
    200: () => signIn(nobody(), { body: credentials() }),
    unauthorized: () => signIn(nobody(), { body: { ...credentials(), password: 'wrong password' } }),
    forbidden: () => signIn(nobody(), { body: credentials(), ...elsewhere }),
    'validation-failed': () => signIn(nobody(), { body: { email: person.email } }),
    'rate-limited': async () => {
      const email = `${randomUUID()}@grand.example`;
      const attempts = new SignInAttempts(gateway.engine.pool, Date);
      for (let i = 0; i < 10; i += 1) await attempts.take({ email, address: null });
      return signIn(nobody(), { body: { email, password: PASSWORD } });
    },
    ...posted(signIn, nobody),
    ...broken(() => signIn(nobody(), { body: credentials() })),
  },
  signOut: {
    204: () => signOut(nobody()),
    forbidden: () => signOut(visitor, elsewhere),
    ...posted(signOut, nobody),
    ...broken(() => signOut(visitor)),
  },
  session: { 200: () => get(PORTAL_PATHS.session)(visitor), ...closed(get(PORTAL_PATHS.session)) },
  listPayments: {
    200: () => get(`${PORTAL_PATHS.payments}?limit=1`)(visitor),
    ...closed(get(PORTAL_PATHS.payments)),
    forbidden: async () => get(PORTAL_PATHS.payments)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.payments}?property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.payments}?limit=0`)(visitor),
  },
  payment: {
    200: () => get(PORTAL_PATHS.payment(approvedId))(visitor),
    ...closed((who) => get(PORTAL_PATHS.payment(approvedId))(who)),
    'not-found': () => get(PORTAL_PATHS.payment(randomUUID()))(visitor),
  },
  slip: {
    200: () => get(PORTAL_PATHS.slip(approvedId))(visitor),
    ...closed((who) => get(PORTAL_PATHS.slip(approvedId))(who)),
    'not-found': () => get(PORTAL_PATHS.slip('nonsense'))(visitor),
    'no-slip': () => get(PORTAL_PATHS.slip(unknownId))(visitor),
  },
  askAgain: {
    202: () => post(PORTAL_PATHS.askAgain(unknownId))(visitor),
    ...closed((who) => post(PORTAL_PATHS.askAgain(unknownId))(who)),
    forbidden: () => post(PORTAL_PATHS.askAgain(unknownId))(auditor),
    'not-found': () => post(PORTAL_PATHS.askAgain(randomUUID()))(visitor),
    'not-unknown': () => post(PORTAL_PATHS.askAgain(approvedId))(visitor),
    ...posted(
      (who, more) => post(PORTAL_PATHS.askAgain(unknownId))(who, more),
      () => visitor,
    ),
  },
};

/** The answers that the contract gives each route: success by status, refusals by code. */
const promises = PORTAL_ROUTES.flatMap((route) => [...Object.keys(route.answers), ...route.problems].map((answer) => ({ route, answer })));

describe('every answer of the portal API that the contract names', () => {
  it('has a way to get it, and none is left over', () => {
    const scripted = Object.entries(SCENARIOS).flatMap(([id, answers]) => Object.keys(answers).map((answer) => `${id} ${answer}`));
    expect([...scripted].sort()).toEqual(promises.map(({ route, answer }) => `${route.operationId} ${answer}`).sort());
  });

  it.each(promises.map(({ route, answer }) => [route.operationId, answer, route] as const))('%s: %s', async (id, promised, route) => {
    const answer = await SCENARIOS[id]?.[promised]?.();
    expect(answer).toBeDefined();
    if (!answer) return;
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(answer.text).not.toContain('4111');
    if (promised in PROBLEMS) expectProblem(answer, promised as ProblemCode);
    else expectSuccess(answer, Number(promised), route);
  });
});

function expectProblem(answer: Answer, code: ProblemCode): void {
  expect(answer, answer.text).toMatchObject({
    status: PROBLEMS[code].status,
    body: { code, type: `urn:payport:problem:${code}`, title: PROBLEMS[code].title.en },
  });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  if (code === 'rate-limited' || code === 'unavailable') expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
}

function expectSuccess(answer: Answer, status: number, route: PortalRoute): void {
  expect(answer.status, answer.text).toBe(status);
  const { schema, contentType } = route.answers[status] ?? {};
  if (schema) expect(schema.parse(answer.body)).toEqual(answer.body);
  else if (contentType) expect(answer.headers['content-type']).toBe(contentType);
  else expect(answer.text).toBe('');
}
