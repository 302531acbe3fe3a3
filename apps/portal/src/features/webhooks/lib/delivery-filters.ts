import { parseAsStringLiteral, type inferParserType } from 'nuqs/server';
import { EVENTS, STATES } from '../webhook-words.ts';

/** Messages of a receiver by event; the last one is what a person sends as a test. */
export const FILTER_EVENTS = [...EVENTS, 'webhook.test'] as const;

/** What narrows the list of messages stands in the page's address. */
export const deliveryParsers = { state: parseAsStringLiteral(STATES), event: parseAsStringLiteral(FILTER_EVENTS) };
export type DeliveryFilters = inferParserType<typeof deliveryParsers>;
