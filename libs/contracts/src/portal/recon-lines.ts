import { RECON_RELATIONS, RECON_RESULTS, RECON_SIDES } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { PortalReconPair } from './recon-desk.ts';
import { ReconDifference } from './reconciliation.ts';

/** What the matching made of one line of a side. */
export const PortalReconLine = PortalReconPair.extend({
  relation: z.enum(RECON_RELATIONS),
  deadline: z.iso.date().nullable().describe('`expected`: the last day on which the other side is in time'),
  differences: z.array(ReconDifference),
  exceptionId: Uuid.nullable().describe('Where somebody has to explain it, or did'),
});
export type PortalReconLine = z.infer<typeof PortalReconLine>;

/** A line of a day, with what can be done about its match. */
export const PortalReconDayLine = PortalReconLine.extend({
  matchId: Uuid.nullable().describe('The match that it stands in; of one relation'),
  decision: z
    .object({ matchId: Uuid, verdict: z.enum(['together', 'apart']), reason: z.string(), by: z.string() })
    .nullable()
    .describe('What a person decided about it last'),
  dayClosed: z.boolean(),
});
export type PortalReconDayLine = z.infer<typeof PortalReconDayLine>;

/** Members of one match that are shown, and that one order names. */
export const MAX_RECON_MEMBERS = 500;
export const ReconMatchQuery = z.object({ relation: z.enum(RECON_RELATIONS) });
export const PortalReconMatch = z.object({
  members: z.array(PortalReconPair).max(MAX_RECON_MEMBERS).describe('The side with fewer lines first'),
  more: z.boolean().describe('There are others'),
});
export type PortalReconMatch = z.infer<typeof PortalReconMatch>;

export const ReconLinesQuery = z.object({
  relation: z.enum(RECON_RELATIONS).optional(),
  side: z.enum(RECON_SIDES).optional(),
  result: z.enum(RECON_RESULTS).optional(),
  cursor: z.string().max(600).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReconLinesQuery = z.infer<typeof ReconLinesQuery>;
export const PortalReconLines = z.object({ data: z.array(PortalReconDayLine), nextCursor: z.string().nullable() });
export type PortalReconLines = z.infer<typeof PortalReconLines>;
