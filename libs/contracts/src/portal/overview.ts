import { DECLINE_CODES, PAYMENT_OUTCOMES } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

export const PortalOverviewQuery = z.object({ property: Uuid.optional() });
export type PortalOverviewQuery = z.infer<typeof PortalOverviewQuery>;

const CurrencySum = z.object({ currency: z.string(), count: z.int(), amount: z.string().describe('Positive') });
const Outcome = z.enum(PAYMENT_OUTCOMES);

/** One property's day so far, by its own clocks: every figure is counted, none is estimated. */
export const PortalOverviewDay = z.object({
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  day: z.string().describe('Today by the property’s calendar, YYYY-MM-DD'),
  from: z.string().describe('Its first moment'),
  to: z.string().describe('The first moment of the next day'),
  started: z
    .object({ terminal: z.boolean(), apiKey: z.boolean(), payment: z.boolean() })
    .describe('What a property needs before its first guest, and whether it has ever had one'),
  outcomes: z
    .array(z.object({ outcome: Outcome, count: z.int() }))
    .describe('Sales and preauthorizations by outcome; an outcome that did not happen is absent'),
  taken: z.array(CurrencySum).describe('Approved sales and captures'),
  returned: z.array(CurrencySum).describe('Approved refunds, and voids of what was taken'),
  hours: z
    .array(z.object({ hour: z.int().min(0).max(23), outcome: Outcome, count: z.int() }))
    .describe('The same sales and preauthorizations by the hour in which they began'),
  reasons: z
    .array(z.object({ code: z.enum(DECLINE_CODES), outcome: Outcome, count: z.int() }))
    .describe('Why sales and preauthorizations did not go through, the most frequent first'),
});
export type PortalOverviewDay = z.infer<typeof PortalOverviewDay>;

/** What other people proposed and the asking person may confirm. Hotels where nothing waits are absent. */
export const PortalWaitingForMe = z.object({
  data: z.array(
    z.object({
      property: z.string(),
      refunds: z.int().describe('Money back above the limit, also for payments that the bank contradicts'),
      resolutions: z.int().describe('Outcomes of payments'),
    }),
  ),
});
export type PortalWaitingForMe = z.infer<typeof PortalWaitingForMe>;

export const PortalOverview = z.object({
  at: z.string(),
  unknown: z
    .object({
      count: z.int(),
      review: z.int().describe('Of these, those that only a person can decide'),
      oldestAt: z.string().nullable(),
      atStake: z.array(CurrencySum),
    })
    .describe('Payments of unknown outcome, of whatever day'),
  days: z.array(PortalOverviewDay).describe('By name of the property'),
});
export type PortalOverview = z.infer<typeof PortalOverview>;
