import {
  LOOKING,
  mayDo,
  PERMISSIONS,
  PORTAL_ROUTES,
  ROLES,
  rolesOfRoute,
  ROUTE_PERMISSIONS,
  ROUTE_STEP_UP,
  type Permission,
  type PortalRoute,
  type Role,
} from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { approveAtOnce, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { grantMembership } from '../src/modules/access/create-user.ts';
import { BANK_FILE_CALLS, BANK_FILE_EXPECTED } from './bank-file-access.ts';
import { ALL_SCOPES, GatewayHarness, insertKey, insertProperty, type Answer } from './gateway-harness.ts';
import { RECON_DESK_CALLS, RECON_DESK_EXPECTED } from './recon-desk-access.ts';
import { PEOPLE_CALLS, PEOPLE_EXPECTED } from './people-access.ts';
import { addPerson, PASSWORD, PortalVisitor, type Person } from './portal-visitor.ts';
import { routesWithAccess } from './registered-routes.ts';
import { letProofAge } from './second-factor-people.ts';
import { viewCalls } from './view-access.ts';
import { WEBHOOK_CALLS } from './webhook-access.ts';

let gateway: GatewayHarness;
let otherProperty: string;
let unknownPayment: string;
let terminalId: string;
let command: string;
let alarm: string;
let person: Person;
let visitor: PortalVisitor;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  otherProperty = await insertProperty(gateway.db, 'Балтика');
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = (order) =>
    Promise.resolve({
      outcome: 'unknown',
      decline: scriptedDecline({ code: 'outcome_unknown' }),
      runEnded: true,
      evidence: { reference: order.reference },
    });
  unknownPayment = String((await gateway.pay({ terminalId })).body['id']);
  await gateway.db.query(`update payment set slip = 'СЛИП' where id = $1`, [unknownPayment]);
  const settled = await gateway.call(
    'POST',
    `/sonata/v1/terminals/${terminalId}/settlements`,
    { acknowledge: { openPayment: unknownPayment } },
    { 'idempotency-key': randomUUID(), prefer: 'wait=20' },
  );
  command = String(settled.body['id']);
  alarm = randomUUID();
  await raiseAlarm();
  person = await addPerson(gateway);
  visitor = await PortalVisitor.signedIn(gateway, person);
});
afterAll(() => gateway.close());

/** Anew, where what another route was asked for has taken it away. */
const raiseAlarm = (): Promise<unknown> =>
  gateway.db.query(
    `insert into alarm (id, property_id, terminal_id, kind, severity, since, text)
     values ($1, $2, $3, 'settlement_missed', 'warning', now(), '{"ru": "т", "en": "t"}') on conflict (id) do nothing`,
    [alarm, gateway.propertyId, terminalId],
  );

/** The person's only membership from here on; it counts from the next request. */
async function become(role: Role | null, propertyId: string): Promise<void> {
  await gateway.db.query('delete from membership where user_id = $1', [person.id]);
  if (role) await grantMembership(gateway.db, { userId: person.id, propertyId: propertyId as PropertyId, role });
}

type Where = 'own' | 'other' | 'none';
/** Status of a route for the person: a role at the payment's property, at another one, or no role at all. */
type Expected = Readonly<Record<Where, (role: Role) => number>>;

/** About oneself, whatever one's roles. */
const always = (status: number): Expected => ({ own: () => status, other: () => status, none: () => status });
const looking: Expected = { own: () => 200, other: () => 404, none: () => 404 };
/** A note of the person's own, wherever they have a role. */
const mine = (status: number): Expected => ({ own: () => status, other: () => status, none: () => 403 });
/** Only these two may change terminals. */
const desk = (role: Role, allowed: number, otherwise = 403): number => (role === 'owner' || role === 'manager' ? allowed : otherwise);
const changing: Expected = { own: (role) => desk(role, 200), other: () => 404, none: () => 404 };
const caring: Expected = { own: (role) => (role === 'auditor' ? 403 : 200), other: () => 404, none: () => 404 };
const deciding: Expected = { own: (role) => (role === 'finance' ? 409 : desk(role, 409)), other: () => 404, none: () => 404 };
const EXPECTED: Readonly<Record<string, Expected>> = {
  session: always(200),
  account: always(200),
  prove: always(204),
  beginSecondFactor: always(201),
  confirmSecondFactor: always(401),
  removeOwnSecondFactor: always(409),
  renewRecoveryCodes: always(409),
  endOwnSession: always(404),
  endOwnSessions: always(200),
  listPayments: { own: () => 200, other: () => 200, none: () => 403 },
  live: { own: () => 200, other: () => 200, none: () => 403 },
  overview: { own: () => 200, other: () => 200, none: () => 403 },
  waitingForMe: { own: () => 200, other: () => 200, none: () => 403 },
  exportPayments: { own: () => 200, other: () => 200, none: () => 403 },
  search: { own: () => 200, other: () => 200, none: () => 403 },
  payment: looking,
  slip: looking,
  paymentTraces: looking,
  dossier: looking,
  commandTerminal: { own: (role) => (role === 'auditor' || role === 'finance' ? 403 : 202), other: () => 404, none: () => 404 },
  listTerminalCommands: looking,
  terminalCommand: looking,
  endOfDay: { own: () => 200, other: () => 200, none: () => 403 },
  settlement: looking,
  listAlarms: { own: () => 200, other: () => 200, none: () => 403 },
  acknowledgeAlarm: { own: (role) => (role === 'auditor' ? 403 : 200), other: () => 404, none: () => 404 },
  takeAlarm: { own: (role) => (role === 'auditor' ? 403 : 200), other: () => 404, none: () => 404 },
  askAgain: { own: (role) => (role === 'auditor' ? 403 : 202), other: () => 404, none: () => 404 },
  queue: { own: () => 200, other: () => 200, none: () => 403 },
  exportQueue: { own: () => 200, other: () => 200, none: () => 403 },
  takePayment: caring,
  releasePayment: caring,
  // Its outcome is unknown: it cannot be put aside.
  finishPayment: { ...caring, own: (role) => (role === 'auditor' ? 403 : 409) },
  // Nothing is to be decided about that payment.
  resolvePayment: deciding,
  confirmResolution: deciding,
  rejectResolution: deciding,
  proposeContradictionRefund: deciding,
  confirmContradictionRefund: deciding,
  rejectContradictionRefund: deciding,
  refunds: { own: () => 200, other: () => 200, none: () => 403 },
  waitingRefunds: { own: () => 200, other: () => 200, none: () => 403 },
  // Nothing of that payment can go back.
  giveBack: { own: (role) => (role === 'auditor' ? 403 : 409), other: () => 404, none: () => 404 },
  confirmGiveBack: deciding,
  rejectGiveBack: { own: (role) => (role === 'auditor' ? 403 : 409), other: () => 404, none: () => 404 },
  listTerminals: { own: () => 200, other: () => 200, none: () => 403 },
  terminal: looking,
  terminalDrivers: { own: () => 200, other: () => 200, none: () => 403 },
  testLink: { own: (role) => desk(role, 200), other: (role) => desk(role, 404), none: () => 403 },
  registerTerminal: { own: (role) => desk(role, 201), other: (role) => desk(role, 404), none: () => 403 },
  changeTerminal: changing,
  enableTerminal: changing,
  disableTerminal: changing,
  // That terminal is in none.
  liftQuarantine: { ...changing, own: (role) => desk(role, 409) },
  ...PEOPLE_EXPECTED,
  ...BANK_FILE_EXPECTED,
  ...RECON_DESK_EXPECTED,
  listViews: mine(200),
  chosenView: mine(200),
  createView: mine(201),
  changeView: mine(200),
  removeView: mine(204),
  setDefaultView: mine(204),
  // Shared with the gateway's hotel.
  shareView: { own: (role) => (role === 'auditor' ? 403 : 200), other: (role) => (role === 'auditor' ? 403 : 404), none: () => 403 },
  webhooks: looking,
  webhook: looking,
  createWebhook: { ...changing, own: (role) => desk(role, 201) },
  enableWebhook: changing,
  disableWebhook: changing,
  testWebhook: { ...changing, own: (role) => desk(role, 201) },
  rotateWebhook: changing,
  webhookDeliveries: looking,
  replayWebhook: changing,
  webhookDelivery: looking,
  replayDelivery: changing,
};

const link = (): Record<string, unknown> => ({ propertyId: gateway.propertyId, driver: 'sberbank', settings: { device: randomUUID() } });
const BODIES: Readonly<Record<string, () => unknown>> = {
  search: () => ({ q: '1500' }),
  prove: () => ({ password: PASSWORD }),
  confirmSecondFactor: () => ({ code: '000000' }),
  endOwnSessions: () => ({ others: true }),
  testLink: link,
  registerTerminal: () => ({ ...link(), name: randomUUID(), tid: randomUUID().slice(0, 8), enabled: false }),
  liftQuarantine: () => ({ reason: 'Проверен' }),
  changeTerminal: () => ({ mid: '684444445555' }),
  commandTerminal: () => ({ kind: 'link_test' }),
  resolvePayment: () => ({ outcome: 'failed', evidence: 'Банк: такой операции не было' }),
  confirmResolution: () => ({ seq: 1 }),
  rejectResolution: () => ({ seq: 1, reason: 'не тот счёт' }),
  proposeContradictionRefund: () => ({ amount: '1.00', reason: 'Банк показал списание' }),
  confirmContradictionRefund: () => ({ seq: 1 }),
  rejectContradictionRefund: () => ({ seq: 1, reason: 'не та сумма' }),
  giveBack: () => ({ amount: '1.00', reasonCode: 'other', reason: 'Гость уехал раньше', key: randomUUID(), alone: true, left: '0.00' }),
  confirmGiveBack: () => ({ seq: 1 }),
  rejectGiveBack: () => ({ seq: 1, reason: 'не та сумма' }),
};

/** What everybody keeps for themselves; nothing of the hotel changes. */
const NOTES: readonly string[] = ['createView', 'changeView', 'removeView', 'setDefaultView'];
/** The stream would go on. */
const QUERIES: Readonly<Record<string, string>> = { exportPayments: '?format=csv', exportQueue: '?format=csv', live: '?once=true' };

const VIEW_CALLS = viewCalls(() => person.id);
const closed = PORTAL_ROUTES.filter((route) => !route.open);
const nameOf = ({ method, path }: Pick<PortalRoute, 'method' | 'path'>): string => `${method.toUpperCase()} ${path}`;
const portalRoutes = () => routesWithAccess(gateway.app).filter(([route]) => route.includes(' /portal/'));
const urlOf = (path: string): string =>
  path.replace(
    '{id}',
    path.includes('/terminals/') ? terminalId : path.includes('/alarms/') ? alarm : /commands|settlements/.test(path) ? command : unknownPayment,
  );
/** As the tables say; `more`: with these members in its body besides. */
const ask = async (who: PortalVisitor, { method, path, operationId }: PortalRoute, more?: object): Promise<Answer> => {
  // Wrong codes are counted; here every role shows one.
  if (operationId === 'confirmSecondFactor') await gateway.db.query('delete from sign_in_attempt');
  if (path.includes('/alarms')) await raiseAlarm();
  // A command before this one may still be on the device.
  if (operationId === 'commandTerminal') await gateway.db.query('delete from device_claim where terminal_id = $1', [terminalId]);
  const { url, body } = (await (
    PEOPLE_CALLS[operationId] ??
    WEBHOOK_CALLS[operationId] ??
    BANK_FILE_CALLS[operationId] ??
    RECON_DESK_CALLS[operationId] ??
    VIEW_CALLS[operationId]
  )?.(gateway)) ?? {
    url: urlOf(path) + (QUERIES[operationId] ?? ''),
    body: BODIES[operationId]?.(),
  };
  return method === 'get' ? who.get(url) : who[method === 'patch' ? 'patch' : 'post'](url, more ? { ...(body as object), ...more } : body);
};

describe('the portal’s routes', () => {
  it('are exactly those of the contract', () => {
    expect(
      portalRoutes()
        .map(([route]) => route)
        .sort(),
    ).toEqual(PORTAL_ROUTES.map(nameOf).sort());
  });

  it.each(PORTAL_ROUTES)('stand in the table of permissions, and let in exactly whom it says: $method $path', (route) => {
    const { operationId, open } = route;
    const access = new Map(portalRoutes()).get(nameOf(route));
    if (open) {
      expect(access, `${operationId} is open by its contract: its handler needs @PortalPublic()`).toBe('public');
      expect(operationId in ROUTE_PERMISSIONS, `${operationId} is open: take it out of ROUTE_PERMISSIONS`).toBe(false);
      return;
    }
    const roles = rolesOfRoute(operationId);
    expect(
      roles,
      `${nameOf(route)}: say who may use it. Add \`${operationId}\` to ROUTE_PERMISSIONS in libs/domain/src/access/permissions.ts.`,
    ).not.toBe(null);
    expect(access, `${operationId}: its handler needs @PortalAccess({ scope, roles })`).toMatchObject({ roles: expect.any(Array) });
    const found = access === undefined || access === 'public' ? [] : access.roles;
    expect([...found].sort(), `${operationId}: @PortalAccess at the handler and ROUTE_PERMISSIONS say different roles`).toEqual(
      [...(roles ?? [])].sort(),
    );
    // About oneself alone there is no hotel to ask for.
    expect(ROUTE_PERMISSIONS[operationId] === 'anybody').toBe(access !== 'public' && access?.scope === 'self');
  });

  it('have no permission for a route that is gone', () => {
    expect(Object.keys(ROUTE_PERMISSIONS).sort()).toEqual(closed.map(({ operationId }) => operationId).sort());
  });

  it.each(Object.keys(PERMISSIONS) as Permission[])('let an auditor read everything and change nothing: %s', (permission) => {
    expect(mayDo('auditor', permission)).toBe(LOOKING.includes(permission));
  });

  it.each(closed.filter(({ operationId }) => rolesOfRoute(operationId)?.includes('auditor') && ROUTE_PERMISSIONS[operationId] !== 'anybody'))(
    'only read where an auditor is let in: $method $path',
    ({ method, operationId }) => {
      // A search is sent in a body, so that guests' names stay out of addresses; it changes nothing. A view is one's own note.
      expect(operationId === 'search' || NOTES.includes(operationId) ? 'get' : method).toBe('get');
    },
  );

  it('have an expectation each, unless they are open', () => {
    expect(Object.keys(EXPECTED).sort(), 'Say in EXPECTED of this file what a new route answers to each role.').toEqual(
      closed.map(({ operationId }) => operationId).sort(),
    );
  });
});

describe.each(closed)('$method $path', (route) => {
  it('is closed to who is not signed in', async () => {
    expect(await ask(new PortalVisitor(gateway), route)).toMatchObject({
      status: 401,
      body: { code: 'unauthorized', detail: 'Sign in to the portal' },
    });
  });

  describe.each(['own', 'other', 'none'] as const)('with a role at: %s', (where) => {
    it.each(where === 'none' ? [ROLES[0]] : ROLES)('as %s', async (role) => {
      await become(where === 'none' ? null : role, where === 'other' ? otherProperty : gateway.propertyId);
      const answer = await ask(visitor, route);
      expect(answer.status, answer.text).toBe(EXPECTED[route.operationId]?.[where](role));
      // The table and the answers say the same: at one's own hotel exactly those roles get past the guard.
      // (Which of several rights a command needs, its kind decides.)
      if (where === 'own' && typeof ROUTE_PERMISSIONS[route.operationId] === 'string')
        expect(answer.status !== 403, `${role} at ${route.operationId}`).toBe(rolesOfRoute(route.operationId)?.includes(role));
      if (where !== 'own') expect(answer.text).not.toMatch(new RegExp(`${unknownPayment.slice(0, 18)}|${terminalId.slice(0, 18)}`));
    });
  });
});

describe('who one is, asked again', () => {
  const changing = closed.filter(({ method }) => method !== 'get');
  /** Past the guard: what the route answers to an owner who has just signed in. */
  const admitted = ({ operationId }: PortalRoute): number => EXPECTED[operationId]?.own('owner') ?? 0;
  const stale = async (): Promise<void> => {
    await become('owner', gateway.propertyId);
    await letProofAge(gateway, person);
  };

  it('is said of every route that changes something, and of no other', () => {
    expect(
      Object.keys(ROUTE_STEP_UP).sort(),
      'Say in ROUTE_STEP_UP of libs/domain/src/access/step-up.ts whether an open browser is enough for a new route.',
    ).toEqual(changing.map(({ operationId }) => operationId).sort());
  });

  it.each(closed)('is asked at the handler as the table says: $method $path', (route) => {
    const access = new Map(portalRoutes()).get(nameOf(route));
    const asked = access === undefined || access === 'public' ? undefined : access.stepUp;
    expect(asked ?? 'never').toEqual(ROUTE_STEP_UP[route.operationId] ?? 'never');
    expect(route.problems.includes('step-up-required'), 'the contract names the refusal').toBe(asked !== undefined && asked !== 'never');
  });

  it.each(changing)('refuses exactly what it is asked for, until it is shown: $method $path', async (route) => {
    const asked = ROUTE_STEP_UP[route.operationId] ?? 'never';
    await stale();
    const plain = await ask(visitor, route);
    if (asked === 'always') expect(plain).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    else expect(plain.status, plain.text).toBe(admitted(route));
    // Whatever it holds: the question comes before its content is looked at.
    const named = typeof asked === 'string' ? [] : asked.map((member) => ({ [member]: 'nonsense' }));
    for (const members of named) {
      await stale();
      expect(await ask(visitor, route, members)).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    }
    expect((await visitor.post('/portal/v1/account/prove', { password: PASSWORD })).status).toBe(204);
    for (const members of named) expect((await ask(visitor, route, members)).body).toMatchObject({ code: 'validation-failed' });
    if (asked === 'always') expect((await ask(visitor, route)).status).toBe(admitted(route));
  });
});

describe('the list', () => {
  it('holds payments of the person’s properties only', async () => {
    await become('finance', gateway.propertyId);
    expect((await visitor.get('/portal/v1/payments')).body['data']).toMatchObject([{ id: unknownPayment }]);
    await become('owner', otherProperty);
    expect((await visitor.get('/portal/v1/payments')).body['data']).toEqual([]);
  });

  it('does not know a property that the person does not belong to', async () => {
    await become('owner', otherProperty);
    expect((await visitor.get(`/portal/v1/payments?property=${gateway.propertyId}`)).status).toBe(404);
    expect((await visitor.get(`/portal/v1/payments?property=${randomUUID()}`)).status).toBe(404);
    expect((await visitor.get(`/portal/v1/payments?property=${otherProperty}`)).status).toBe(200);
  });

  it('is not widened by a terminal of another property', async () => {
    const { rows } = await gateway.db.query('select terminal_id from payment where id = $1', [unknownPayment]);
    await become('owner', otherProperty);
    expect((await visitor.get(`/portal/v1/payments?terminal=${rows[0].terminal_id}`)).body['data']).toEqual([]);
  });
});

describe('an answer about another property’s payment', () => {
  it('is that of a payment that never was', async () => {
    await become('owner', otherProperty);
    const visible = async (id: string): Promise<unknown> => {
      const { status, body } = await visitor.get(`/portal/v1/payments/${id}`);
      return { status, ...body, instance: '' };
    };
    expect(await visible(unknownPayment)).toEqual(await visible(randomUUID()));
  });
});

describe('commanding a terminal', () => {
  const command = (kind: string): ReturnType<PortalVisitor['post']> => visitor.post(`/portal/v1/terminals/${terminalId}/commands`, { kind });

  it.each(ROLES)('lets the role %s do exactly what it is told that it may', async (role) => {
    await become(role, gateway.propertyId);
    const { may } = (await visitor.get(`/portal/v1/terminals/${terminalId}/commands`)).body as { may: { commands: string[] } };
    for (const kind of ['link_test', 'totals_report', 'control_tape', 'diagnosis', 'initialisation', 'settlement']) {
      await vi.waitFor(async () => expect((await gateway.db.query('select from device_claim')).rowCount).toBe(0), 20_000);
      const { status } = await command(kind);
      // The payment of unknown outcome stands in the way of a close and of an initialisation; that is not about rights.
      expect([kind, status !== 403], role).toEqual([kind, may.commands.includes(kind)]);
    }
    expect(may.commands.includes('settlement')).toBe(['owner', 'manager', 'finance'].includes(role));
    expect(may.commands.includes('link_test')).toBe(['owner', 'manager', 'support'].includes(role));
  });
});

describe('the end of day and the alarms', () => {
  it('show the person’s own properties only', async () => {
    await become('owner', otherProperty);
    expect((await visitor.get('/portal/v1/settlements')).body['data']).toEqual([]);
    expect((await visitor.get('/portal/v1/alarms')).body['data']).toEqual([]);
    expect((await visitor.get(`/portal/v1/settlements?property=${gateway.propertyId}`)).status).toBe(404);
    expect((await visitor.get(`/portal/v1/alarms?property=${gateway.propertyId}`)).status).toBe(404);
    await become('auditor', gateway.propertyId);
    const lines = (await visitor.get('/portal/v1/settlements')).body['data'] as { terminal: { id: string } }[];
    expect(lines.find(({ terminal }) => terminal.id === terminalId)).toMatchObject({ may: { settle: false } });
  });
});

describe('asking again', () => {
  it.each(['https://evil.example', 'null'])('is refused from a page of %s', async (origin) => {
    await become('owner', gateway.propertyId);
    const answer = await visitor.post(urlOf('/portal/v1/payments/{id}/ask-again'), undefined, { origin });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden', detail: 'The request did not come from a page of the portal' } });
  });

  it('is refused with a cookie when nothing says where it comes from', async () => {
    await become('owner', gateway.propertyId);
    const answer = await gateway.call('POST', urlOf('/portal/v1/payments/{id}/ask-again'), undefined, {
      authorization: '',
      cookie: visitor.cookie ?? '',
    });
    expect(answer.status).toBe(403);
  });
});

describe('a session cookie and an API key', () => {
  it('do not open each other’s doors', async () => {
    await become('owner', gateway.propertyId);
    expect((await visitor.get('/sonata/v1/terminals')).status).toBe(401);
    expect((await gateway.call('GET', '/portal/v1/payments')).status).toBe(401);
  });
});

describe('what names no hotel', () => {
  const lists = closed.filter(
    ({ method, path, operationId }) =>
      (method === 'get' || operationId === 'search') && !path.includes('{') && ROUTE_PERMISSIONS[operationId] !== 'anybody',
  );
  /** These tell of no row of a hotel, or there is none to tell of here. */
  const SILENT: readonly string[] = ['live', 'terminalDrivers', 'chosenView', 'reconReportLines', 'exportReconReport'];
  let stranger: PortalVisitor;

  beforeAll(async () => {
    stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [otherProperty]: 'owner' }));
    gateway.terminal.onOrder = approveAtOnce;
    // A key of its own: the routes above have revoked the one that the gateway began with.
    const authorization = `Bearer ${await insertKey(gateway.db, gateway.propertyId, ALL_SCOPES)}`;
    const order = { terminalId: await gateway.addTerminal(), reservation: { confirmationNumber: randomUUID() } };
    const { body, status, text } = await gateway.pay(order, { authorization });
    expect(status, text).toBe(201);
    const refunded = await gateway.call(
      'POST',
      `/sonata/v1/payments/${String(body['id'])}/refunds`,
      { amount: '1.00', reason: 'Гость уехал раньше' },
      { 'idempotency-key': randomUUID(), prefer: 'wait=20', authorization },
    );
    expect(refunded.status, refunded.text).toBe(201);
    await gateway.db.query(
      `insert into refund_approval (payment_id, seq, property_id, contradicted, amount_minor, reason, terminal_id, proposed_by, proposer_id, proposed_at)
       select id, last_seq, property_id, false, 100, 'Гость уехал', terminal_id, 'Вера', gen_random_uuid(), now() from payment where id = $1`,
      [body['id']],
    );
  });

  /** Name and id of the gateway's hotel, its people, and every row of whatever table that belongs to it. */
  async function wordsOfHotel(): Promise<readonly string[]> {
    const { rows: tables } = await gateway.db.query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c join information_schema.columns i using (table_schema, table_name)
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'property_id' and i.column_name = 'id' and i.data_type = 'uuid'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['payment', 'terminal', 'alarm', 'webhook_endpoint']));
    const parts = tables.map(({ name }) => `select id from ${name} where property_id = $1`);
    const members = `select user_id from membership where property_id = $1`;
    const { rows } = await gateway.db.query<{ id: string }>(`select $1::uuid as id union ${members} union ${parts.join(' union ')}`, [
      gateway.propertyId,
    ]);
    // Whoever asks above has belonged to both in turn: what they did at the other hotel is that hotel's to read.
    return ['Гранд Отель', ...rows.map(({ id }) => id).filter((id) => id !== person.id)];
  }

  it.each(lists)('tells a member of one hotel nothing of another: $method $path', async (route) => {
    await become('owner', gateway.propertyId);
    const own = await ask(visitor, route);
    const words = await wordsOfHotel();
    const told = ({ text }: Answer): readonly string[] => words.filter((word) => text.includes(word));
    // What is not told to anybody proves nothing.
    if (!SILENT.includes(route.operationId)) expect(told(own), own.text.slice(0, 500)).not.toEqual([]);
    const answer = await ask(stranger, route);
    expect([answer.status, told(answer)]).toEqual([200, []]);
  });
});
