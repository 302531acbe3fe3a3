import { RECON_RESULTS } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

const Amount = z.string().describe('Decimal string; money back to the guest is negative');
const Hotel = z.object({ id: Uuid, name: z.string() });

/** Longest span of a report, days. */
export const MAX_RECON_SPAN_DAYS = 366;
/** How old exceptions are, in days: from the newest to the oldest. */
export const RECON_AGES = ['0-1', '2-3', '4-7', '8-30', '31+'] as const;
export type ReconAge = (typeof RECON_AGES)[number];

const Span = { from: z.iso.date().optional(), to: z.iso.date().optional() };
const Where = z.object({ ...Span, property: Uuid.optional().describe('One hotel; else all where the person may see reconciliation') });

export const ReconReportQuery = Where;
export const ReconReportExport = Where.extend({
  format: z.enum(['xlsx', 'csv', 'csv-1251']),
  language: z.enum(['ru', 'en']).optional(),
});
export type ReconReportExport = z.infer<typeof ReconReportExport>;

/** What the acquirers' registries say about a part of the span. Refunds and fees are positive. */
export const ReconSums = z.object({
  currency: z.string(),
  sales: z.int(),
  sold: Amount,
  refunds: z.int(),
  refunded: Amount,
  fee: Amount,
  expectedFee: Amount.describe('By the contract, of the operations that can be checked'),
  overcharge: Amount.describe('Fee less the contract’s, of the same operations; negative: less was taken'),
  unchecked: z.int().describe('Operations whose fee nobody can check: no tariff is known, or the registry tells no fee'),
  net: Amount,
});
export type ReconSums = z.infer<typeof ReconSums>;

export const PortalReconReport = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  asOf: z.iso.datetime().describe('Days that are open are told as they stood then, closed ones as they were closed'),
  hotels: z
    .array(Hotel.extend({ timeZone: z.string(), comparedAt: z.iso.datetime().nullable().describe('When it was matched last; null: never yet') }))
    .describe('Hotels of the report'),
  totals: z.array(ReconSums).describe('All of them, a currency each'),
  byHotel: z.array(ReconSums.extend({ hotel: Hotel })),
  byTerminal: z.array(ReconSums.extend({ hotel: Hotel, name: z.string().describe('Empty: the registry does not say') })),
  byBrand: z.array(ReconSums.extend({ name: z.string().describe('Empty: the registry does not say') })),
  days: z.array(
    ReconSums.extend({
      hotel: Hotel,
      day: z.iso.date(),
      closed: z.boolean().describe('As it was closed; what came later is told apart'),
      adjustments: z.int().describe('Changes that came after the close'),
    }),
  ),
  ageing: z
    .array(
      z.object({
        hotel: Hotel,
        age: z.enum(RECON_AGES),
        from: z.iso.date().nullable().describe('Business days of that age; null: without an end'),
        to: z.iso.date().nullable(),
        currency: z.string(),
        count: z.int(),
        amount: Amount,
      }),
    )
    .describe('Exceptions that are not ended, by their days, whatever the span'),
});
export type PortalReconReport = z.infer<typeof PortalReconReport>;

export const RECON_FEE_FINDINGS = ['over', 'under', 'exact', 'unchecked'] as const;
export type ReconFeeFinding = (typeof RECON_FEE_FINDINGS)[number];

export const ReconReportLinesQuery = Where.extend({
  terminal: z.string().max(200).optional().describe('As the report names it; empty: the registry does not say'),
  brand: z.string().max(200).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  way: z.enum(['sale', 'refund']).optional(),
  fee: z.enum(RECON_FEE_FINDINGS).optional().describe('What the contract says to the fee'),
  cursor: z.string().max(600).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReconReportLinesQuery = z.infer<typeof ReconReportLinesQuery>;

/** One line of an acquirer's registry that a figure of the report is made of. */
export const PortalReconReportLine = z.object({
  hotel: Hotel,
  ref: z.string(),
  day: z.iso.date(),
  time: z.string().nullable().describe('The bank’s clock'),
  closed: z.boolean(),
  terminal: z.string(),
  brand: z.string(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  cardMask: z.string().nullable(),
  currency: z.string(),
  amount: Amount,
  fee: Amount.nullable().describe('Null: the registry does not say'),
  expectedFee: Amount.nullable().describe('Null: no tariff is known'),
  overcharge: Amount.nullable(),
  result: z.enum(RECON_RESULTS),
  paymentId: Uuid.nullable(),
  fileName: z.string(),
  row: z.int(),
});
export type PortalReconReportLine = z.infer<typeof PortalReconReportLine>;
export const PortalReconReportLines = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  data: z.array(PortalReconReportLine),
  nextCursor: z.string().nullable(),
});
export type PortalReconReportLines = z.infer<typeof PortalReconReportLines>;
