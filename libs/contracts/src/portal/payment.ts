import { DECLINE_CODES, PAYMENT_KINDS, PAYMENT_OUTCOMES, PAYMENT_STATUSES } from '@payport/domain';
import { z } from 'zod';
import { PaymentDecline, Payment } from '../sonata/payment.ts';
import { freeText, writtenReason, Uuid } from '../sonata/primitives.ts';
import { RefundPanel, RefundProposal } from './refunds.ts';

/** Several values of a query in one word, comma-separated. */
export const commaList = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value), z.array(item));

/** The list's order. By amount, money back counts like money taken. */
export const PAYMENT_SORTS = ['newest', 'oldest', 'largest', 'smallest'] as const;
export type PaymentSort = (typeof PAYMENT_SORTS)[number];

/** Filters of the payments list; every one of them lives in the page's URL. Lists are comma-separated. */
export const PortalPaymentQuery = z.object({
  property: Uuid.optional(),
  status: commaList(z.enum(PAYMENT_STATUSES)).optional(),
  outcome: commaList(z.enum(PAYMENT_OUTCOMES)).optional(),
  kind: commaList(z.enum(PAYMENT_KINDS)).optional(),
  terminal: commaList(Uuid).optional(),
  reason: commaList(z.enum(DECLINE_CODES)).optional().describe('Why it did not go through'),
  returned: z.enum(['true']).optional().describe('Only money that went back: refunds, and voids of what was taken; not the release of a reservation'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  q: z.string().max(100).optional().describe('Words and operators of the search box; see `search`'),
  sort: z.enum(PAYMENT_SORTS).default('newest'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PortalPaymentQuery = z.infer<typeof PortalPaymentQuery>;

/** Columns of the list, as the portal shows them. */
export const PAYMENT_COLUMNS = ['time', 'status', 'amount', 'guest', 'card', 'reference', 'terminal'] as const;
export type PaymentColumn = (typeof PAYMENT_COLUMNS)[number];

/** What a file of the list may hold: of money back also what it goes back to, who gave it back and why. */
export const EXPORT_COLUMNS = [...PAYMENT_COLUMNS, 'original', 'why'] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

export const PAYMENT_EXPORT_FORMATS = ['csv', 'csv-1251', 'xlsx'] as const;
export type PaymentExportFormat = (typeof PAYMENT_EXPORT_FORMATS)[number];

/** The list's own conditions and order, all of its pages. */
export const PortalPaymentExport = PortalPaymentQuery.omit({ cursor: true, limit: true }).extend({
  format: z.enum(PAYMENT_EXPORT_FORMATS),
  columns: commaList(z.enum(EXPORT_COLUMNS)).optional().describe('In this order; absent: all of the list of payments'),
  language: z.enum(['ru', 'en']).optional().describe('A link sends no header; absent: by Accept-Language'),
});
export type PortalPaymentExport = z.infer<typeof PortalPaymentExport>;

/** A link sends no header; absent: by Accept-Language. */
export const DossierQuery = z.object({ language: z.enum(['ru', 'en']).optional() });

export const PortalPaymentRow = z.object({
  id: z.string(),
  createdAt: z.string(),
  kind: z.enum(PAYMENT_KINDS),
  amount: z.string().describe('Asked for'),
  approvedAmount: z.string().nullable().describe('What the bank approved, where that is not the amount asked for: sums of a day count it'),
  currency: z.string(),
  status: z.enum(PAYMENT_STATUSES),
  outcome: z.enum(PAYMENT_OUTCOMES),
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  terminal: z.object({ id: z.string(), name: z.string() }),
  guestName: z.string().nullable(),
  room: z.string().nullable(),
  confirmationNumber: z.string().nullable(),
  cardMask: z.string().nullable(),
  cardBrand: z.string().nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  decline: PaymentDecline.nullable(),
  demo: z.boolean(),
});
export type PortalPaymentRow = z.infer<typeof PortalPaymentRow>;
export const PortalPaymentList = z.object({ data: z.array(PortalPaymentRow), nextCursor: z.string().nullable() });
export type PortalPaymentList = z.infer<typeof PortalPaymentList>;

export const PortalEvent = z.object({
  seq: z.int(),
  at: z.string(),
  type: z.enum(['state', 'stage', 'note']),
  from: z.enum(PAYMENT_STATUSES).nullable(),
  to: z.enum(PAYMENT_STATUSES),
  stage: z.string().nullable(),
  cause: z.string().describe('Stable word; the portal has a text for each'),
  actor: z.string().describe('pms:<key name>, gateway, device, recovery, user:<name>'),
  evidence: z.record(z.string(), z.unknown()),
});
export type PortalEvent = z.infer<typeof PortalEvent>;

export const PortalFrame = z.object({
  id: z.string(),
  at: z.string(),
  direction: z.enum(['outbound', 'inbound']),
  channel: z.string(),
  hex: z.string(),
  text: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  checksumOk: z.boolean().nullable(),
});
export type PortalFrame = z.infer<typeof PortalFrame>;

/** What a person may decide about a payment in manual review. */
export const RESOLUTION_OUTCOMES = ['approved', 'declined', 'failed', 'reversed', 'undo'] as const;
export type ResolutionOutcome = (typeof RESOLUTION_OUTCOMES)[number];

export const NewResolution = z.object({
  outcome: z
    .enum(RESOLUTION_OUTCOMES)
    .describe(
      'approved: the money moved; declined: the bank refused; failed: it never reached the bank; reversed: it moved and was undone; undo: ' +
        'the terminal is to undo it, if it has it as its last operation, and the payment ends reversed or waits for a person again',
    ),
  evidence: freeText(2000)
    .refine((text) => text.trim().length >= 10, { message: 'evidence-missing' })
    .describe('What it rests on: who at the bank said what, which line of which statement'),
  rrn: z
    .string()
    .regex(/^\d{12}$/, 'rrn')
    .nullable()
    .default(null),
  authCode: z
    .string()
    .regex(/^[0-9A-Za-z]{6}$/, 'auth-code')
    .nullable()
    .default(null),
});
export type NewResolution = z.infer<typeof NewResolution>;

/** `seq` names the proposal that the person saw: its event in the payment's history. */
export const ResolutionConfirmation = z.object({ seq: z.int().min(1) });
export const ResolutionRejection = z.object({
  seq: z.int().min(1),
  reason: writtenReason,
});

/** A decision that waits for a second person. */
export const ProposedResolution = z.object({
  seq: z.int(),
  outcome: z.enum(RESOLUTION_OUTCOMES),
  evidence: z.string(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  mine: z.boolean().describe('Proposed by the person who asks: somebody else has to confirm it'),
});
export type ProposedResolution = z.infer<typeof ProposedResolution>;

/** Money back for a payment that the bank contradicts: always proposed by one person and confirmed by another. */
export const NewContradictionRefund = z.object({
  amount: z.string().max(20).describe('Positive, at most what the bank proves and what is left of it'),
  reason: writtenReason,
  terminalId: Uuid.optional().describe('Another terminal of the same acquirer; absent: that of the payment'),
});
export type NewContradictionRefund = z.infer<typeof NewContradictionRefund>;

export const ContradictionRefund = z.object({
  provenAmount: z.string().describe('What the bank shows as taken; zero where it shows that nothing was'),
  refundableAmount: z.string().describe('What is left of it: running and unknown refunds count'),
  currency: z.string(),
  proposal: RefundProposal.nullable(),
});
export type ContradictionRefund = z.infer<typeof ContradictionRefund>;

export const PortalFamilyMember = PortalPaymentRow.extend({
  parentId: z.string().nullable().describe('What it goes back to or captures; null: the first'),
  contradicted: z.boolean().describe('The bank shows something else'),
  refundableAmount: z.string().describe('What can still go back of it'),
});
export type PortalFamilyMember = z.infer<typeof PortalFamilyMember>;

export const PortalPaymentDetail = z.object({
  payment: Payment,
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  terminal: z.object({ tid: z.string().nullable(), mid: z.string().nullable() }).describe('The bank’s numbers, as they are set up now'),
  demo: z.boolean(),
  events: z.array(PortalEvent),
  frames: z.array(PortalFrame),
  refunds: z.array(PortalPaymentRow),
  family: z.array(PortalFamilyMember).describe('What belongs together, from the first operation on: reservation, captures, refunds, voids'),
  refund: RefundPanel.nullable().describe('Null: nothing of it can go back in the portal'),
  resolution: ProposedResolution.nullable(),
  contradictionRefund: ContradictionRefund.nullable().describe('Null: the bank contradicts nothing, or the payment is money back itself'),
  may: z
    .object({
      askAgain: z.boolean(),
      resolve: z.array(z.enum(RESOLUTION_OUTCOMES)).describe('Outcomes that the person may decide for; empty: none'),
      secondPerson: z.boolean().describe('A decision about this amount is confirmed by a second person'),
      confirmResolution: z.boolean(),
      rejectResolution: z.boolean(),
      proposeRefund: z.boolean().describe('Of a contradicted payment; this and the next two'),
      confirmRefund: z.boolean(),
      rejectRefund: z.boolean(),
    })
    .describe('What this person may do with this payment now'),
});
export type PortalPaymentDetail = z.infer<typeof PortalPaymentDetail>;
