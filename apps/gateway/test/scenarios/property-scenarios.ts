import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { insertKey } from '../gateway-harness.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, type Bench, type Call, type Scenarios } from './scenario.ts';

const HOTEL = { name: 'Новая', timeZone: 'Europe/Moscow', currency: 'RUB' };
const KEY = { name: 'HRS Sonata', scopes: ['payments:read'] };

/** Hotels and keys of their systems. */
export function propertyScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, finance, stale, posted } = bench;
  const id = (): string => gateway().propertyId;
  const support = async (): Promise<PortalVisitor> => PortalVisitor.signedIn(gateway(), await addPerson(gateway(), { [id()]: 'support' }));
  const list: Call = (who) => who.get(PORTAL_PATHS.properties);
  const create: Call = (who, { body, headers } = {}) => who.post(PORTAL_PATHS.properties, body, headers);
  const detail: Call = (who) => who.get(PORTAL_PATHS.property(id()));
  const change: Call = (who, { body, headers } = {}) => who.patch(PORTAL_PATHS.property(id()), body, headers);
  const keys: Call = (who) => who.get(PORTAL_PATHS.apiKeys(id()));
  const makeKey: Call = (who, { body, headers } = {}) => who.post(PORTAL_PATHS.apiKeys(id()), body, headers);
  const changeKey =
    (keyId: string): Call =>
    (who, { body, headers } = {}) =>
      who.patch(PORTAL_PATHS.apiKey(id(), keyId), body, headers);
  const revoke =
    (keyId: string): Call =>
    (who, { body, headers } = {}) =>
      who.post(PORTAL_PATHS.revokeApiKey(id(), keyId), body, headers);
  const someKey = async (): Promise<string> => {
    await insertKey(gateway().db, id(), ['payments:read']);
    const { rows } = await gateway().db.query<{ id: string }>('select id from api_key order by created_at desc limit 1');
    return String(rows[0]?.id);
  };

  return {
    properties: { 200: () => list(visitor()), ...closedTo(bench, list), forbidden: async () => list(await support()) },
    createProperty: {
      201: () => create(visitor(), { body: HOTEL }),
      ...closedTo(bench, create, HOTEL),
      forbidden: () => create(auditor(), { body: HOTEL }),
      'validation-failed': () => create(visitor(), { body: { ...HOTEL, timeZone: '+03:00' } }),
      ...posted(create, visitor),
    },
    property: {
      200: () => detail(visitor()),
      ...closedTo(bench, detail),
      forbidden: async () => detail(await support()),
      'not-found': () => visitor().get(PORTAL_PATHS.property(randomUUID())),
    },
    changeProperty: {
      200: () => change(visitor(), { body: { city: 'Москва' } }),
      ...closedTo(bench, change, { city: 'Москва' }),
      forbidden: () => change(auditor(), { body: { city: 'Москва' } }),
      'step-up-required': () => change(stale(), { body: { city: 'Москва', limits: [] } }),
      'not-found': () => visitor().patch(PORTAL_PATHS.property(randomUUID()), { city: 'Москва' }),
      'validation-failed': () => change(visitor(), { body: { inn: '7707083894' } }),
      ...posted(change, visitor),
    },
    apiKeys: {
      200: () => keys(visitor()),
      ...closedTo(bench, keys),
      forbidden: () => keys(finance()),
      'not-found': () => visitor().get(PORTAL_PATHS.apiKeys(randomUUID())),
    },
    createApiKey: {
      201: () => makeKey(visitor(), { body: KEY }),
      ...closedTo(bench, makeKey, KEY),
      forbidden: () => makeKey(auditor(), { body: KEY }),
      'step-up-required': () => makeKey(stale(), { body: KEY }),
      'not-found': () => visitor().post(PORTAL_PATHS.apiKeys(randomUUID()), KEY),
      'validation-failed': () => makeKey(visitor(), { body: { ...KEY, scopes: ['everything'] } }),
      ...posted(makeKey, visitor),
    },
    changeApiKey: {
      200: async () => changeKey(await someKey())(visitor(), { body: { networks: ['10.20.0.0/16'] } }),
      ...closedTo(bench, changeKey(randomUUID()), { networks: [] }),
      forbidden: async () => changeKey(await someKey())(auditor(), { body: { networks: [] } }),
      'step-up-required': async () => changeKey(await someKey())(stale(), { body: { networks: [] } }),
      'not-found': () => changeKey(randomUUID())(visitor(), { body: { networks: [] } }),
      'validation-failed': async () => changeKey(await someKey())(visitor(), { body: { networks: ['hotel.example'] } }),
      ...posted(changeKey(randomUUID()), visitor),
    },
    revokeApiKey: {
      204: async () => revoke(await someKey())(visitor()),
      ...closedTo(bench, revoke(randomUUID())),
      forbidden: async () => revoke(await someKey())(auditor()),
      'step-up-required': async () => revoke(await someKey())(stale()),
      'not-found': () => revoke(randomUUID())(visitor()),
      ...posted(revoke(randomUUID()), visitor),
    },
  };
}
