import { PORTAL_PATHS } from '@payport/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { anyone } from './one-time-links.ts';
import { addMember, addPerson, PortalVisitor } from './portal-visitor.ts';
import { readable, SmtpServer, type ReceivedMail } from './smtp-server.ts';

let server: SmtpServer;
let gateway: GatewayHarness;
let owner: PortalVisitor;
beforeAll(async () => {
  server = await SmtpServer.start();
  const smtp = { host: '127.0.0.1', port: server.port, secure: false, requireTls: false, auth: null, from: 'ПэйПорт <pay@hotel.example>' };
  gateway = await GatewayHarness.start({ config: { smtp } });
  owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
});
afterAll(async () => {
  await gateway.close();
  await server.close();
});
beforeEach(() => {
  server.received.length = 0;
  server.refuse = null;
});

const invite = (email: string, language = 'ru'): Promise<Answer> =>
  owner.post(PORTAL_PATHS.invitations, { email, role: 'finance', propertyIds: [gateway.propertyId] }, { 'accept-language': language });
const ask = (email: string): Promise<Answer> => new PortalVisitor(gateway).post(PORTAL_PATHS.passwordResetRequest, { email });
async function nextMail(): Promise<ReceivedMail> {
  for (let i = 0; i < 400; i += 1) {
    const [mail] = server.received;
    if (mail) return mail;
    await delay(25);
  }
  throw new Error('no mail came');
}

describe('an invitation by mail', () => {
  it.each([
    ['ru', 'Принять приглашение'],
    ['en', 'Accept the invitation'],
  ])('goes to the invited person in the inviting one’s language: %s', async (language, words) => {
    const email = anyone();
    const made = await invite(email, language);
    expect(made).toMatchObject({ status: 201, body: { mailed: 'sent' } });
    const mail = await nextMail();
    expect(mail).toMatchObject({ from: 'pay@hotel.example', to: email });
    expect(readable(mail)).toContain(words);
    expect(readable(mail).split(String(made.body['link']))).toHaveLength(3);
  });

  it.each(['MAIL', 'DATA'] as const)('that the server refuses at %s is told, and the invitation stands with its link', async (command) => {
    server.refuse = command;
    const made = await invite(anyone());
    expect(made).toMatchObject({ status: 201, body: { mailed: 'failed' } });
    const token = /#token=(\S+)$/.exec(String(made.body['link']))?.[1];
    expect((await new PortalVisitor(gateway).post(PORTAL_PATHS.invitationLink, { token })).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  it('gets a link by mail, which sets a new one', async () => {
    const person = await addPerson(gateway);
    expect((await ask(person.email.toUpperCase())).status).toBe(202);
    const mail = await nextMail();
    expect(mail.to).toBe(person.email);
    const token = /\/reset-password#token=([A-Za-z0-9_-]{43})/.exec(readable(mail))?.[1];
    const done = await new PortalVisitor(gateway).post(PORTAL_PATHS.passwordReset, { token, password: 'another good password' });
    expect(done.status, done.text).toBe(204);
  });

  it('of nobody is answered with the same words, and nothing is sent', async () => {
    const known = await addMember(gateway);
    const [one, two] = [await ask(anyone()), await ask(known.email)];
    expect([one.status, one.text]).toEqual([two.status, two.text]);
    expect((await nextMail()).to).toBe(known.email);
    expect(server.received).toHaveLength(1);
  });

  it('is mailed three times in half an hour, known or not, and sign-in is not locked by it', async () => {
    const person = await addPerson(gateway);
    for (const email of [person.email, anyone()]) {
      const statuses: number[] = [];
      for (let i = 0; i < 4; i += 1) statuses.push((await ask(email)).status);
      expect(statuses).toEqual([202, 202, 202, 429]);
    }
    expect((await new PortalVisitor(gateway).signIn(person.email)).status).toBe(200);
  });
});
