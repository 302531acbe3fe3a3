import { DECLINE_CODES, PAYMENT_KINDS, PAYMENT_OUTCOMES, PAYMENT_STATUSES, RETRY_ADVICE, STAGES } from '@payport/domain';
import { z } from 'zod';
import { Amount, AmountText, CalendarDate, CurrencyCode, freeText, Moment, oneOrManyIds, reference, requiredText, Uuid } from './primitives.ts';

export const Reservation = z.object({
  confirmationNumber: reference(64).optional(),
  guestName: freeText(255).optional(),
  room: freeText(64).optional(),
  arrival: CalendarDate.optional(),
  departure: CalendarDate.optional(),
});

export const OriginalReference = z.union([
  z.strictObject({ paymentId: Uuid }),
  z.strictObject({ rrn: reference(32), authCode: reference(16).optional(), date: CalendarDate.optional() }),
]);

/** What the cashier was warned of and goes on with. */
const Acknowledge = z.object({ duplicateOf: oneOrManyIds.optional(), openPayment: oneOrManyIds.optional() });

/** `POST /sonata/v1/payments`: a positive amount is a sale, a negative one a refund. */
export const CreatePayment = z
  .object({
    terminalId: Uuid,
    amount: AmountText,
    currency: CurrencyCode,
    kind: z.enum(['sale', 'refund', 'preauthorization']).optional(),
    pmsTransactionNumber: reference(64)
      .refine((text) => text.length > 0, { message: 'too-short' })
      .optional(),
    reservation: Reservation.optional(),
    folio: z.object({ window: freeText(64).optional(), name: freeText(255).optional() }).optional(),
    original: OriginalReference.optional(),
    cashier: freeText(255).optional(),
    workstation: freeText(255).optional(),
    comment: freeText(255).optional(),
    details: freeText(255).optional(),
    confirmation: z.enum(['auto', 'pms']).default('auto'),
    acknowledge: Acknowledge.optional(),
  })
  .meta({ id: 'CreatePayment' });
export type CreatePayment = z.infer<typeof CreatePayment>;

/** The call itself says which way the money goes. */
const PositiveAmountText = AmountText.meta({ pattern: '^(0|[1-9][0-9]*)(\\.[0-9]+)?$' });

/** `POST …/refunds`: money back of one payment. What the reason says becomes the refund's comment. */
export const CreateRefund = z
  .object({
    amount: PositiveAmountText.describe('Positive; the refund itself has a negative amount'),
    reason: requiredText(255),
    terminalId: Uuid.optional().describe("Absent: the original's terminal"),
    cashier: freeText(255).optional(),
    acknowledge: Acknowledge.optional(),
  })
  .meta({ id: 'CreateRefund' });
export type CreateRefund = z.infer<typeof CreateRefund>;

/** `POST …/void`: the whole payment, on its own terminal. */
export const CreateVoid = z
  .object({
    reason: freeText(255).optional(),
    cashier: freeText(255).optional(),
    acknowledge: Acknowledge.optional(),
  })
  .meta({ id: 'CreateVoid' });
export type CreateVoid = z.infer<typeof CreateVoid>;

/** `POST …/capture`: once; what is left of the reservation is released by the bank. */
export const CreateCapture = z
  .object({
    amount: PositiveAmountText.describe('Positive, at most what was reserved'),
    cashier: freeText(255).optional(),
    acknowledge: Acknowledge.optional(),
  })
  .meta({ id: 'CreateCapture' });
export type CreateCapture = z.infer<typeof CreateCapture>;

/** `POST …/posting`: Sonata's own posting in the folio. */
export const ReportPosting = z
  .object({
    postingNumber: reference(64)
      .transform((text) => text.trim())
      .refine((text) => text !== '', { message: 'required' }),
    postedAt: z.iso.datetime({ offset: true }).optional().describe('RFC 3339 with offset; absent: now'),
    folioWindow: freeText(64).optional(),
  })
  .meta({ id: 'ReportPosting' });
export type ReportPosting = z.infer<typeof ReportPosting>;

/** `POST …/confirm`: Sonata has posted a held payment. */
export const ConfirmPayment = z
  .object({
    postingNumber: reference(64)
      .transform((text) => text.trim())
      .refine((text) => text !== '', { message: 'required' }),
  })
  .meta({ id: 'ConfirmPayment' });
export type ConfirmPayment = z.infer<typeof ConfirmPayment>;

/** `POST …/rollback`: Sonata will not post a held payment. */
export const RollbackPayment = z.object({ reason: requiredText(255) }).meta({ id: 'RollbackPayment' });
export type RollbackPayment = z.infer<typeof RollbackPayment>;

export const PaymentListQuery = z.object({
  confirmationNumber: reference(64).optional(),
  pmsTransactionNumber: reference(64).optional(),
  idempotencyKey: z.string().max(255).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  status: z.enum(PAYMENT_STATUSES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PaymentListQuery = z.infer<typeof PaymentListQuery>;

export const PaymentResult = z
  .object({
    approvedAmount: Amount.nullable(),
    currency: z.string(),
    rrn: z.string().nullable(),
    authCode: z.string().nullable(),
    responseCode: z.string().nullable(),
    responseText: z.string().nullable(),
    cardMask: z.string().nullable().describe('First six and last four digits at most: 411111******1111'),
    cardBrand: z.string().nullable(),
    cardExpiry: z.string().nullable(),
    cardholder: z.string().nullable(),
    terminalTid: z.string().nullable(),
    merchantMid: z.string().nullable(),
    stan: z.string().nullable(),
    hostTime: Moment.nullable().describe('RFC 3339 with offset: what the terminal’s own clock showed, in the property’s time zone'),
    executedAs: z.enum(['sale', 'refund', 'void']).nullable(),
    slip: z.string().nullable(),
  })
  .meta({ id: 'PaymentResult' });

export const PaymentDecline = z
  .object({
    code: z.enum(DECLINE_CODES),
    terminalCode: z.string().nullable().describe("The terminal's own code, as it came"),
    message: z.string(),
    advice: z.string(),
    retry: z.enum(RETRY_ADVICE),
  })
  .meta({ id: 'PaymentDecline' });

const nullableText = z.string().nullable();

/** The payment as everybody outside sees it. */
export const Payment = z
  .object({
    id: z.string(),
    kind: z.enum(PAYMENT_KINDS),
    amount: Amount,
    currency: z.string(),
    status: z.enum(PAYMENT_STATUSES),
    outcome: z.enum(PAYMENT_OUTCOMES),
    final: z.boolean(),
    stage: z.enum(STAGES).nullable(),
    stageText: nullableText,
    terminal: z.object({ id: z.string(), name: z.string() }),
    reservation: z
      .object({ confirmationNumber: nullableText, guestName: nullableText, room: nullableText, arrival: nullableText, departure: nullableText })
      .nullable(),
    folio: z.object({ window: nullableText, name: nullableText }).nullable(),
    cashier: nullableText,
    workstation: nullableText,
    comment: nullableText,
    details: nullableText,
    pmsTransactionNumber: nullableText,
    original: z.object({ paymentId: nullableText, rrn: nullableText, linkedBy: z.enum(['payment_id', 'rrn', 'auto']).nullable() }).nullable(),
    refundedAmount: Amount,
    refundableAmount: Amount,
    capturedAmount: Amount.nullable(),
    expiresAt: Moment.nullable(),
    confirmation: z.enum(['auto', 'pms']),
    confirmBy: Moment.nullable(),
    posting: z.object({ postingNumber: z.string(), postedAt: Moment, folioWindow: nullableText }).nullable(),
    result: PaymentResult.nullable(),
    decline: PaymentDecline.nullable(),
    contradiction: z.object({ source: z.string(), evidence: z.string(), at: Moment }).nullable(),
    createdAt: Moment,
    updatedAt: Moment,
    finalAt: Moment.nullable(),
    links: z.object({ self: z.string(), events: z.string(), slip: z.string().nullable(), cancel: z.string().nullable() }),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof Payment>;

export const PaymentList = z.object({ data: z.array(Payment), nextCursor: z.string().nullable() }).meta({ id: 'PaymentList' });
export type PaymentList = z.infer<typeof PaymentList>;
