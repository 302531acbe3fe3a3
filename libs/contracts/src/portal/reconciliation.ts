import { z } from 'zod';
import { RECON_RELATIONS, RECON_RESULTS, RECON_RUNGS, RECON_SIDES } from '@payport/domain';
import { Uuid } from '../sonata/primitives.ts';

const Amount = z.string().describe('Decimal string; money back to the guest is negative');

/** One field that two lines do not agree about. */
export const ReconDifference = z.object({
  field: z.enum(['amount', 'fee', 'status', 'day', 'currency']),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});
export type ReconDifference = z.infer<typeof ReconDifference>;

export const PortalReconLine = z.object({
  relation: z.enum(RECON_RELATIONS),
  side: z.enum(RECON_SIDES),
  ref: z.string().describe('Payment id, or identity of the line'),
  businessDay: z.iso.date(),
  kind: z.string(),
  amount: Amount,
  currency: z.string(),
  result: z.enum(RECON_RESULTS),
  rung: z.enum(RECON_RUNGS).nullable().describe('What the match rests on'),
  matchId: Uuid.nullable(),
  deadline: z.iso.date().nullable().describe('`expected`: the last day on which the other side is in time'),
  differences: z.array(ReconDifference),
  candidates: z.int().describe('`ambiguous`: how many pairs are suggested'),
  of: z
    .object({
      paymentId: Uuid.nullable(),
      fileId: Uuid.nullable(),
      fileName: z.string().nullable(),
      row: z.int().nullable(),
      tid: z.string().nullable(),
      rrn: z.string().nullable(),
      authCode: z.string().nullable(),
      cardMask: z.string().nullable(),
      at: z.string().nullable().describe('Local time of the side, where it has one'),
      text: z.string().nullable().describe('Guest and room, folio, or purpose'),
    })
    .describe('Where the line stands and how a person knows it again'),
});
export type PortalReconLine = z.infer<typeof PortalReconLine>;

export const ReconLinesQuery = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  relation: z.enum(RECON_RELATIONS).optional(),
  side: z.enum(RECON_SIDES).optional(),
  result: z.enum(RECON_RESULTS).optional(),
  match: Uuid.optional().describe('The members of one match'),
  cursor: z.string().max(600).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReconLinesQuery = z.infer<typeof ReconLinesQuery>;
export const PortalReconLines = z.object({ data: z.array(PortalReconLine), nextCursor: z.string().nullable() });
export type PortalReconLines = z.infer<typeof PortalReconLines>;

export const PortalReconSuggestion = z.object({
  relation: z.enum(RECON_RELATIONS),
  left: PortalReconLine,
  right: PortalReconLine,
  score: z.int().describe('Of 100'),
  why: z.array(z.string()).describe('Stable codes; the portal has the words'),
});
export type PortalReconSuggestion = z.infer<typeof PortalReconSuggestion>;

export const ReconSuggestionsQuery = z.object({
  relation: z.enum(RECON_RELATIONS),
  side: z.enum(RECON_SIDES),
  ref: z.string().min(1).max(500),
});
export type ReconSuggestionsQuery = z.infer<typeof ReconSuggestionsQuery>;
export const PortalReconSuggestions = z.object({ data: z.array(PortalReconSuggestion) });
export type PortalReconSuggestions = z.infer<typeof PortalReconSuggestions>;

/** Counts and sums of a span of days, by side and result: to the kopeck the sum of its lines. */
export const PortalReconSummary = z.object({
  ranAt: z.iso.datetime().nullable().describe('When the last run ended; null: nothing has been compared yet'),
  pending: z.boolean().describe('Something changed since'),
  groups: z.array(
    z.object({
      relation: z.enum(RECON_RELATIONS),
      side: z.enum(RECON_SIDES),
      result: z.enum(RECON_RESULTS),
      currency: z.string(),
      count: z.int(),
      amount: Amount,
    }),
  ),
});
export type PortalReconSummary = z.infer<typeof PortalReconSummary>;
export const ReconSummaryQuery = z.object({ from: z.iso.date(), to: z.iso.date() });
export type ReconSummaryQuery = z.infer<typeof ReconSummaryQuery>;
