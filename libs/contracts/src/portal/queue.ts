import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { commaList, PAYMENT_EXPORT_FORMATS, PortalPaymentRow } from './payment.ts';

/** unknown: the outcome is not proven. care: ended without money, for a reason that staff can mend. */
export const QUEUE_PARTS = ['unknown', 'care'] as const;
export type QueuePart = (typeof QUEUE_PARTS)[number];

/** Conditions of the queue; every one of them lives in the page's URL. */
export const PortalQueueQuery = z.object({
  property: Uuid.optional(),
  part: z.enum(QUEUE_PARTS).optional(),
  owner: z
    .enum(['me', 'nobody', 'confirm'])
    .optional()
    .describe('Whose; confirm: decided by another person, and the asking one may confirm it; absent: everybody’s'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type PortalQueueQuery = z.infer<typeof PortalQueueQuery>;

/** Columns of the queue, as the portal shows them; the first ones are those that its cards tell as well. */
export const QUEUE_COLUMNS = ['time', 'status', 'amount', 'guest', 'story', 'owner', 'terminal', 'card', 'reference'] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** The queue's own conditions and order, all of its pages. */
export const PortalQueueExport = PortalQueueQuery.omit({ cursor: true, limit: true }).extend({
  format: z.enum(PAYMENT_EXPORT_FORMATS),
  columns: commaList(z.enum(QUEUE_COLUMNS)).optional().describe('In this order; absent: what the cards tell'),
  language: z.enum(['ru', 'en']).optional().describe('A link sends no header; absent: by Accept-Language'),
});
export type PortalQueueExport = z.infer<typeof PortalQueueExport>;

/** Who looks after a payment. */
export const PortalCare = z.object({
  owner: z.object({ name: z.string(), since: z.string(), me: z.boolean() }).nullable(),
  doneAt: z.string().nullable().describe('Looked at and put aside; the queue shows it no more'),
});
export type PortalCare = z.infer<typeof PortalCare>;

export const PortalQueueItem = z.object({
  part: z.enum(QUEUE_PARTS),
  payment: PortalPaymentRow,
  care: PortalCare,
  last: z.object({ cause: z.string(), at: z.string() }).describe('The newest event of its history'),
  questions: z
    .object({ count: z.int(), finding: z.string().nullable().describe('What the device said to the last one') })
    .describe('Asked of the device about this payment'),
  proposal: z.object({ by: z.string(), mine: z.boolean() }).nullable().describe('A decision that waits for a second person'),
  may: z.object({
    take: z.boolean().describe('From another person, too'),
    release: z.boolean(),
    finish: z.boolean(),
    askAgain: z.boolean(),
    decide: z.boolean().describe('Decide, or confirm what another proposed: on the payment’s page'),
  }),
});
export type PortalQueueItem = z.infer<typeof PortalQueueItem>;

export const PortalQueue = z.object({
  data: z.array(PortalQueueItem),
  nextCursor: z.string().nullable(),
  counts: z
    .object({ unknown: z.int(), care: z.int() })
    .describe('Of these properties, whoever looks after them; no more than 100 of each are counted'),
});
export type PortalQueue = z.infer<typeof PortalQueue>;
