import { z } from 'zod';
import { PortalAlarm } from '../portal/alarms.ts';
import { Payment } from '../sonata/payment.ts';
import { Settlement } from '../sonata/settlement.ts';
import { Terminal } from '../sonata/terminal.ts';

/** What a hotel system can be told of. */
export const WEBHOOK_EVENTS = ['payment.updated', 'payment.contradicted', 'terminal.status', 'settlement.done', 'alarm.raised'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Sent to one receiver when a person asks for it, whatever it wants to hear of. */
export const WEBHOOK_TEST = 'webhook.test';

const timestamp = z.string().describe('When this attempt was made');
const sequence = z.int().describe("The payment's sequence that `data` shows, the same as `id:` of its event stream: never go back behind it");

/** The body of a message. `data` is the object as it is when the message is sent, in the form of the Sonata API. */
export const WebhookMessage = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['payment.updated', 'payment.contradicted']), timestamp, sequence, data: Payment }),
  z.object({ type: z.literal('terminal.status'), timestamp, data: Terminal }),
  z.object({ type: z.literal('settlement.done'), timestamp, data: Settlement }),
  z.object({ type: z.literal('alarm.raised'), timestamp, data: PortalAlarm }),
  z.object({ type: z.literal(WEBHOOK_TEST), timestamp, data: z.object({ text: z.string().describe('To be shown; nothing has happened') }) }),
]);
export type WebhookMessage = z.infer<typeof WebhookMessage>;

/** A body has fewer bytes than this; a slip that would not fit is left out. */
export const WEBHOOK_BODY_LIMIT = 20_000;
