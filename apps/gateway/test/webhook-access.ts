import { PORTAL_PATHS } from '@payport/contracts';
import type { GatewayHarness } from './gateway-harness.ts';
import { insertDelivery, insertWebhook } from './webhook-rows.ts';

interface Request {
  readonly url: string;
  readonly body?: unknown;
}
type MakeRequest = (gateway: GatewayHarness) => Promise<Request>;

const onWebhook =
  (path: (id: string) => string, body?: unknown): MakeRequest =>
  async (gateway) => ({ url: path(await insertWebhook(gateway)), body });
const onDelivery =
  (path: (id: string) => string): MakeRequest =>
  async (gateway) => ({ url: path(await insertDelivery(gateway)) });

/** Calls about a receiver of the gateway's hotel. */
export const WEBHOOK_CALLS: Readonly<Record<string, MakeRequest>> = {
  webhooks: ({ propertyId }) => Promise.resolve({ url: PORTAL_PATHS.webhooks(propertyId) }),
  createWebhook: async ({ propertyId, db }) => {
    // A hotel may have ten; this is asked by every role.
    await db.query('truncate webhook_endpoint cascade');
    return { url: PORTAL_PATHS.webhooks(propertyId), body: { url: 'https://93.184.215.14/hook', events: ['payment.updated'] } };
  },
  webhook: onWebhook(PORTAL_PATHS.webhook),
  enableWebhook: onWebhook(PORTAL_PATHS.enableWebhook),
  disableWebhook: onWebhook(PORTAL_PATHS.disableWebhook),
  testWebhook: onWebhook(PORTAL_PATHS.testWebhook),
  rotateWebhook: onWebhook(PORTAL_PATHS.rotateWebhook, {}),
  webhookDeliveries: onWebhook(PORTAL_PATHS.webhookDeliveries),
  replayWebhook: onWebhook(PORTAL_PATHS.replayWebhook, { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
  webhookDelivery: onDelivery(PORTAL_PATHS.webhookDelivery),
  replayDelivery: onDelivery(PORTAL_PATHS.replayDelivery),
};
