import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInAttempts } from '../src/modules/access/sign-in-attempts.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { expire, resetLink } from './one-time-links.ts';
import { addPerson, PASSWORD, PortalVisitor } from './portal-visitor.ts';

const NEW = 'another good password';

let gateway: GatewayHarness;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());

const reset = (token: string, password = NEW): Promise<Answer> => new PortalVisitor(gateway).post(PORTAL_PATHS.passwordReset, { token, password });
const look = (token: string): Promise<Answer> => new PortalVisitor(gateway).post(PORTAL_PATHS.passwordResetLink, { token });
const signIn = async (email: string, password: string): Promise<number> => (await new PortalVisitor(gateway).signIn(email, password)).status;

describe('a new password', () => {
  it('comes by a link that names the account, ends every session, and the old one no longer fits', async () => {
    const person = await addPerson(gateway);
    const browser = await PortalVisitor.signedIn(gateway, person);
    const token = await resetLink(gateway, person.id);
    expect((await look(token)).body).toEqual({ email: person.email });
    expect((await reset(token)).status).toBe(204);
    expect((await browser.get(PORTAL_PATHS.session)).status).toBe(401);
    expect(await signIn(person.email, PASSWORD)).toBe(401);
    expect(await signIn(person.email, NEW)).toBe(200);
  });

  it('is set once by one link, whoever is faster, and every other open link of the person ends', async () => {
    const person = await addPerson(gateway);
    const [token, second] = [await resetLink(gateway, person.id), await resetLink(gateway, person.id)];
    const answers = await Promise.all([reset(token), reset(token, 'a third good password')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect((await reset(second)).status).toBe(410);
  });

  it('is refused when it is short, and the link goes on working', async () => {
    const token = await resetLink(gateway, (await addPerson(gateway)).id);
    expect((await reset(token, 'eleven char')).body).toMatchObject({ errors: [{ pointer: '/password', code: 'too-short' }] });
    expect((await look(token)).status).toBe(200);
  });

  it('does not come by a link whose time is over', async () => {
    const token = await resetLink(gateway, (await addPerson(gateway)).id);
    await expire(gateway);
    expect((await look(token)).status).toBe(410);
    expect((await reset(token)).status).toBe(410);
  });

  it('opens an account that somebody else’s wrong passwords had locked', async () => {
    const { id, email } = await addPerson(gateway);
    const attempts = new SignInAttempts(gateway.engine.pool, Date);
    for (let i = 0; i < 11; i += 1) await attempts.take({ email, address: null });
    expect(await signIn(email, PASSWORD)).toBe(429);
    expect((await reset(await resetLink(gateway, id))).status).toBe(204);
    expect(await signIn(email, NEW)).toBe(200);
  });

  it('is no business of other kinds of links', async () => {
    const token = await resetLink(gateway, (await addPerson(gateway)).id);
    const visitor = new PortalVisitor(gateway);
    for (const url of [PORTAL_PATHS.setupLink, PORTAL_PATHS.invitationLink]) expect((await visitor.post(url, { token })).status).toBe(410);
  });
});

describe('a link', () => {
  it.each(['', 'never was', 'x'.repeat(43), randomUUID()])('that is "%s" answers as a used one does', async (token) => {
    const used = await resetLink(gateway, (await addPerson(gateway)).id);
    await reset(used);
    const [wrong, ended] = [await reset(token === '' ? 'y' : token), await reset(used)];
    const shown = ({ status, body }: Answer): object => ({ status, ...body, instance: '' });
    expect(shown(wrong)).toEqual(shown(ended));
  });
});
