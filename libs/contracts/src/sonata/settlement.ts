import { z } from 'zod';
import { Amount, Moment, oneOrManyIds, Uuid } from './primitives.ts';

/** Life of a settlement: `failed` is proof that the batch was not closed, `unknown` that there is no proof either way. */
export const SETTLEMENT_STATUSES = ['accepted', 'in_progress', 'done', 'failed', 'unknown'] as const;

/** `POST /sonata/v1/terminals/{id}/settlements`; the body may be left out. */
export const CreateSettlement = z
  .object({
    acknowledge: z
      .object({
        openPayment: oneOrManyIds.optional().describe('Payments of unknown outcome that the caller knows of: the close destroys their evidence'),
      })
      .optional(),
  })
  .meta({ id: 'CreateSettlement' });
export type CreateSettlement = z.infer<typeof CreateSettlement>;

export const BatchTotal = z
  .object({
    count: z.int().nullable().describe('Null where the slip does not say'),
    amount: Amount.nullable(),
  })
  .meta({ id: 'BatchTotal' });
export type BatchTotal = z.infer<typeof BatchTotal>;

export const BatchTotals = z.object({ sales: BatchTotal, refunds: BatchTotal, voids: BatchTotal }).meta({ id: 'BatchTotals' });
export type BatchTotals = z.infer<typeof BatchTotals>;

/** One end of day of one terminal. Amounts are positive: the group carries the direction. */
export const Settlement = z
  .object({
    id: z.string(),
    terminal: z.object({ id: z.string(), name: z.string() }),
    status: z.enum(SETTLEMENT_STATUSES),
    totals: z.object({
      terminal: BatchTotals.nullable().describe("From the terminal's slip; null where there is none"),
      gateway: BatchTotals.nullable().describe('Our payments between this close and the one before; null until the batch is closed'),
    }),
    currency: z.string(),
    matches: z.boolean().nullable().describe('Null where the totals are not known'),
    unresolved: z.array(z.string()).describe('Payments of this batch whose outcome is not known'),
    slip: z.string().nullable(),
    message: z.string().nullable().describe("Why it failed or is unknown, in the caller's language"),
    createdAt: Moment,
    finalAt: Moment.nullable(),
  })
  .meta({ id: 'Settlement' });
export type Settlement = z.infer<typeof Settlement>;

export const SettlementList = z.object({ data: z.array(Settlement), nextCursor: z.string().nullable() }).meta({ id: 'SettlementList' });
export type SettlementList = z.infer<typeof SettlementList>;

export const SettlementListQuery = z.object({
  terminalId: Uuid.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type SettlementListQuery = z.infer<typeof SettlementListQuery>;
