import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { PortalPaymentRow } from './payment.ts';

/** What a word in the search box can be found by. */
export const SEARCH_FIELDS = ['rrn', 'auth', 'card', 'room', 'guest', 'booking', 'pms', 'amount', 'terminal', 'id'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** In a body, never in an address: guests' names stand in it, and addresses stand in logs. */
export const PortalSearchQuery = z.object({
  q: z.string().max(100),
  property: Uuid.optional(),
});
export type PortalSearchQuery = z.infer<typeof PortalSearchQuery>;

export const PortalSearchGroup = z.object({
  field: z.enum(SEARCH_FIELDS),
  count: z.int().describe('Payments found by this meaning; no more than 100 are counted'),
  more: z.boolean().describe('There are more than were counted'),
  query: z.string().describe('The same search with this meaning only, for the list'),
});

export const PortalSearchResult = z.object({
  unclear: z
    .array(z.object({ text: z.string(), problem: z.enum(['operator', 'value', 'many']) }))
    .describe('What could not be read; then nothing is looked for, because nothing is dropped silently'),
  groups: z.array(PortalSearchGroup).describe('What the main word can mean, with how many payments it finds so; of the caller’s properties only'),
  payments: z.array(PortalPaymentRow).describe('The newest of them'),
  terminals: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        tid: z.string().nullable(),
        property: z.object({ id: z.string(), name: z.string() }),
      }),
    )
    .describe('Terminals whose name or TID fits'),
});
export type PortalSearchResult = z.infer<typeof PortalSearchResult>;
