import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { WEBHOOK_EVENTS, WEBHOOK_TEST } from '../webhooks/events.ts';

export const WEBHOOK_LANGUAGES = ['ru', 'en'] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'given_up', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an attempt got no answer. `format`, `scheme`, `host-not-found`, `address`: it may not go there. */
export const ATTEMPT_ERRORS = ['time-limit', 'tls', 'connection', 'format', 'scheme', 'host-not-found', 'address', 'secret'] as const;

export const PortalWebhookAttempt = z.object({
  number: z.int(),
  at: z.string(),
  durationMs: z.int(),
  status: z.int().nullable().describe('HTTP status of the answer'),
  error: z.string().nullable().describe('Why there was none'),
});
export type PortalWebhookAttempt = z.infer<typeof PortalWebhookAttempt>;

export const PortalWebhookDelivery = z.object({
  id: z.string().describe('The webhook-id'),
  event: z.string(),
  paymentId: z.string().nullable(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  nextAttemptAt: z.string().nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
});
export type PortalWebhookDelivery = z.infer<typeof PortalWebhookDelivery>;
export const PortalWebhookDeliveryList = z.object({ data: z.array(PortalWebhookDelivery), nextCursor: z.string().nullable() });
export type PortalWebhookDeliveryList = z.infer<typeof PortalWebhookDeliveryList>;
export const PortalWebhookDeliveryDetail = PortalWebhookDelivery.extend({
  history: z.array(PortalWebhookAttempt).describe('Newest first, at most 100'),
  body: z.string().nullable().describe('What would be sent now: a message tells the state at its sending. Null: there is nothing to tell any more'),
});
export type PortalWebhookDeliveryDetail = z.infer<typeof PortalWebhookDeliveryDetail>;

export const PortalWebhook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  language: z.enum(WEBHOOK_LANGUAGES),
  enabled: z.boolean(),
  disabledAs: z.enum(['person', 'gone']).nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  oldSecretEndsAt: z.string().nullable().describe('Until then messages are signed with the former secret as well'),
  waiting: z.int().describe('Messages not delivered yet, counted up to 1000'),
  failed: z.int().describe('Messages given up, counted up to 1000'),
  last: PortalWebhookDelivery.nullable().describe('The newest message'),
  lastDeliveredAt: z.string().nullable().describe('When it last took a message'),
});
export type PortalWebhook = z.infer<typeof PortalWebhook>;
export const PortalWebhookList = z.object({ data: z.array(PortalWebhook), may: z.object({ change: z.boolean() }) });
export type PortalWebhookList = z.infer<typeof PortalWebhookList>;

/** One receiver with its hotel. */
export const PortalWebhookDetail = z.object({
  webhook: PortalWebhook,
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  may: z.object({ change: z.boolean() }),
});
export type PortalWebhookDetail = z.infer<typeof PortalWebhookDetail>;

export const NewWebhook = z.object({
  url: z.string().max(2000),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length),
  language: z.enum(WEBHOOK_LANGUAGES).default('ru'),
});
export type NewWebhook = z.infer<typeof NewWebhook>;
/** `secret` is told once. */
export const PortalMadeWebhook = z.object({ webhook: PortalWebhook, secret: z.string() });
export type PortalMadeWebhook = z.infer<typeof PortalMadeWebhook>;

export const RotateWebhook = z.object({
  overlapHours: z.int().min(0).max(168).default(24).describe('How long the former secret is used beside the new one; 0: it ends now'),
});
export type RotateWebhook = z.infer<typeof RotateWebhook>;

export const WebhookDeliveryQuery = z.object({
  state: z.enum(DELIVERY_STATES).optional(),
  event: z.enum([...WEBHOOK_EVENTS, WEBHOOK_TEST]).optional(),
  cursor: Uuid.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type WebhookDeliveryQuery = z.infer<typeof WebhookDeliveryQuery>;

/** What happened in a period, or everything that was given up. */
export const ReplayWebhook = z.union([
  z
    .object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'period' }),
  z.object({ state: z.literal('given_up') }),
]);
export type ReplayWebhook = z.infer<typeof ReplayWebhook>;
export const PortalReplay = z.object({ count: z.int().describe('Messages that are sent again') });
export type PortalReplay = z.infer<typeof PortalReplay>;
