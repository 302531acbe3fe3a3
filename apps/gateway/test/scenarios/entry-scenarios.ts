import { PORTAL_PATHS } from '@payport/contracts';
import { SignInAttempts } from '../../src/modules/access/sign-in-attempts.ts';
import type { Answer } from '../gateway-harness.ts';
import { anyone, invitation, machineLink, resetLink } from '../one-time-links.ts';
import { addPerson, PASSWORD } from '../portal-visitor.ts';
import { elsewhere, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

const NEVER_WAS = 'x'.repeat(43);
const SMTP = { host: '127.0.0.1', port: 1, secure: false, requireTls: false, auth: null, from: 'pay@hotel.example' };

/** Ways in by a link. */
export function entryScenarios(bench: Bench): Scenarios {
  const { gateway, nobody, broken, posted } = bench;
  const post =
    (path: string): Call =>
    (who, { body, headers } = {}) =>
      who.post(path, body, headers);
  const attempts = (): SignInAttempts => new SignInAttempts(gateway().engine.pool, Date);
  /** As after ten tries in a row. */
  const exhausted = async (email: string): Promise<void> => {
    for (let i = 0; i < 10; i += 1) await attempts().take({ email, address: null });
  };
  const byLink = (call: Call, body: (token: string) => unknown): Record<string, Scenario> => ({
    forbidden: () => call(nobody(), { body: body(NEVER_WAS), headers: elsewhere }),
    'validation-failed': () => call(nobody(), { body: { token: '' } }),
    'link-not-valid': () => call(nobody(), { body: body(NEVER_WAS) }),
    ...posted(call, nobody),
    ...broken(() => call(nobody(), { body: body(NEVER_WAS) })),
  });
  const owner = (token: string, email = anyone()): unknown => ({ token, name: 'Анна', email, password: PASSWORD });
  const guest = (token: string, password = PASSWORD): unknown => ({ token, name: 'Пётр', password });
  const withMail = async (call: () => Promise<Answer>): Promise<Answer> => {
    const { config } = gateway();
    Object.assign(config, { smtp: SMTP });
    try {
      return await call();
    } finally {
      Object.assign(config, { smtp: null });
    }
  };
  const [setup, setupLink] = [post(PORTAL_PATHS.setup), post(PORTAL_PATHS.setupLink)];
  const [accept, invitationLink] = [post(PORTAL_PATHS.invitation), post(PORTAL_PATHS.invitationLink)];
  const [reset, passwordLink, request] = [
    post(PORTAL_PATHS.passwordReset),
    post(PORTAL_PATHS.passwordResetLink),
    post(PORTAL_PATHS.passwordResetRequest),
  ];
  const tokenOnly = (token: string): unknown => ({ token });

  return {
    setupLink: {
      200: async () => setupLink(nobody(), { body: { token: await machineLink(gateway(), 'owner_reset') } }),
      ...byLink(setupLink, tokenOnly),
    },
    setup: {
      201: async () => setup(nobody(), { body: owner(await machineLink(gateway(), 'owner_reset')) }),
      'rate-limited': async () => {
        const email = anyone();
        await exhausted(email);
        return setup(nobody(), { body: owner(await machineLink(gateway(), 'owner_reset'), email) });
      },
      ...byLink(setup, owner),
    },
    invitationLink: {
      200: async () => invitationLink(nobody(), { body: { token: (await invitation(gateway())).token } }),
      ...byLink(invitationLink, tokenOnly),
    },
    acceptInvitation: {
      201: async () => accept(nobody(), { body: guest((await invitation(gateway())).token) }),
      unauthorized: async () => {
        const { email } = await addPerson(gateway());
        return accept(nobody(), { body: guest((await invitation(gateway(), { email })).token, 'not the password') });
      },
      'rate-limited': async () => {
        const { email, token } = await invitation(gateway());
        await exhausted(email);
        return accept(nobody(), { body: guest(token) });
      },
      ...byLink(accept, guest),
    },
    passwordResetLink: {
      200: async () => passwordLink(nobody(), { body: { token: await resetLink(gateway(), (await addPerson(gateway())).id) } }),
      ...byLink(passwordLink, tokenOnly),
    },
    resetPassword: {
      204: async () => reset(nobody(), { body: { token: await resetLink(gateway(), (await addPerson(gateway())).id), password: PASSWORD } }),
      'rate-limited': async () => {
        const { id, email } = await addPerson(gateway());
        await exhausted(`reset of ${email}`);
        return reset(nobody(), { body: { token: await resetLink(gateway(), id), password: PASSWORD } });
      },
      ...byLink(reset, (token) => ({ token, password: PASSWORD })),
    },
    requestPasswordReset: {
      202: () => withMail(() => request(nobody(), { body: { email: anyone() } })),
      'mail-not-configured': () => request(nobody(), { body: { email: anyone() } }),
      forbidden: () => request(nobody(), { body: { email: anyone() }, headers: elsewhere }),
      'validation-failed': () => request(nobody(), { body: { email: '' } }),
      'rate-limited': () =>
        withMail(async () => {
          const email = anyone();
          for (let i = 0; i < 3; i += 1) await attempts().takeResetRequest({ email, address: null });
          return request(nobody(), { body: { email } });
        }),
      ...posted(request, nobody),
      ...broken(() => withMail(() => request(nobody(), { body: { email: anyone() } }))),
    },
  };
}
