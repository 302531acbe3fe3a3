import { UNATTENDED_HEADER } from '@payport/contracts';
import { createAuth } from '../src/modules/access/auth.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PASSWORD, PORTAL_ORIGIN, PortalVisitor, setCookies, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let person: Person;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  person = await addPerson(gateway, { [gateway.propertyId]: 'manager' });
});

const visitor = (): PortalVisitor => new PortalVisitor(gateway);
const sessionStatus = async (who: PortalVisitor): Promise<number> => (await who.get('/portal/v1/session')).status;
const sessions = async (): Promise<number> =>
  Number((await gateway.db.query('select count(*) from user_session where user_id = $1', [person.id])).rows[0].count);
/** What the caller can see of an answer, apart from the request's own id. */
const visible = ({ status, body }: Answer): unknown => ({ status, ...body, instance: '' });

describe('sign-in', () => {
  it('answers with the person, and keeps the session’s token in a cookie that no script can read', async () => {
    const answer = await visitor().signIn(person.email);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ user: { id: person.id, email: person.email, name: person.name } });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(setCookies(answer)).toEqual([expect.stringMatching(/^payport\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)]);
  });

  it('takes the e-mail in any case', async () => {
    expect((await visitor().signIn(person.email.toUpperCase())).status).toBe(200);
  });

  it('sets a cookie that only this host over https gets, where the portal is served over https', async () => {
    const auth = createAuth({
      pool: gateway.engine.pool,
      portalUrl: 'https://pay.hotel.example',
      secret: gateway.config.authSecret,
      sessionMaxMs: gateway.config.sessionMaxMs,
      log: { error: () => undefined },
    });
    const answer = await auth.handler(
      new Request('https://pay.hotel.example/portal/v1/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://pay.hotel.example' },
        body: JSON.stringify({ email: person.email, password: PASSWORD }),
      }),
    );
    expect(answer.status).toBe(200);
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toEqual([expect.stringMatching(/^__Host-payport\.session_token=/)]);
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookies[0]).toContain(attribute);
    expect(cookies[0]).not.toContain('Domain');
  });

  it('says the same to an unknown e-mail, a malformed one and a wrong password', async () => {
    const answers = [
      await visitor().signIn(person.email, 'wrong password!'),
      await visitor().signIn(`${randomUUID()}@grand.example`, 'wrong password!'),
      await visitor().signIn('not an e-mail', 'wrong password!'),
    ];
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'unauthorized', detail: 'The e-mail or the password is wrong' } });
    expect(answers.map(visible)).toEqual([visible(answers[0]!), visible(answers[0]!), visible(answers[0]!)]);
    expect(answers.flatMap(setCookies)).toEqual([]);
    expect(await sessions()).toBe(0);
  });

  it.each(['https://evil.example', 'http://localhost:3001', 'null'])('is refused from a page of %s', async (origin) => {
    const answer = await visitor().signIn(person.email, PASSWORD, { origin });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await sessions()).toBe(0);
  });

  it('stores nothing of the password in clear', async () => {
    const { rows } = await gateway.db.query('select password from user_account where user_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
    expect(rows[0].password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });

  it.each([
    ['/portal/v1/auth/sign-up/email', { email: 'new@grand.example', password: PASSWORD, name: 'New' }],
    ['/portal/v1/auth/request-password-reset', { email: 'new@grand.example' }],
    ['/portal/v1/auth/update-user', { name: 'Other' }],
    ['/portal/v1/auth/change-password', { currentPassword: PASSWORD, newPassword: PASSWORD }],
    ['/portal/v1/auth/sign-in/social', { provider: 'google' }],
  ])('is the only way in: %s does not exist', async (path, body) => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    expect(await signedIn.post(path, body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('gives nobody the library’s own view of the session, token and all', async () => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    expect((await signedIn.get('/portal/v1/auth/get-session')).status).toBe(404);
    expect((await signedIn.get('/portal/v1/auth/list-sessions')).status).toBe(404);
  });
});

describe('a session', () => {
  it('is nobody’s without its cookie, or with a changed one', async () => {
    expect(await sessionStatus(visitor())).toBe(401);
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    const cookie = signedIn.cookie ?? '';
    const at = 'payport.session_token='.length;
    signedIn.cookie = cookie.slice(0, at) + (cookie[at] === 'a' ? 'b' : 'a') + cookie.slice(at + 1);
    expect(await sessionStatus(signedIn)).toBe(401);
    signedIn.cookie = cookie;
    expect(await sessionStatus(signedIn)).toBe(200);
  });

  it('ends at once with sign-out, also for a copy of the cookie', async () => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    const answer = await signedIn.post('/portal/v1/auth/sign-out');
    expect(answer.status).toBe(204);
    expect(setCookies(answer)[0]).toMatch(/^payport\.session_token=; Max-Age=0/);
    expect(await sessionStatus(signedIn)).toBe(401);
    expect(await sessions()).toBe(0);
  });

  it('is not ended by another site', async () => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    expect((await signedIn.post('/portal/v1/auth/sign-out', undefined, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await sessionStatus(signedIn)).toBe(200);
  });

  it('ends at once when it is taken away', async () => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    expect(await sessionStatus(signedIn)).toBe(200);
    await gateway.db.query('delete from user_session where user_id = $1', [person.id]);
    expect(await sessionStatus(signedIn)).toBe(401);
  });

  it('lives while it is used, and ends after twelve hours without use', async () => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    const idle = (text: string): Promise<unknown> =>
      gateway.db.query(`update user_session set last_seen_at = now() - $2::interval where user_id = $1`, [person.id, text]);
    const seenAgain = async (): Promise<boolean> => {
      const text = `select last_seen_at > now() - interval '1 minute' as moved from user_session where user_id = $1`;
      return (await gateway.db.query<{ moved: boolean }>(text, [person.id])).rows[0]?.moved === true;
    };
    await idle('11 hours 59 minutes');
    expect(await sessionStatus(signedIn)).toBe(200);
    expect(await seenAgain()).toBe(true);
    // What an open page reads by itself is answered, and is no use.
    await idle('11 hours 59 minutes');
    const alone = { [UNATTENDED_HEADER]: '1' };
    const answers = [await signedIn.get('/portal/v1/session', alone), await signedIn.get('/portal/v1/live?once=true', alone)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await seenAgain()).toBe(false);
    await idle('12 hours 1 minute');
    expect(await sessionStatus(signedIn)).toBe(401);
    expect(await sessions()).toBe(0);
  });

  it('ends after its week even when it is used all the time', async () => {
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    const { rows } = await gateway.db.query(
      'select extract(epoch from expires_at - created_at)::int as seconds from user_session where user_id = $1',
      [person.id],
    );
    expect(Math.round(rows[0].seconds / 60)).toBe(7 * 24 * 60);
    await gateway.db.query(`update user_session set expires_at = now() - interval '1 second' where user_id = $1`, [person.id]);
    expect(await sessionStatus(signedIn)).toBe(401);
  });

  it('tells who sits there, the properties with role and terminals, and the version', async () => {
    const terminalId = await gateway.addTerminal({ name: 'Ресторан' });
    const answer = await (await PortalVisitor.signedIn(gateway, person)).get('/portal/v1/session');
    expect(answer.body).toEqual({
      user: { id: person.id, email: person.email, name: person.name },
      properties: [
        {
          id: gateway.propertyId,
          name: 'Гранд Отель',
          city: null,
          timeZone: 'Europe/Moscow',
          currency: 'RUB',
          role: 'manager',
          terminals: expect.arrayContaining([{ id: terminalId, name: 'Ресторан' }]),
        },
      ],
      version: '0.0.0-test',
      demo: false,
      secondFactorNeeded: false,
    });
  });
});

describe('before sign-in', () => {
  it('the page may know the version, whether this is a demonstration and whether mail is sent, and nothing else', async () => {
    const first = await visitor().get('/portal/v1/about');
    expect(first.body).toEqual({ version: '0.0.0-test', demo: false, mail: false });
    await gateway.db.query('update property set demo = true where id = $1', [gateway.propertyId]);
    expect((await visitor().get('/portal/v1/about')).body).toEqual({ version: '0.0.0-test', demo: true, mail: false });
    await gateway.db.query('update property set demo = false where id = $1', [gateway.propertyId]);
  });

  it('the portal’s address under another name of this machine is the same portal', async () => {
    expect((await visitor().signIn(person.email, PASSWORD, { origin: PORTAL_ORIGIN.replace('localhost', '127.0.0.1') })).status).toBe(200);
  });
});
