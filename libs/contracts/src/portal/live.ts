import type { Permission } from '@payport/domain';
import { z } from 'zod';

/** What a change is about. `care`: whose a payment of the queue is; `day`: a close of a terminal's day. */
export const LIVE_TOPICS = ['payment', 'care', 'terminal', 'day', 'alarm', 'bank_file'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Who is told of a change: whoever may look at what it is about. */
export const LIVE_PERMISSIONS = {
  payment: 'viewPayments',
  care: 'viewPayments',
  terminal: 'viewTerminals',
  day: 'viewDays',
  alarm: 'viewAlarms',
  bank_file: 'viewBankFiles',
} as const satisfies Record<LiveTopic, Permission>;

/** The data of a `change`: what to read anew, and nothing of its content. */
export const LiveChange = z.object({ topic: z.enum(LIVE_TOPICS), subject: z.string(), property: z.string() });
export type LiveChange = z.infer<typeof LiveChange>;

/**
 * Events of the stream; each carries a place as its id, to go on from with `Last-Event-ID`. `ready`: told from here on;
 * `stale`: the place is too old, read everything anew; `beat`: nothing new, still here; `ended`: the session is over.
 */
export const LIVE_EVENTS = ['ready', 'change', 'stale', 'beat', 'ended'] as const;
export type LiveEventName = (typeof LIVE_EVENTS)[number];

export const PortalLiveQuery = z.object({
  once: z.enum(['true']).optional().describe('What is there now, and then the end: for networks that hold streams back'),
});
