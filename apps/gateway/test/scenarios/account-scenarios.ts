import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { SignInAttempts } from '../../src/modules/access/sign-in-attempts.ts';
import type { Answer } from '../gateway-harness.ts';
import { addPerson, PASSWORD, PortalVisitor } from '../portal-visitor.ts';
import { appCode, withFactor } from '../second-factor-people.ts';
import { elsewhere, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

/** Ways to every answer about one's own account. */
export function accountScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, nobody, stale, broken, posted } = bench;
  const on =
    (path: string): Call =>
    (who, { body, headers } = {}) =>
      who.post(path, body, headers);
  const fresh = async () => {
    const person = await addPerson(gateway(), { [gateway().propertyId]: 'finance' });
    return { person, visitor: await PortalVisitor.signedIn(gateway(), person) };
  };
  const self = (call: Call): Record<string, Scenario> => ({ unauthorized: () => call(nobody()), ...broken(() => call(visitor())) });
  const changing = (path: string): Record<string, Scenario> => ({
    ...self(on(path)),
    forbidden: () => on(path)(visitor(), { headers: elsewhere }),
    ...posted(on(path), visitor),
  });
  const asking = (path: string): Record<string, Scenario> => ({ ...changing(path), 'step-up-required': () => on(path)(stale()) });
  const locked = async (call: (who: PortalVisitor) => Promise<Answer>): Promise<Answer> => {
    const { person, visitor: who } = await fresh();
    const attempts = new SignInAttempts(gateway().engine.pool, Date);
    for (let i = 0; i < 11; i += 1) await attempts.take({ email: person.email, address: null });
    return call(who);
  };
  const { account, prove, beginSecondFactor, confirmSecondFactor, removeSecondFactor, renewRecoveryCodes, endOwnSession, endOwnSessions } =
    PORTAL_PATHS;
  return {
    account: { 200: () => visitor().get(account), ...self((who) => who.get(account)) },
    prove: {
      204: () => on(prove)(visitor(), { body: { password: PASSWORD } }),
      ...changing(prove),
      ...broken(() => on(prove)(visitor(), { body: { password: PASSWORD } })),
      'validation-failed': () => on(prove)(visitor(), { body: { password: 5 } }),
      'second-factor-wrong': async () => on(prove)((await fresh()).visitor, { body: { password: 'wrong password' } }),
      'rate-limited': () => locked((who) => on(prove)(who, { body: { password: PASSWORD } })),
    },
    beginSecondFactor: {
      201: async () => on(beginSecondFactor)((await fresh()).visitor),
      ...asking(beginSecondFactor),
      'second-factor-on': async () => on(beginSecondFactor)((await withFactor(gateway())).visitor),
    },
    confirmSecondFactor: {
      200: async () => {
        const { visitor: who } = await fresh();
        const { secret } = (await on(beginSecondFactor)(who)).body as { secret: string };
        return on(confirmSecondFactor)(who, { body: { code: appCode(secret) } });
      },
      ...asking(confirmSecondFactor),
      ...broken(() => on(confirmSecondFactor)(visitor(), { body: { code: '123456' } })),
      'validation-failed': () => on(confirmSecondFactor)(visitor(), { body: {} }),
      'second-factor-wrong': async () => on(confirmSecondFactor)((await fresh()).visitor, { body: { code: '123456' } }),
      'rate-limited': () => locked((who) => on(confirmSecondFactor)(who, { body: { code: '123456' } })),
    },
    removeOwnSecondFactor: {
      204: async () => on(removeSecondFactor)((await withFactor(gateway())).visitor),
      ...asking(removeSecondFactor),
      'second-factor-off': async () => on(removeSecondFactor)((await fresh()).visitor),
      'second-factor-kept': async () => {
        const { visitor: who } = await withFactor(gateway());
        await gateway().db.query(`update property set second_factor_roles = '{finance}' where id = $1`, [gateway().propertyId]);
        const answer = await on(removeSecondFactor)(who);
        await gateway().db.query(`update property set second_factor_roles = '{}' where id = $1`, [gateway().propertyId]);
        return answer;
      },
    },
    renewRecoveryCodes: {
      200: async () => on(renewRecoveryCodes)((await withFactor(gateway())).visitor),
      ...asking(renewRecoveryCodes),
      'second-factor-off': async () => on(renewRecoveryCodes)((await fresh()).visitor),
    },
    endOwnSession: {
      204: async () => {
        const { visitor: who } = await fresh();
        const { sessions } = (await who.get(account)).body as { sessions: { id: string }[] };
        return on(endOwnSession(String(sessions[0]?.id)))(who);
      },
      ...changing(endOwnSession(randomUUID())),
      'not-found': () => on(endOwnSession(randomUUID()))(visitor()),
    },
    endOwnSessions: {
      200: async () => on(endOwnSessions)((await fresh()).visitor, { body: { others: true } }),
      ...changing(endOwnSessions),
      ...broken(() => on(endOwnSessions)(visitor(), { body: { others: true } })),
      'validation-failed': () => on(endOwnSessions)(visitor(), { body: {} }),
    },
  };
}
