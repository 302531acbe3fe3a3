import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { insertDelivery, insertWebhook } from '../webhook-rows.ts';
import { closedTo, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

// An address of the open internet: made, but nothing is sent while the dispatcher does not run.
const RECEIVER = { url: 'https://93.184.215.14/hook', events: ['payment.updated'], language: 'en' };
const PERIOD = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };

/** Receivers of messages, and what became of these. */
export function webhookScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, stale, posted } = bench;
  const hotel = (): string => gateway().propertyId;
  const list: Call = (who) => who.get(PORTAL_PATHS.webhooks(hotel()));
  const create: Call = (who, { body, headers } = {}) => who.post(PORTAL_PATHS.webhooks(hotel()), body, headers);

  const webhook = (enabled = true): Promise<string> => insertWebhook(gateway(), enabled);
  const delivery = (enabled = true): Promise<string> => insertDelivery(gateway(), enabled);
  const on =
    (make: () => Promise<string>, path: (id: string) => string): Call =>
    async (who, { body, headers } = {}) =>
      who.post(path(await make()), body, headers);
  const absent = (): Promise<string> => Promise.resolve(randomUUID());
  /** What every route that changes something answers. */
  const changing = (make: () => Promise<string>, path: (id: string) => string, body?: unknown): Record<string, Scenario> => ({
    200: () => on(make, path)(visitor(), { body }),
    ...closedTo(bench, on(absent, path), body),
    forbidden: () => on(make, path)(auditor(), { body }),
    'not-found': () => on(absent, path)(visitor(), { body }),
    ...posted(on(make, path), visitor),
  });
  const disabled = (make: (enabled: boolean) => Promise<string>, path: (id: string) => string, body?: unknown): Scenario => {
    return () => on(() => make(false), path)(visitor(), { body });
  };

  return {
    webhooks: { 200: () => list(auditor()), ...closedTo(bench, list), 'not-found': () => visitor().get(PORTAL_PATHS.webhooks(randomUUID())) },
    createWebhook: {
      201: () => create(visitor(), { body: RECEIVER }),
      ...closedTo(bench, create, RECEIVER),
      forbidden: () => create(auditor(), { body: RECEIVER }),
      'step-up-required': () => create(stale(), { body: RECEIVER }),
      'not-found': () => visitor().post(PORTAL_PATHS.webhooks(randomUUID()), RECEIVER),
      'validation-failed': () => create(visitor(), { body: { ...RECEIVER, url: 'https://127.0.0.1/' } }),
      ...posted(create, visitor),
    },
    webhook: {
      200: async () => auditor().get(PORTAL_PATHS.webhook(await webhook())),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.webhook(randomUUID()))),
      'not-found': () => visitor().get(PORTAL_PATHS.webhook(randomUUID())),
    },
    enableWebhook: {
      ...changing(() => webhook(false), PORTAL_PATHS.enableWebhook),
      'validation-failed': async () => {
        for (let on = 0; on < 10; on += 1) await webhook();
        const answer = await visitor().post(PORTAL_PATHS.enableWebhook(await webhook(false)));
        // The scenarios after this one find free places.
        await gateway().db.query(`update webhook_endpoint set enabled = false, disabled_as = 'person' where property_id = $1`, [hotel()]);
        return answer;
      },
    },
    disableWebhook: changing(() => webhook(), PORTAL_PATHS.disableWebhook),
    testWebhook: {
      201: () => on(() => webhook(), PORTAL_PATHS.testWebhook)(visitor()),
      ...closedTo(bench, on(absent, PORTAL_PATHS.testWebhook)),
      forbidden: () => on(() => webhook(), PORTAL_PATHS.testWebhook)(auditor()),
      'not-found': () => on(absent, PORTAL_PATHS.testWebhook)(visitor()),
      'webhook-disabled': disabled(webhook, PORTAL_PATHS.testWebhook),
      ...posted(
        on(() => webhook(), PORTAL_PATHS.testWebhook),
        visitor,
      ),
    },
    rotateWebhook: {
      ...changing(() => webhook(), PORTAL_PATHS.rotateWebhook, { overlapHours: 1 }),
      'step-up-required': () => on(() => webhook(), PORTAL_PATHS.rotateWebhook)(stale(), { body: { overlapHours: 1 } }),
      'validation-failed': () => on(() => webhook(), PORTAL_PATHS.rotateWebhook)(visitor(), { body: { overlapHours: 1000 } }),
    },
    webhookDeliveries: {
      200: async () => visitor().get(`${PORTAL_PATHS.webhookDeliveries(await webhook())}?state=pending&limit=1`),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.webhookDeliveries(randomUUID()))),
      'not-found': () => visitor().get(PORTAL_PATHS.webhookDeliveries(randomUUID())),
      'validation-failed': async () => visitor().get(`${PORTAL_PATHS.webhookDeliveries(await webhook())}?state=lost`),
    },
    replayWebhook: {
      ...changing(() => webhook(), PORTAL_PATHS.replayWebhook, PERIOD),
      'validation-failed': () => on(() => webhook(), PORTAL_PATHS.replayWebhook)(visitor(), { body: { from: PERIOD.to, to: PERIOD.from } }),
      'webhook-disabled': disabled(webhook, PORTAL_PATHS.replayWebhook, PERIOD),
    },
    webhookDelivery: {
      200: async () => auditor().get(PORTAL_PATHS.webhookDelivery(await delivery())),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.webhookDelivery(randomUUID()))),
      'not-found': () => visitor().get(PORTAL_PATHS.webhookDelivery(randomUUID())),
    },
    replayDelivery: {
      ...changing(() => delivery(), PORTAL_PATHS.replayDelivery),
      'webhook-disabled': disabled(delivery, PORTAL_PATHS.replayDelivery),
    },
  };
}
