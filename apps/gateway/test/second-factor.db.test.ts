import { PORTAL_PATHS, type PortalAccount } from '@payport/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PASSWORD, PortalVisitor, setCookies, type Person } from './portal-visitor.ts';
import { appCode, letProofAge, withFactor, type Factored } from './second-factor-people.ts';

let gateway: GatewayHarness;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());

const signIn = async ({ email }: Person, code?: string): Promise<Answer> =>
  new PortalVisitor(gateway).post(`${PORTAL_PATHS.auth}/sign-in/email`, { email, password: PASSWORD, ...(code === undefined ? {} : { code }) });
const sessionsOf = async ({ id }: Person): Promise<number> =>
  (await gateway.db.query('select from user_session where user_id = $1', [id])).rowCount ?? 0;
const account = async (visitor: PortalVisitor): Promise<PortalAccount> => (await visitor.get(PORTAL_PATHS.account)).body as unknown as PortalAccount;
/** The database as who reads it sees it. */
const kept = async (): Promise<string> =>
  JSON.stringify((await gateway.db.query(`select encode(secret, 'escape') as s from user_second_factor`)).rows) +
  JSON.stringify((await gateway.db.query(`select encode(sha256, 'escape') as s from user_recovery_code`)).rows);

describe('with a second factor', () => {
  it('the right password alone makes no session and no cookie', async () => {
    const { person } = await withFactor(gateway);
    const before = await sessionsOf(person);
    const answer = await signIn(person);
    expect(answer).toMatchObject({ status: 401, body: { code: 'second-factor-required' } });
    expect(setCookies(answer)).toEqual([]);
    expect(await signIn(person, '000000')).toMatchObject({ status: 401, body: { code: 'second-factor-wrong' } });
    expect(await sessionsOf(person)).toBe(before);
  });

  it('a wrong password is told from a right one by nobody who has no code', async () => {
    const { person } = await withFactor(gateway);
    const answer = await new PortalVisitor(gateway).signIn(person.email, 'wrong password');
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('a code of the app lets in once, and never again', async () => {
    const { person, secret } = await withFactor(gateway);
    // The code of the confirmation is used up; the app shows the next one.
    expect((await signIn(person, appCode(secret))).status).toBe(401);
    const code = appCode(secret, 1);
    const answers = await Promise.all([signIn(person, code), signIn(person, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(person, code)).status).toBe(401);
  });

  it('a recovery code lets in once, however it is typed', async () => {
    const { person, codes } = await withFactor(gateway);
    const [first = '', second = ''] = codes;
    expect(codes).toHaveLength(10);
    expect((await signIn(person, first.toLowerCase().replace('-', ' '))).status).toBe(200);
    expect((await signIn(person, first)).status).toBe(401);
    expect((await signIn(person, second)).status).toBe(200);
    const { rows } = await gateway.db.query(
      `select count(*)::int as used from audit_entry where action = 'second_factor.recovery_used' and actor_id = $1`,
      [person.id],
    );
    expect(rows).toEqual([{ used: 2 }]);
  });

  it('new recovery codes end the former ones', async () => {
    const { person, visitor, codes } = await withFactor(gateway);
    const renewed = (await visitor.post(PORTAL_PATHS.renewRecoveryCodes)).body as { codes: string[] };
    expect((await signIn(person, codes[0])).status).toBe(401);
    expect((await signIn(person, renewed.codes[0])).status).toBe(200);
    expect((await account(visitor)).secondFactor).toMatchObject({ on: true, recoveryCodes: 9, neededBy: [] });
  });

  it('wrong codes lock the account as wrong passwords do', async () => {
    const { person, codes } = await withFactor(gateway);
    for (let i = 0; i < 10; i += 1) expect((await signIn(person, '000000')).status).toBe(401);
    expect((await signIn(person, codes[0])).status).toBe(429);
  });

  it('neither secret nor recovery codes are in the database as they are', async () => {
    const { secret, codes } = await withFactor(gateway);
    const all = await kept();
    for (const word of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))]) expect(all).not.toContain(word);
  });

  it('a secret that was begun and not confirmed changes nothing about the sign-in', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'finance' });
    await (await PortalVisitor.signedIn(gateway, person)).post(PORTAL_PATHS.beginSecondFactor);
    expect((await signIn(person)).status).toBe(200);
  });

  it('whoever looks after the account switches it off for who has lost everything', async () => {
    const { person } = await withFactor(gateway);
    const owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
    expect((await owner.post(PORTAL_PATHS.removePersonSecondFactor(person.id))).status).toBe(204);
    expect((await signIn(person)).status).toBe(200);
  });
});

describe('a hotel that asks a role for a second factor', () => {
  it('opens nothing to who has none but the way to get one', async () => {
    const owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
    const person = await addPerson(gateway, { [gateway.propertyId]: 'support' });
    const support = await PortalVisitor.signedIn(gateway, person);
    await owner.patch(PORTAL_PATHS.property(gateway.propertyId), { secondFactorRoles: ['support'] });
    try {
      expect((await support.get(PORTAL_PATHS.payments)).body['code']).toBe('second-factor-needed');
      expect((await support.get(PORTAL_PATHS.session)).body['secondFactorNeeded']).toBe(true);
      expect((await owner.get(PORTAL_PATHS.payments)).status).toBe(200);
      const { secret } = (await support.post(PORTAL_PATHS.beginSecondFactor)).body as { secret: string };
      await support.post(PORTAL_PATHS.confirmSecondFactor, { code: appCode(secret) });
      expect((await support.get(PORTAL_PATHS.payments)).status).toBe(200);
      expect((await support.post(PORTAL_PATHS.removeSecondFactor)).body['code']).toBe('second-factor-kept');
    } finally {
      await owner.patch(PORTAL_PATHS.property(gateway.propertyId), { secondFactorRoles: [] });
    }
  });

  it('is chosen by its owner alone', async () => {
    const manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
    expect((await manager.patch(PORTAL_PATHS.property(gateway.propertyId), { secondFactorRoles: ['support'] })).status).toBe(403);
  });
});

describe('showing again who one is', () => {
  const key = (visitor: PortalVisitor): Promise<Answer> =>
    visitor.post(PORTAL_PATHS.apiKeys(gateway.propertyId), { name: 'HRS Sonata', scopes: ['payments:read'] });

  it('is asked for ten minutes after the sign-in, and the password does where there is no second factor', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
    const visitor = await PortalVisitor.signedIn(gateway, person);
    expect((await key(visitor)).status).toBe(201);
    await letProofAge(gateway, person);
    expect((await key(visitor)).body['code']).toBe('step-up-required');
    expect((await visitor.post(PORTAL_PATHS.prove, { password: 'wrong password' })).status).toBe(401);
    expect((await visitor.post(PORTAL_PATHS.prove, { password: PASSWORD })).status).toBe(204);
    expect((await key(visitor)).status).toBe(201);
  });

  it('takes a code, and no password, of who has a second factor', async () => {
    const { person, visitor, codes }: Factored = await withFactor(gateway, 'owner');
    await letProofAge(gateway, person);
    expect((await visitor.post(PORTAL_PATHS.prove, { password: PASSWORD })).status).toBe(401);
    expect((await key(visitor)).status).toBe(403);
    expect((await visitor.post(PORTAL_PATHS.prove, { code: codes[0] })).status).toBe(204);
    expect((await key(visitor)).status).toBe(201);
  });

  it('in one browser says nothing about another', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
    const [one, other] = [await PortalVisitor.signedIn(gateway, person), await PortalVisitor.signedIn(gateway, person)];
    await letProofAge(gateway, person);
    await one.post(PORTAL_PATHS.prove, { password: PASSWORD });
    expect([(await key(one)).status, (await key(other)).status]).toEqual([201, 403]);
  });
});

describe('one’s own sessions', () => {
  it('are listed with browser and address, and end one by one, at once', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'finance' });
    const first = new PortalVisitor(gateway);
    await first.signIn(person.email, PASSWORD, { 'user-agent': 'Firefox/140', 'x-forwarded-for': '203.0.113.20' });
    const second = await PortalVisitor.signedIn(gateway, person);
    const { sessions } = await account(second);
    expect(sessions).toHaveLength(2);
    const other = sessions.find(({ current }) => !current);
    expect(other).toMatchObject({ browser: 'Firefox/140', address: '203.0.113.20' });
    const id = String(other?.id);
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
    expect((await stranger.post(PORTAL_PATHS.endOwnSession(id))).status).toBe(404);
    expect((await first.get(PORTAL_PATHS.session)).status).toBe(200);
    expect((await second.post(PORTAL_PATHS.endOwnSession(id))).status).toBe(204);
    expect((await first.get(PORTAL_PATHS.session)).status).toBe(401);
    expect((await second.get(PORTAL_PATHS.session)).status).toBe(200);
  });

  it('end all but this one, or everywhere', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'finance' });
    const [a, b, c] = [
      await PortalVisitor.signedIn(gateway, person),
      await PortalVisitor.signedIn(gateway, person),
      await PortalVisitor.signedIn(gateway, person),
    ];
    expect((await a.post(PORTAL_PATHS.endOwnSessions, { others: true })).body).toEqual({ ended: 2 });
    expect([(await a.get(PORTAL_PATHS.session)).status, (await b.get(PORTAL_PATHS.session)).status]).toEqual([200, 401]);
    expect((await a.post(PORTAL_PATHS.endOwnSessions, { others: false })).body).toEqual({ ended: 1 });
    expect([(await a.get(PORTAL_PATHS.session)).status, (await c.get(PORTAL_PATHS.session)).status]).toEqual([401, 401]);
  });
});
