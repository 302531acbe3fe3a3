import { REFUND_REASONS } from '@payport/domain';
import { z } from 'zod';
import { Uuid, writtenReason } from '../sonata/primitives.ts';

/** Money back by a person: within their limit at once, above it as a proposal. */
export const NewGiveBack = z.object({
  amount: z.string().max(20).describe('Positive, at most what is left of the payment'),
  reasonCode: z.enum(REFUND_REASONS),
  reason: writtenReason.describe('In words: what happened'),
  terminalId: Uuid.optional().describe('Another terminal of the same acquirer; absent: that of the payment'),
  key: z.uuid().describe('Made once for this refund: the same request sent again is the same refund'),
  alone: z.boolean().describe('What the page told the person; false: it becomes a proposal, whatever the limits are now'),
  left: z.string().max(20).describe('What was left when the page was drawn: something else means that it shows something old'),
});
export type NewGiveBack = z.infer<typeof NewGiveBack>;

/** A refund that waits for a second person. */
export const RefundProposal = z.object({
  seq: z.int().describe('Names it: its event in the payment’s history'),
  amount: z.string(),
  reason: z.string(),
  reasonCode: z.enum(REFUND_REASONS).nullable(),
  terminal: z.object({ id: z.string(), name: z.string() }),
  by: z.string(),
  at: z.string(),
  mine: z.boolean().describe('Proposed by the person who asks: somebody else has to confirm it'),
});
export type RefundProposal = z.infer<typeof RefundProposal>;

/** What can go back of a payment, and what this person may do about it. */
export const RefundPanel = z.object({
  currency: z.string(),
  capturedAmount: z.string(),
  refundedAmount: z.string().describe('What went back for certain'),
  pendingAmount: z.string().describe('What running and unknown refunds may have given back'),
  refundableAmount: z.string(),
  aloneAmount: z.string().nullable().describe('How much of it the person gives back alone; null: all of it'),
  running: z.string().nullable().describe('A refund of it that is not final yet'),
  terminals: z.array(z.object({ id: z.string(), name: z.string(), usual: z.boolean(), ready: z.boolean() })).describe('Of the same acquirer'),
  proposal: RefundProposal.nullable(),
  may: z.object({ give: z.boolean(), confirm: z.boolean(), reject: z.boolean() }),
});
export type RefundPanel = z.infer<typeof RefundPanel>;
