import { PORTAL_PATHS, PORTAL_ROUTES, PROBLEMS, type PortalRoute, type ProblemCode } from '@payport/contracts';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInAttempts } from '../src/modules/access/sign-in-attempts.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { auditScenarios } from './scenarios/audit-scenarios.ts';
import { bankFileScenarios } from './scenarios/bank-file-scenarios.ts';
import { bankMappingScenarios } from './scenarios/bank-mapping-scenarios.ts';
import { reconDeskScenarios } from './scenarios/recon-desk-scenarios.ts';
import { accountScenarios } from './scenarios/account-scenarios.ts';
import { entryScenarios } from './scenarios/entry-scenarios.ts';
import { peopleScenarios } from './scenarios/people-scenarios.ts';
import { propertyScenarios } from './scenarios/property-scenarios.ts';
import { get, post, type Bench, type Call, type Scenario } from './scenarios/scenario.ts';
import { queueScenarios } from './scenarios/queue-scenarios.ts';
import { contradictionScenarios } from './scenarios/contradiction-scenarios.ts';
import { giveBackScenarios } from './scenarios/give-back-scenarios.ts';
import { searchScenarios } from './scenarios/search-scenarios.ts';
import { resolutionScenarios } from './scenarios/resolution-scenarios.ts';
import { terminalScenarios } from './scenarios/terminal-scenarios.ts';
import { viewScenarios } from './scenarios/view-scenarios.ts';
import { webhookScenarios } from './scenarios/webhook-scenarios.ts';
import { addPerson, PASSWORD, PortalVisitor, type Person } from './portal-visitor.ts';
import { staleOwner, withFactor, withoutFactor } from './second-factor-people.ts';

let gateway: GatewayHarness;
let person: Person;
let visitor: PortalVisitor;
let auditor: PortalVisitor;
let finance: PortalVisitor;
let support: PortalVisitor;
let unfactored: PortalVisitor;
let stale: PortalVisitor;
let approvedId: string;
let unknownId: string;
let terminalId: string;
let settlementId: string;
let alarmId: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  const payingTerminal = await gateway.addTerminal();
  terminalId = await gateway.addTerminal({ name: 'Ресторан', tid: '00459993' });
  gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
  approvedId = String((await gateway.pay({ terminalId: payingTerminal })).body['id']);
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  unknownId = String((await gateway.pay({ terminalId: payingTerminal, amount: '7.00' })).body['id']);
  const settled = await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, {
    'idempotency-key': randomUUID(),
    prefer: 'wait=20',
  });
  settlementId = String(settled.body['id']);
  alarmId = randomUUID();
  await gateway.db.query(
    `insert into alarm (id, property_id, terminal_id, kind, severity, since, text) values ($1, $2, $3, 'settlement_missed', 'warning', now(), '{"ru": "т", "en": "t"}')`,
    [alarmId, gateway.propertyId, terminalId],
  );
  person = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
  visitor = await PortalVisitor.signedIn(gateway, person);
  auditor = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'auditor' }));
  support = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'support' }));
  unfactored = await withoutFactor(gateway);
  stale = await staleOwner(gateway);
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
});
afterAll(() => gateway.close());

const nobody = (): PortalVisitor => new PortalVisitor(gateway);
const command =
  (body: unknown, id = terminalId): Call =>
  (who) =>
    who.post(PORTAL_PATHS.terminalCommands(id), body);
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
const closed = (call: Call): Record<string, Scenario> => ({
  unauthorized: () => call(nobody()),
  'second-factor-needed': () => call(unfactored),
  ...broken(() => call(visitor)),
});

const bench: Bench = {
  gateway: () => gateway,
  visitor: () => visitor,
  auditor: () => auditor,
  finance: () => finance,
  support: () => support,
  unfactored: () => unfactored,
  stale: () => stale,
  nobody,
  broken,
  posted,
};

const SCENARIOS: Record<string, Record<string, Scenario>> = {
  ...accountScenarios(bench),
  ...auditScenarios(bench),
  ...bankFileScenarios(bench),
  ...bankMappingScenarios(bench),
  ...reconDeskScenarios(bench),
  ...entryScenarios(bench),
  ...peopleScenarios(bench),
  ...propertyScenarios(bench),
  ...webhookScenarios(bench),
  ...resolutionScenarios(bench),
  ...queueScenarios(bench),
  ...viewScenarios(bench),
  ...searchScenarios(bench),
  ...contradictionScenarios(bench),
  ...giveBackScenarios(bench),
  ...terminalScenarios(bench, () => terminalId),
  about: { 200: () => get(PORTAL_PATHS.about)(nobody()), ...broken(() => get(PORTAL_PATHS.about)(nobody())) },
  signIn: {
    200: () => signIn(nobody(), { body: credentials() }),
    unauthorized: () => signIn(nobody(), { body: { ...credentials(), password: 'wrong password' } }),
    'second-factor-required': async () => signIn(nobody(), { body: { email: (await withFactor(gateway)).person.email, password: PASSWORD } }),
    'second-factor-wrong': async () =>
      signIn(nobody(), { body: { email: (await withFactor(gateway)).person.email, password: PASSWORD, code: '00000-00000' } }),
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
  session: {
    200: () => get(PORTAL_PATHS.session)(visitor),
    unauthorized: () => get(PORTAL_PATHS.session)(nobody()),
    ...broken(() => get(PORTAL_PATHS.session)(visitor)),
  },
  live: {
    200: () => get(`${PORTAL_PATHS.live}?once=true`)(visitor),
    ...closed(get(PORTAL_PATHS.live)),
    forbidden: async () => get(PORTAL_PATHS.live)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'validation-failed': () => get(`${PORTAL_PATHS.live}?once=maybe`)(visitor),
  },
  overview: {
    200: () => get(PORTAL_PATHS.overview)(visitor),
    ...closed(get(PORTAL_PATHS.overview)),
    forbidden: async () => get(PORTAL_PATHS.overview)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.overview}?property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.overview}?property=x`)(visitor),
  },
  waitingForMe: {
    200: () => get(PORTAL_PATHS.waitingForMe)(visitor),
    ...closed(get(PORTAL_PATHS.waitingForMe)),
    forbidden: async () => get(PORTAL_PATHS.waitingForMe)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
  },
  waitingRefunds: {
    200: () => get(`${PORTAL_PATHS.waitingRefunds}?whose=me`)(visitor),
    ...closed(get(PORTAL_PATHS.waitingRefunds)),
    forbidden: async () => get(PORTAL_PATHS.waitingRefunds)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.waitingRefunds}?property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.waitingRefunds}?cursor=nonsense`)(visitor),
  },
  listPayments: {
    200: () => get(`${PORTAL_PATHS.payments}?limit=1`)(visitor),
    ...closed(get(PORTAL_PATHS.payments)),
    forbidden: async () => get(PORTAL_PATHS.payments)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.payments}?property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.payments}?limit=0`)(visitor),
  },
  exportPayments: {
    200: () => get(`${PORTAL_PATHS.exportPayments}?format=csv`)(visitor),
    ...closed(get(`${PORTAL_PATHS.exportPayments}?format=csv`)),
    forbidden: async () => get(`${PORTAL_PATHS.exportPayments}?format=csv`)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.exportPayments}?format=csv&property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.exportPayments}?format=doc`)(visitor),
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
  commandTerminal: {
    202: async () => command({ kind: 'link_test' }, await gateway.addTerminal())(visitor),
    ...closed((who) => command({ kind: 'link_test' })(who)),
    forbidden: () => command({ kind: 'link_test' })(auditor),
    'not-found': () => post(PORTAL_PATHS.terminalCommands(randomUUID()))(visitor, { body: { kind: 'link_test' } }),
    'terminal-busy': async () => {
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      gateway.terminal.onTestLink = () => gate.then(() => ({ reachable: true, evidence: {} }));
      const id = await gateway.addTerminal();
      const ask = (): Promise<Answer> => post(PORTAL_PATHS.terminalCommands(id))(visitor, { body: { kind: 'link_test' } });
      await ask();
      const answer = await ask();
      open();
      return answer;
    },
    'terminal-disabled': async () => command({ kind: 'totals_report' }, await gateway.addTerminal({ enabled: false }))(visitor),
    'terminal-offline': async () => {
      const id = await gateway.addTerminal();
      await gateway.db.query('update terminal set offline_since = now() where id = $1', [id]);
      return command({ kind: 'totals_report' }, id)(visitor);
    },
    'open-payment': async () => {
      const id = await gateway.addTerminal();
      await gateway.pay({ terminalId: id, amount: '8.00' });
      return command({ kind: 'settlement' }, id)(visitor);
    },
    'operation-not-supported': () => command({ kind: 'reprint' })(visitor),
    'validation-failed': () => command({ kind: 'dance' })(visitor),
    ...posted(
      (who, more) => post(PORTAL_PATHS.terminalCommands(terminalId))(who, more),
      () => visitor,
    ),
  },
  listTerminalCommands: {
    200: () => get(`${PORTAL_PATHS.terminalCommands(terminalId)}?limit=1`)(visitor),
    ...closed((who) => get(PORTAL_PATHS.terminalCommands(terminalId))(who)),
    'not-found': () => get(PORTAL_PATHS.terminalCommands(randomUUID()))(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.terminalCommands(terminalId)}?cursor=nonsense`)(visitor),
  },
  terminalCommand: {
    200: () => get(PORTAL_PATHS.command(settlementId))(visitor),
    ...closed((who) => get(PORTAL_PATHS.command(settlementId))(who)),
    'not-found': () => get(PORTAL_PATHS.command(randomUUID()))(visitor),
  },
  endOfDay: {
    200: () => get(PORTAL_PATHS.settlements)(visitor),
    ...closed(get(PORTAL_PATHS.settlements)),
    forbidden: async () => get(PORTAL_PATHS.settlements)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.settlements}?property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.settlements}?property=nonsense`)(visitor),
  },
  settlement: {
    200: () => get(PORTAL_PATHS.settlement(settlementId))(visitor),
    ...closed((who) => get(PORTAL_PATHS.settlement(settlementId))(who)),
    'not-found': () => get(PORTAL_PATHS.settlement(randomUUID()))(visitor),
  },
  listAlarms: {
    200: () => get(`${PORTAL_PATHS.alarms}?open=true`)(visitor),
    ...closed(get(PORTAL_PATHS.alarms)),
    forbidden: async () => get(PORTAL_PATHS.alarms)(await PortalVisitor.signedIn(gateway, await addPerson(gateway))),
    'not-found': () => get(`${PORTAL_PATHS.alarms}?property=${randomUUID()}`)(visitor),
    'validation-failed': () => get(`${PORTAL_PATHS.alarms}?open=perhaps`)(visitor),
  },
  acknowledgeAlarm: {
    200: () => post(PORTAL_PATHS.acknowledgeAlarm(alarmId))(visitor),
    ...closed((who) => post(PORTAL_PATHS.acknowledgeAlarm(alarmId))(who)),
    forbidden: () => post(PORTAL_PATHS.acknowledgeAlarm(alarmId))(auditor),
    'not-found': () => post(PORTAL_PATHS.acknowledgeAlarm(randomUUID()))(visitor),
    ...posted(
      (who, more) => post(PORTAL_PATHS.acknowledgeAlarm(alarmId))(who, more),
      () => visitor,
    ),
  },
  takeAlarm: {
    200: () => post(PORTAL_PATHS.takeAlarm(alarmId))(visitor),
    ...closed((who) => post(PORTAL_PATHS.takeAlarm(alarmId))(who)),
    forbidden: () => post(PORTAL_PATHS.takeAlarm(alarmId))(auditor),
    'not-found': () => post(PORTAL_PATHS.takeAlarm(randomUUID()))(visitor),
    ...posted(
      (who, more) => post(PORTAL_PATHS.takeAlarm(alarmId))(who, more),
      () => visitor,
    ),
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
    // Eight digits: four of them stand in one random id of a thousand.
    expect(answer.text.replace(/[ -]/g, '')).not.toContain('41111111');
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
