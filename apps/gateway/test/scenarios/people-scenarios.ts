import { PORTAL_PATHS, type Role } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import type { Answer } from '../gateway-harness.ts';
import { insertProperty } from '../gateway-harness.ts';
import { anyone, invitation } from '../one-time-links.ts';
import { addMember, addPerson, PortalVisitor } from '../portal-visitor.ts';
import { withFactor } from '../second-factor-people.ts';
import { closedTo, type Bench, type Call, type Scenarios } from './scenario.ts';

/** Who works where. */
export function peopleScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, finance, stale, posted } = bench;
  const post =
    (path: string): Call =>
    (who, { body, headers } = {}) =>
      who.post(path, body, headers);
  const member = async (role: Role = 'finance'): Promise<string> => (await addMember(gateway(), { [gateway().propertyId]: role })).id;
  const invite = post(PORTAL_PATHS.invitations);
  const wanted = (email = anyone(), propertyId = gateway().propertyId): unknown => ({ email, role: 'finance', propertyIds: [propertyId] });
  /** Every body of this hotel's people names the hotel. */
  const here = (): unknown => ({ propertyId: gateway().propertyId, role: 'support' });
  const nowhere = (): string => randomUUID();
  const limit = PORTAL_PATHS.personRefundLimit;
  const limited = () => ({ propertyId: gateway().propertyId, currency: 'RUB', max: '0' });
  const call =
    (path: (id: string) => string, id: () => string | Promise<string> = member): Call =>
    async (who, { body, headers } = {}) =>
      who.post(path(await id()), body, headers);

  /** The only owner of a hotel asks about themselves. */
  const lastOwner = async (path: (id: string) => string): Promise<Answer> => {
    const propertyId = await insertProperty(gateway().db, 'Одна');
    const owner = await addPerson(gateway(), { [propertyId]: 'owner' });
    const own = await PortalVisitor.signedIn(gateway(), owner);
    return own.post(path(owner.id), { propertyId, role: 'manager' });
  };
  const changing = (path: (id: string) => string, status: number, last: boolean) => ({
    [status]: () => call(path)(visitor(), { body: here() }),
    ...closedTo(bench, call(path, nowhere), { propertyId: nowhere(), role: 'support' }),
    forbidden: () => call(path)(auditor(), { body: here() }),
    'not-found': () => call(path, nowhere)(visitor(), { body: here() }),
    ...(last ? { 'last-owner': () => lastOwner(path), 'validation-failed': () => call(path)(visitor(), { body: { propertyId: 'x' } }) } : {}),
    ...posted(call(path, nowhere), visitor),
  });
  const people: Call = (who) => who.get(PORTAL_PATHS.people);
  const invitations = async (): Promise<string> => (await invitation(gateway())).id;

  return {
    people: { 200: () => people(visitor()), ...closedTo(bench, people), forbidden: () => people(finance()) },
    invite: {
      201: () => invite(visitor(), { body: wanted() }),
      ...closedTo(bench, invite, { email: anyone(), role: 'finance', propertyIds: [nowhere()] }),
      forbidden: () => invite(auditor(), { body: wanted() }),
      'step-up-required': () => invite(stale(), { body: wanted() }),
      'not-found': () => invite(visitor(), { body: wanted(anyone(), nowhere()) }),
      'already-member': async () => {
        const { email } = await addMember(gateway(), { [gateway().propertyId]: 'support' });
        return invite(visitor(), { body: wanted(email) });
      },
      'already-invited': async () => invite(visitor(), { body: wanted((await invitation(gateway())).email) }),
      'validation-failed': () => invite(visitor(), { body: { email: 'nonsense' } }),
      ...posted(invite, visitor),
    },
    revokeInvitation: {
      ...changing(PORTAL_PATHS.revokeInvitation, 204, false),
      204: () => call(PORTAL_PATHS.revokeInvitation, invitations)(visitor()),
      forbidden: () => call(PORTAL_PATHS.revokeInvitation, invitations)(auditor()),
    },
    changeRole: {
      ...changing(PORTAL_PATHS.personRole, 204, true),
      'step-up-required': () => call(PORTAL_PATHS.personRole, nowhere)(stale(), { body: here() }),
    },
    changePersonRefundLimit: {
      204: () => call(limit)(visitor(), { body: limited() }),
      ...closedTo(bench, call(limit, nowhere), { propertyId: nowhere(), currency: 'RUB', max: '0' }),
      forbidden: () => call(limit)(auditor(), { body: limited() }),
      'step-up-required': () => call(limit, nowhere)(stale(), { body: limited() }),
      'not-found': () => call(limit, nowhere)(visitor(), { body: limited() }),
      'validation-failed': () => call(limit)(visitor(), { body: { ...limited(), max: '-1' } }),
      ...posted(call(limit, nowhere), visitor),
    },
    removePerson: {
      ...changing(PORTAL_PATHS.removePerson, 204, true),
      'step-up-required': () => call(PORTAL_PATHS.removePerson)(stale(), { body: here() }),
    },
    personResetLink: {
      ...changing(PORTAL_PATHS.personResetLink, 201, false),
      'step-up-required': () => call(PORTAL_PATHS.personResetLink)(stale()),
    },
    removeSecondFactor: {
      ...changing(PORTAL_PATHS.removePersonSecondFactor, 204, false),
      204: async () => visitor().post(PORTAL_PATHS.removePersonSecondFactor((await withFactor(gateway())).person.id)),
      'step-up-required': () => call(PORTAL_PATHS.removePersonSecondFactor, nowhere)(stale()),
      'second-factor-off': async () =>
        visitor().post(PORTAL_PATHS.removePersonSecondFactor((await addMember(gateway(), { [gateway().propertyId]: 'finance' })).id)),
    },
    endSessions: changing(PORTAL_PATHS.endSessions, 200, false),
  };
}
