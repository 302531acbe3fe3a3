import { z } from 'zod';
import { oneOrManyIds } from '../sonata/primitives.ts';
import { BatchTotals } from '../sonata/settlement.ts';

/** What a person may have a terminal do beside payments. */
export const SERVICE_COMMAND_KINDS = ['link_test', 'totals_report', 'control_tape', 'reprint', 'diagnosis', 'initialisation', 'settlement'] as const;
export type ServiceCommandKind = (typeof SERVICE_COMMAND_KINDS)[number];

/** `unknown`: the answer is lost. Only a settlement is looked into then; the others can simply be asked for again. */
export const SERVICE_COMMAND_STATUSES = ['accepted', 'in_progress', 'done', 'failed', 'unknown'] as const;
export type ServiceCommandStatus = (typeof SERVICE_COMMAND_STATUSES)[number];

/** `POST /portal/v1/terminals/{id}/commands`. */
export const PortalServiceCommandRequest = z.strictObject({
  kind: z.enum(SERVICE_COMMAND_KINDS),
  acknowledge: z
    .strictObject({ openPayment: oneOrManyIds.optional() })
    .optional()
    .describe('Settlement and initialisation: payments of unknown outcome whose evidence they destroy, and the person knows it'),
});
export type PortalServiceCommandRequest = z.infer<typeof PortalServiceCommandRequest>;

export const RequestedBy = z.object({
  kind: z.enum(['user', 'pms', 'schedule']),
  name: z.string().nullable().describe('Name of the person or of the access key; null for the schedule'),
});
export type RequestedBy = z.infer<typeof RequestedBy>;

/** One command to a terminal with what came of it. Results are kept. */
export const PortalServiceCommand = z.object({
  id: z.string(),
  terminal: z.object({ id: z.string(), name: z.string() }),
  kind: z.enum(SERVICE_COMMAND_KINDS),
  status: z.enum(SERVICE_COMMAND_STATUSES),
  requestedBy: RequestedBy,
  createdAt: z.string(),
  finalAt: z.string().nullable(),
  text: z.string().nullable().describe('Slip, report or tape as the terminal gave it, card numbers truncated'),
  message: z.string().nullable().describe("What came of it, in the caller's language"),
  totals: BatchTotals.nullable().describe('Read from a totals report or a settlement slip'),
  settlementId: z.string().nullable().describe('The settlement with its comparison, for a settlement'),
  evidence: z.record(z.string(), z.unknown()),
});
export type PortalServiceCommand = z.infer<typeof PortalServiceCommand>;

export const PortalServiceCommandList = z.object({
  data: z.array(PortalServiceCommand),
  nextCursor: z.string().nullable(),
  may: z
    .object({ commands: z.array(z.enum(SERVICE_COMMAND_KINDS)) })
    .describe('What this person may have this terminal do, and the terminal can: what is missing here has no button'),
});
export type PortalServiceCommandList = z.infer<typeof PortalServiceCommandList>;

export const PortalServiceCommandQuery = z.object({
  kind: z.enum(SERVICE_COMMAND_KINDS).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PortalServiceCommandQuery = z.infer<typeof PortalServiceCommandQuery>;
