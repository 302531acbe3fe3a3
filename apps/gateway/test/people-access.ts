import { PORTAL_PATHS, type Role } from '@payport/contracts';
import type { GatewayHarness } from './gateway-harness.ts';
import { anyone, invitation } from './one-time-links.ts';
import { addMember } from './portal-visitor.ts';

type Where = 'own' | 'other' | 'none';
type Expected = Readonly<Record<Where, (role: Role) => number>>;

const managers = (role: Role): boolean => role === 'owner' || role === 'manager';
const lookers = (role: Role): boolean => managers(role) || role === 'auditor';
const readers = (role: Role): boolean => role === 'owner' || role === 'auditor';
const owners = (role: Role): boolean => role === 'owner';

/** Routes that look at all hotels where the role is enough. */
const list = (may: (role: Role) => boolean, status = 200): Expected => ({
  own: (role) => (may(role) ? status : 403),
  other: (role) => (may(role) ? status : 403),
  none: () => 403,
});
/** Routes about people of the gateway's hotel: unknown to managers of another one. */
const people = (status: number): Expected => ({
  own: (role) => (managers(role) ? status : 403),
  other: (role) => (managers(role) ? 404 : 403),
  none: () => 403,
});
/** Routes about the gateway's hotel itself. */
const hotel = (may: (role: Role) => boolean, status: number): Expected => ({
  own: (role) => (may(role) ? status : 403),
  other: () => 404,
  none: () => 404,
});

export const PEOPLE_EXPECTED: Readonly<Record<string, Expected>> = {
  audit: list(readers),
  auditCheck: list(readers),
  auditExport: list(readers),
  people: list(lookers),
  invite: people(201),
  revokeInvitation: people(204),
  changeRole: people(204),
  changePersonRefundLimit: people(204),
  removePerson: people(204),
  personResetLink: people(201),
  endSessions: people(200),
  removeSecondFactor: people(204),
  properties: list(lookers),
  createProperty: list(owners, 201),
  property: hotel(lookers, 200),
  changeProperty: hotel(managers, 200),
  apiKeys: hotel(lookers, 200),
  createApiKey: hotel(owners, 201),
  changeApiKey: hotel(managers, 200),
  revokeApiKey: hotel(owners, 204),
};

interface Request {
  readonly url: string;
  readonly body?: unknown;
}

/** Somebody of the gateway's hotel whom managers may look after. */
const target = async (gateway: GatewayHarness): Promise<string> => (await addMember(gateway, { [gateway.propertyId]: 'finance' })).id;

/** Calls that need more than a path. */
export const PEOPLE_CALLS: Readonly<Record<string, (gateway: GatewayHarness) => Promise<Request>>> = {
  invite: ({ propertyId }) =>
    Promise.resolve({ url: PORTAL_PATHS.invitations, body: { email: anyone(), role: 'finance', propertyIds: [propertyId] } }),
  revokeInvitation: async (gateway) => ({ url: PORTAL_PATHS.revokeInvitation((await invitation(gateway)).id) }),
  changeRole: async (gateway) => ({
    url: PORTAL_PATHS.personRole(await target(gateway)),
    body: { propertyId: gateway.propertyId, role: 'support' },
  }),
  changePersonRefundLimit: async (gateway) => ({
    url: PORTAL_PATHS.personRefundLimit(await target(gateway)),
    body: { propertyId: gateway.propertyId, currency: 'RUB', max: '0' },
  }),
  removePerson: async (gateway) => ({ url: PORTAL_PATHS.removePerson(await target(gateway)), body: { propertyId: gateway.propertyId } }),
  personResetLink: async (gateway) => ({ url: PORTAL_PATHS.personResetLink(await target(gateway)) }),
  removeSecondFactor: async (gateway) => {
    const id = await target(gateway);
    await gateway.db.query(`insert into user_second_factor (user_id, secret, created_at, confirmed_at) values ($1, '', now(), now())`, [id]);
    return { url: PORTAL_PATHS.removePersonSecondFactor(id) };
  },
  endSessions: async (gateway) => ({ url: PORTAL_PATHS.endSessions(await target(gateway)) }),
  createProperty: () => Promise.resolve({ url: PORTAL_PATHS.properties, body: { name: 'Новая', timeZone: 'Europe/Moscow', currency: 'RUB' } }),
  property: ({ propertyId }) => Promise.resolve({ url: PORTAL_PATHS.property(propertyId) }),
  changeProperty: ({ propertyId }) => Promise.resolve({ url: PORTAL_PATHS.property(propertyId), body: { city: 'Москва' } }),
  apiKeys: ({ propertyId }) => Promise.resolve({ url: PORTAL_PATHS.apiKeys(propertyId) }),
  createApiKey: ({ propertyId }) =>
    Promise.resolve({ url: PORTAL_PATHS.apiKeys(propertyId), body: { name: 'HRS Sonata', scopes: ['payments:read'] } }),
  changeApiKey: async ({ propertyId, db }) => {
    const { rows } = await db.query<{ id: string }>('select id from api_key where property_id = $1 and revoked_at is null limit 1', [propertyId]);
    return { url: PORTAL_PATHS.apiKey(propertyId, String(rows[0]?.id)), body: { networks: [] } };
  },
  revokeApiKey: async ({ propertyId, db }) => {
    const { rows } = await db.query<{ id: string }>('select id from api_key where property_id = $1 limit 1', [propertyId]);
    return { url: PORTAL_PATHS.revokeApiKey(propertyId, String(rows[0]?.id)) };
  },
};
