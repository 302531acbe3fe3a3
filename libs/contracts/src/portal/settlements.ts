import { PAYMENT_KINDS, PAYMENT_STATUSES } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { BatchTotal, Settlement } from '../sonata/settlement.ts';
import { RequestedBy } from './service-commands.ts';

/**
 * Where a terminal's day stands. `by_hand`: no time is set. `due`: the time has come or will, and nothing is lost yet.
 * `missed`: the time is well over and the batch is still open.
 */
export const END_OF_DAY_STATES = ['by_hand', 'due', 'running', 'done', 'missed'] as const;
export type EndOfDayState = (typeof END_OF_DAY_STATES)[number];

const ShownProperty = z.object({ id: z.string(), name: z.string(), timeZone: z.string() });

/** A settlement as the portal shows it. */
export const PortalSettlement = Settlement.extend({
  property: ShownProperty,
  requestedBy: RequestedBy,
  openedAt: z.string().nullable().describe('The close before this one: where the batch begins; null for the first one we know'),
  closedAt: z.string().nullable().describe("The close by the terminal's clock, else by ours"),
  demo: z.boolean(),
});
export type PortalSettlement = z.infer<typeof PortalSettlement>;

/** One line of the End of day page: one terminal. */
export const PortalEndOfDay = z.object({
  terminal: z.object({ id: z.string(), name: z.string(), enabled: z.boolean() }),
  property: ShownProperty,
  settleAt: z.string().nullable().describe('Local time of the property, HH:MM; null: by hand'),
  state: z.enum(END_OF_DAY_STATES),
  dueAt: z.string().nullable().describe('The time this state is about; null by hand'),
  nextDueAt: z.string().nullable(),
  /** The newest settlement, whatever came of it. */
  last: PortalSettlement.nullable(),
  lastDoneAt: z.string().nullable(),
  openPayments: z.array(z.string()).describe('Payments of unknown outcome on this terminal, to be acknowledged before a close'),
  may: z.object({ settle: z.boolean() }),
});
export type PortalEndOfDay = z.infer<typeof PortalEndOfDay>;

export const PortalEndOfDayList = z.object({ data: z.array(PortalEndOfDay) });
export type PortalEndOfDayList = z.infer<typeof PortalEndOfDayList>;

export const PortalEndOfDayQuery = z.object({ property: Uuid.optional() });
export type PortalEndOfDayQuery = z.infer<typeof PortalEndOfDayQuery>;

export const PortalSettlementDetail = z.object({
  settlement: PortalSettlement,
  comparison: z
    .array(
      z.object({
        group: z.enum(['sales', 'refunds', 'voids']),
        terminal: BatchTotal,
        gateway: BatchTotal,
        agrees: z.boolean().nullable().describe('Null where one side is not known'),
      }),
    )
    .describe('Empty until the batch is closed'),
  /** Payments of the batch whose outcome is not known: they may explain a difference. */
  unresolved: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(PAYMENT_KINDS),
      amount: z.string(),
      currency: z.string(),
      status: z.enum(PAYMENT_STATUSES),
      createdAt: z.string(),
    }),
  ),
});
export type PortalSettlementDetail = z.infer<typeof PortalSettlementDetail>;
