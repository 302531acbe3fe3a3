import { CLOSED, POSTED, type PortalRoute } from './route.ts';
import {
  NewWebhook,
  PortalMadeWebhook,
  PortalReplay,
  PortalWebhook,
  PortalWebhookDelivery,
  PortalWebhookDeliveryDetail,
  PortalWebhookDeliveryList,
  PortalWebhookDetail,
  PortalWebhookList,
  ReplayWebhook,
  RotateWebhook,
  WebhookDeliveryQuery,
} from './webhooks.ts';

const WEBHOOKS = '/portal/v1/webhooks';
const DELIVERIES = '/portal/v1/webhook-deliveries';

export const WEBHOOK_PATHS = {
  webhooks: (propertyId: string) => `/portal/v1/properties/${propertyId}/webhooks`,
  webhook: (id: string) => `${WEBHOOKS}/${id}`,
  enableWebhook: (id: string) => `${WEBHOOKS}/${id}/enable`,
  disableWebhook: (id: string) => `${WEBHOOKS}/${id}/disable`,
  testWebhook: (id: string) => `${WEBHOOKS}/${id}/test`,
  rotateWebhook: (id: string) => `${WEBHOOKS}/${id}/rotate`,
  webhookDeliveries: (id: string) => `${WEBHOOKS}/${id}/deliveries`,
  replayWebhook: (id: string) => `${WEBHOOKS}/${id}/replay`,
  webhookDelivery: (id: string) => `${DELIVERIES}/${id}`,
  replayDelivery: (id: string) => `${DELIVERIES}/${id}/replay`,
} as const;

const CHANGE = [...CLOSED, 'forbidden', 'not-found', ...POSTED] as const;

/** Where hotel systems are told, and what became of it. */
export const WEBHOOK_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: WEBHOOK_PATHS.webhooks('{id}'),
    operationId: 'webhooks',
    summary: "A hotel's receivers, oldest first; never their secrets",
    answers: { 200: { description: 'All of them', schema: PortalWebhookList } },
    problems: [...CLOSED, 'not-found'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.webhooks('{id}'),
    operationId: 'createWebhook',
    summary: 'Add a receiver; its secret is told once',
    body: NewWebhook,
    answers: { 201: { description: 'The receiver', schema: PortalMadeWebhook } },
    problems: [...CHANGE, 'step-up-required', 'validation-failed'],
  },
  {
    method: 'get',
    path: WEBHOOK_PATHS.webhook('{id}'),
    operationId: 'webhook',
    summary: 'One receiver with its hotel; never its secrets',
    answers: { 200: { description: 'The receiver', schema: PortalWebhookDetail } },
    problems: [...CLOSED, 'not-found'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.enableWebhook('{id}'),
    operationId: 'enableWebhook',
    summary: 'Tell it again from now on; what was missed is sent by a replay',
    answers: { 200: { description: 'The receiver', schema: PortalWebhook } },
    problems: [...CHANGE, 'validation-failed'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.disableWebhook('{id}'),
    operationId: 'disableWebhook',
    summary: 'Tell it nothing more; what was not delivered yet is cancelled',
    answers: { 200: { description: 'The receiver', schema: PortalWebhook } },
    problems: CHANGE,
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.rotateWebhook('{id}'),
    operationId: 'rotateWebhook',
    summary: 'Give it a new secret, told once; for a time messages are signed with both',
    body: RotateWebhook,
    answers: { 200: { description: 'The receiver', schema: PortalMadeWebhook } },
    problems: [...CHANGE, 'step-up-required', 'validation-failed'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.testWebhook('{id}'),
    operationId: 'testWebhook',
    summary: 'Send it a message about nothing, signed as every message is',
    answers: { 201: { description: 'The message, on its way', schema: PortalWebhookDelivery } },
    problems: [...CHANGE, 'webhook-disabled'],
  },
  {
    method: 'get',
    path: WEBHOOK_PATHS.webhookDeliveries('{id}'),
    operationId: 'webhookDeliveries',
    summary: 'Messages to it, newest first',
    query: WebhookDeliveryQuery,
    answers: { 200: { description: 'One page', schema: PortalWebhookDeliveryList } },
    problems: [...CLOSED, 'not-found', 'validation-failed'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.replayWebhook('{id}'),
    operationId: 'replayWebhook',
    summary: 'Send again what happened in a period, also what it was never told; or everything that was given up',
    body: ReplayWebhook,
    answers: { 200: { description: 'How many', schema: PortalReplay } },
    problems: [...CHANGE, 'validation-failed', 'webhook-disabled'],
  },
  {
    method: 'get',
    path: WEBHOOK_PATHS.webhookDelivery('{id}'),
    operationId: 'webhookDelivery',
    summary: 'One message with its attempts and what it tells',
    answers: { 200: { description: 'The message', schema: PortalWebhookDeliveryDetail } },
    problems: [...CLOSED, 'not-found'],
  },
  {
    method: 'post',
    path: WEBHOOK_PATHS.replayDelivery('{id}'),
    operationId: 'replayDelivery',
    summary: 'Send one message again, under the same webhook-id',
    answers: { 200: { description: 'The message', schema: PortalWebhookDelivery } },
    problems: [...CHANGE, 'webhook-disabled'],
  },
];
