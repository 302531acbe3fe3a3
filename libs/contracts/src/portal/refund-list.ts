import { REFUND_REASONS } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { PortalPaymentQuery, PortalPaymentRow } from './payment.ts';

/** Conditions of the list of payments, about money back alone. */
export const PortalRefundQuery = PortalPaymentQuery.omit({ kind: true, reason: true });
export type PortalRefundQuery = z.infer<typeof PortalRefundQuery>;

export const PortalRefundRow = PortalPaymentRow.extend({
  original: z
    .object({ id: z.string(), amount: z.string(), createdAt: z.string(), rrn: z.string().nullable() })
    .nullable()
    .describe('Null: it was paid elsewhere, or the refund goes back to nothing'),
  by: z.string().nullable().describe('Who gave it back: the cashier, or the person of the portal'),
  reasonCode: z.enum(REFUND_REASONS).nullable().describe('Null: it did not begin in the portal'),
  reason: z.string().nullable().describe('In words'),
  approval: z.object({ proposedBy: z.string(), confirmedBy: z.string() }).nullable().describe('Where two people gave it back'),
});
export type PortalRefundRow = z.infer<typeof PortalRefundRow>;

/** A refund that waits for a second person. */
export const PortalWaitingRefund = z.object({
  payment: PortalPaymentRow.describe('What it would go back to'),
  seq: z.int(),
  amount: z.string(),
  contradicted: z.boolean().describe('Money that the bank shows, beyond our books'),
  reason: z.string(),
  reasonCode: z.enum(REFUND_REASONS).nullable(),
  terminal: z.object({ id: z.string(), name: z.string() }),
  by: z.string(),
  at: z.string(),
  mine: z.boolean(),
  mayConfirm: z.boolean(),
});
export type PortalWaitingRefund = z.infer<typeof PortalWaitingRefund>;

/** Which of those that wait; every one of it lives in the page's URL. */
export const PortalWaitingQuery = z.object({
  property: Uuid.optional(),
  whose: z.enum(['me']).optional().describe('me: what the asking person may confirm; absent: all'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PortalWaitingQuery = z.infer<typeof PortalWaitingQuery>;

export const PortalWaitingRefundList = z.object({
  data: z.array(PortalWaitingRefund).describe('Longest waiting first'),
  nextCursor: z.string().nullable(),
  count: z.int().describe('How many these conditions show; no more than 100 are counted'),
});
export type PortalWaitingRefundList = z.infer<typeof PortalWaitingRefundList>;

export const PortalRefundList = z.object({
  data: z.array(PortalRefundRow),
  nextCursor: z.string().nullable(),
});
export type PortalRefundList = z.infer<typeof PortalRefundList>;
