import { z } from 'zod';
import { PortalReconLine } from './recon-lines.ts';
import { PortalWebhookDelivery } from './webhooks.ts';

/** One message about the payment to one receiver. */
export const PortalTraceDelivery = PortalWebhookDelivery.extend({
  webhookId: z.string(),
  receiver: z.string().describe('Host of its address: a path may hold a secret of the receiver'),
  mayReplay: z.boolean().describe('This person may send it again now; not where its receiver is switched off'),
});
export type PortalTraceDelivery = z.infer<typeof PortalTraceDelivery>;

/** The end of day that holds the payment. */
export const PortalTraceBatch = z.object({
  id: z.string(),
  closedAt: z.string(),
  matches: z.boolean().nullable().describe('Do the totals of the whole batch agree? Null: one side is not known'),
  unresolved: z.boolean().describe('It was closed without the outcome of this payment'),
});
export type PortalTraceBatch = z.infer<typeof PortalTraceBatch>;

export const PortalTraceSettlement = z.object({
  counts: z.boolean().describe('The payment moved money, or may have: it belongs to a batch'),
  batch: PortalTraceBatch.nullable().describe('Null: the day on its terminal has not been closed since'),
  settleAt: z.string().nullable().describe('When the terminal closes by itself, local time of the property, HH:MM; null: by hand'),
});
export type PortalTraceSettlement = z.infer<typeof PortalTraceSettlement>;

/** What one person did with the payment in the portal, by the audit. */
export const PortalTraceLook = z.object({
  name: z.string(),
  action: z.string().describe('Stable word; the portal has a text for each'),
  times: z.int(),
  first: z.string(),
  last: z.string(),
});
export type PortalTraceLook = z.infer<typeof PortalTraceLook>;

/** What a payment left beside its own history. Null: a part that this person may not see. */
export const PortalPaymentTraces = z.object({
  deliveries: z.array(PortalTraceDelivery).nullable().describe('Newest first, at most 100'),
  lines: z.array(PortalReconLine).nullable().describe('The payment itself in each relation, then what it is matched with'),
  settlement: PortalTraceSettlement.nullable(),
  looks: z.array(PortalTraceLook).nullable().describe('By person and action, latest first; what the history tells itself is not repeated'),
});
export type PortalPaymentTraces = z.infer<typeof PortalPaymentTraces>;
