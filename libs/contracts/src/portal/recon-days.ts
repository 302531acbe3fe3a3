import { RECON_RELATIONS, RECON_RESULTS, RECON_SIDES } from '@payport/domain';
import { z } from 'zod';
import { PortalReconException } from './recon-desk.ts';

const Amount = z.string().describe('Decimal string; money back to the guest is negative');

/** What keeps a day open. `in_transit` alone does not: money that the account gets later comes as an adjustment. */
export const RECON_BLOCKERS = ['not_over', 'exceptions', 'registry', 'postings', 'unknown_payments', 'batches', 'pending', 'nothing'] as const;
/** A close may be ordered over these, with a reason that stays in the day's history. */
export const RECON_BLOCKERS_WITH_REASON = ['batches'] as const satisfies readonly (typeof RECON_BLOCKERS)[number][];
export type ReconBlocker = (typeof RECON_BLOCKERS)[number];

const Blocker = z.object({ code: z.enum(RECON_BLOCKERS), count: z.int() });
const SideSum = z.object({ side: z.enum(RECON_SIDES), currency: z.string(), count: z.int(), amount: Amount });

/** What is not closed is told as it stood at a moment. */
const AsOf = {
  asOf: z.iso.datetime().describe('Days that are open are told as they stood then'),
  comparedAt: z.iso.datetime().nullable().describe('When the hotel was matched last; null: never yet'),
};

export const PortalReconDayRow = z.object({
  day: z.iso.date(),
  state: z.enum(['open', 'closed']),
  closed: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
  sides: z.array(SideSum),
  exceptions: z.int().describe('Not ended yet'),
  adjustments: z.int().describe('Changes that came after the close'),
  missing: z.array(Blocker).describe('Why it cannot be closed; empty: it can'),
});
export type PortalReconDayRow = z.infer<typeof PortalReconDayRow>;

export const ReconDaysQuery = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });
export const PortalReconDays = z.object({
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  from: z.iso.date(),
  to: z.iso.date(),
  today: z.iso.date(),
  ...AsOf,
  data: z.array(PortalReconDayRow).describe('The newest first; days on which nothing happened are left out'),
});
export type PortalReconDays = z.infer<typeof PortalReconDays>;

const Group = z.object({
  by: z.enum(['terminal', 'brand']),
  name: z.string(),
  currency: z.string(),
  sales: z.int(),
  sold: Amount,
  refunds: z.int(),
  refunded: Amount,
  fee: Amount,
  expectedFee: Amount.nullable(),
  overcharge: Amount.nullable(),
  net: Amount,
});

/** A batch that a terminal closed on the day: its own totals beside ours of the same batch. Sales less refunds and voids. */
const Batch = z.object({
  settlementId: z.string(),
  terminal: z.string(),
  closedAt: z.iso.datetime(),
  currency: z.string(),
  count: z.int().nullable().describe('Null: the terminal does not say'),
  amount: Amount.nullable(),
  ourCount: z.int().nullable(),
  ourAmount: Amount.nullable(),
  matches: z.boolean().nullable().describe('Null: not known well enough to say'),
});
export type PortalReconBatch = z.infer<typeof Batch>;
export const ReconCloseOrder = z.object({
  reason: z.string().trim().min(3).max(1000).optional().describe('Why the day closes although a terminal’s batch disagrees'),
});
export type ReconCloseOrder = z.infer<typeof ReconCloseOrder>;

export const PortalReconDay = PortalReconDayRow.extend({
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  ...AsOf,
  sha256: z.string().nullable(),
  inTransit: z
    .object({ count: z.int(), amount: Amount, currency: z.string() })
    .nullable()
    .describe('On the way to the account; a close does not wait for it'),
  results: z.array(
    z.object({
      relation: z.enum(RECON_RELATIONS),
      side: z.enum(RECON_SIDES),
      result: z.enum(RECON_RESULTS),
      currency: z.string(),
      count: z.int(),
      amount: Amount,
    }),
  ),
  groups: z.array(Group),
  batches: z.array(Batch),
  worst: z.array(PortalReconException).describe('Exceptions that are not ended, the worst first; no more than ten'),
  events: z.array(z.object({ at: z.iso.datetime(), what: z.enum(['closed', 'reopened']), by: z.string(), reason: z.string().nullable() })),
  adjusted: z.array(
    z.object({
      at: z.iso.datetime(),
      relation: z.enum(RECON_RELATIONS),
      side: z.enum(RECON_SIDES),
      from: z.enum(RECON_RESULTS).nullable(),
      to: z.enum(RECON_RESULTS).nullable(),
      change: Amount,
      fee: Amount.describe('How much more of a fee the bank tells than at the close'),
      currency: z.string(),
      look: z.string().nullable(),
    }),
  ),
  may: z.object({ close: z.boolean(), reopen: z.boolean() }),
});
export type PortalReconDay = z.infer<typeof PortalReconDay>;

export const ReconActQuery = z.object({
  format: z.enum(['pdf', 'xlsx']),
  language: z.enum(['ru', 'en']).optional(),
  closing: z.iso.datetime().optional().describe('An earlier close of the day, by its moment in `events`: what it was closed with then'),
});
export type ReconActQuery = z.infer<typeof ReconActQuery>;

export const AcquirerReportQuery = z.object({ from: z.iso.date(), to: z.iso.date(), format: z.enum(['xlsx', 'csv', 'csv-1251']) });
export type PortalReconGroup = z.infer<typeof Group>;
