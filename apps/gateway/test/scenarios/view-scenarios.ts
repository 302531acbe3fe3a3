import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, elsewhere, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

/** Saved views of lists. */
export function viewScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, posted } = bench;
  const body = { list: 'payments', name: 'Неделя', conditions: { period: 'last7' } };
  const made = async (): Promise<string> => String((await visitor().post(PORTAL_PATHS.views, body)).body['id']);
  const stranger = async (): Promise<PortalVisitor> => PortalVisitor.signedIn(gateway(), await addPerson(gateway()));
  const reads = (url: string, wrong: string): Record<string, Scenario> => ({
    200: () => visitor().get(url),
    ...closedTo(bench, (who) => who.get(url)),
    forbidden: async () => (await stranger()).get(url),
    'validation-failed': () => visitor().get(wrong),
  });
  const changes = (success: number, send: Call, good: unknown): Record<string, Scenario> => ({
    [success]: () => send(visitor(), { body: good }),
    ...closedTo(bench, (who, more) => send(who, { body: good, ...more }), good),
    forbidden: () => send(visitor(), { body: good, headers: elsewhere }),
    ...posted((who, more) => send(who, more), visitor),
  });
  const at =
    (path: string): Call =>
    (who, { body: sent, headers } = {}) =>
      who.post(path, sent, headers);
  const on =
    (path: (id: string) => string): Call =>
    async (who, { body: sent, headers } = {}) =>
      who.post(path(await made()), sent, headers);
  const rename: Call = async (who, { body: sent, headers } = {}) => who.patch(PORTAL_PATHS.view(await made()), sent, headers);
  return {
    listViews: reads(`${PORTAL_PATHS.views}?list=payments`, `${PORTAL_PATHS.views}?list=rooms`),
    chosenView: reads(`${PORTAL_PATHS.chosenView}?list=payments`, `${PORTAL_PATHS.chosenView}?list=payments&view=mine`),
    createView: {
      ...changes(201, at(PORTAL_PATHS.views), body),
      'validation-failed': () => visitor().post(PORTAL_PATHS.views, { ...body, name: ' ' }),
    },
    changeView: {
      ...changes(200, rename, { name: 'Месяц' }),
      'validation-failed': async () => rename(visitor(), { body: {} }),
      'not-found': () => visitor().patch(PORTAL_PATHS.view(randomUUID()), { name: 'Месяц' }),
    },
    shareView: {
      ...changes(200, on(PORTAL_PATHS.shareView), { property: null }),
      200: async () => visitor().post(PORTAL_PATHS.shareView(await made()), { property: gateway().propertyId }),
      forbidden: async () => auditor().post(PORTAL_PATHS.shareView(await made()), { property: gateway().propertyId }),
      'validation-failed': async () => visitor().post(PORTAL_PATHS.shareView(await made()), { property: 'all' }),
      'not-found': () => visitor().post(PORTAL_PATHS.shareView(randomUUID()), { property: null }),
    },
    removeView: {
      ...changes(204, on(PORTAL_PATHS.removeView), undefined),
      'not-found': () => visitor().post(PORTAL_PATHS.removeView(randomUUID())),
    },
    setDefaultView: {
      ...changes(204, at(PORTAL_PATHS.defaultView), { list: 'payments', view: null }),
      'validation-failed': () => visitor().post(PORTAL_PATHS.defaultView, { list: 'payments' }),
      'not-found': () => visitor().post(PORTAL_PATHS.defaultView, { list: 'payments', view: randomUUID() }),
    },
  };
}
