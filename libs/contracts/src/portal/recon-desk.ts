import { RECON_RELATIONS, RECON_RESULTS, RECON_RUNGS, RECON_SEVERITIES, RECON_SIDES } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { ReconDifference } from './reconciliation.ts';

const Amount = z.string().describe('Decimal string; money back to the guest is negative');
const Reason = z.string().trim().min(3).max(1000);
const Ref = z.string().min(1).max(500);

export const RECON_EXCEPTION_STATES = ['open', 'assigned', 'resolved', 'signed_off'] as const;
export type ReconExceptionState = (typeof RECON_EXCEPTION_STATES)[number];

/** Exceptions that one request may change. */
export const MAX_RECON_BULK = 200;
export const MAX_RECON_ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const RECON_ATTACHMENT_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv'] as const;
export type ReconAttachmentType = (typeof RECON_ATTACHMENT_TYPES)[number];

const Somebody = z.object({ name: z.string(), me: z.boolean() });

/** What of a match is held against the limit: of one that was suggested what its sides differ by, else all of it. */
export const RECON_MATCH_BASES = ['difference', 'whole'] as const;
/** Why a second person is asked: besides the two, what is unexplained of the exception, or of all that one act writes off. */
export const RECON_PROPOSAL_BASES = [...RECON_MATCH_BASES, 'stake', 'bulk'] as const;
export type ReconProposalBasis = (typeof RECON_PROPOSAL_BASES)[number];

/** How a person knows a line again. */
export const PortalReconLook = z.object({
  paymentId: Uuid.nullable(),
  fileName: z.string().nullable(),
  row: z.int().nullable(),
  tid: z.string().nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  cardMask: z.string().nullable(),
  at: z.string().nullable().describe('Local time of the side, where it has one'),
  text: z.string().nullable().describe('Guest and room, folio, or purpose'),
});
export type PortalReconLook = z.infer<typeof PortalReconLook>;

export const PortalReconProposal = z.object({
  id: Uuid,
  kind: z.enum(['force_match', 'write_off']),
  amount: Amount.describe('What is at stake, without a sign'),
  basis: z.enum(RECON_PROPOSAL_BASES).describe('Why it is for two'),
  currency: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  by: Somebody,
});
export type PortalReconProposal = z.infer<typeof PortalReconProposal>;

export const PortalReconException = z.object({
  id: Uuid,
  relation: z.enum(RECON_RELATIONS),
  side: z.enum(RECON_SIDES),
  ref: Ref,
  businessDay: z.iso.date(),
  dayClosed: z.boolean(),
  result: z.enum(RECON_RESULTS).describe('What is wrong'),
  severity: z.enum(RECON_SEVERITIES).describe('By amount or by age, whichever is worse'),
  amount: Amount,
  stake: Amount.describe('How much is unexplained, without a sign'),
  currency: z.string(),
  state: z.enum(RECON_EXCEPTION_STATES),
  owner: Somebody.nullable(),
  dueOn: z.iso.date().nullable(),
  openedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  differences: z.array(ReconDifference),
  matchId: Uuid.nullable(),
  look: PortalReconLook,
  best: z.int().nullable().describe('Score of the likeliest pair, of 100'),
  proposal: PortalReconProposal.nullable().describe('Waits for a second person'),
});
export type PortalReconException = z.infer<typeof PortalReconException>;

export const ReconExceptionsQuery = z.object({
  state: z.enum(['open', 'ended', 'all']).default('open'),
  day: z.iso.date().optional(),
  from: z.iso.date().optional().describe('Business days from this one on'),
  to: z.iso.date().optional(),
  relation: z.enum(RECON_RELATIONS).optional(),
  result: z.enum(RECON_RESULTS).optional(),
  severity: z.enum(RECON_SEVERITIES).optional(),
  owner: z.enum(['me', 'nobody']).optional(),
  waiting: z.enum(['second', 'overdue']).optional().describe('For a second person, or beyond the due date'),
  cursor: z.string().max(100).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReconExceptionsQuery = z.infer<typeof ReconExceptionsQuery>;
export const PortalReconExceptions = z.object({
  data: z.array(PortalReconException),
  nextCursor: z.string().nullable(),
  open: z.int().describe('Not ended, of this hotel, whatever the other conditions'),
  secondPersonAbove: z.int().describe('Above it a second person agrees, major units of the line’s currency'),
});
export type PortalReconExceptions = z.infer<typeof PortalReconExceptions>;

/** A line that may be, or is, on the other side of an exception. */
export const PortalReconPair = z.object({
  side: z.enum(RECON_SIDES),
  ref: Ref,
  businessDay: z.iso.date(),
  amount: Amount,
  currency: z.string(),
  result: z.enum(RECON_RESULTS),
  rung: z.enum(RECON_RUNGS).nullable(),
  look: PortalReconLook,
});
export type PortalReconPair = z.infer<typeof PortalReconPair>;

export const PortalReconEvent = z.object({
  at: z.iso.datetime(),
  by: Somebody.nullable().describe('Null: the matching itself'),
  kind: z.string().describe('Stable code; the portal has the words'),
  comment: z.string().nullable(),
  attachment: z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() }).nullable(),
});

/** All lines of a merchant's day that no credit has paid yet: they are put together without being named one by one. */
export const ReconLineGroup = z.object({ merchant: z.string().max(40).describe('MID; empty: nobody knows'), day: z.iso.date() });
export type ReconLineGroup = z.infer<typeof ReconLineGroup>;
export const PortalReconLineGroup = ReconLineGroup.extend({
  count: z.int(),
  amount: Amount.describe('Less fees'),
  currency: z.string(),
  score: z.int(),
  why: z.array(z.string()),
});
export type PortalReconLineGroup = z.infer<typeof PortalReconLineGroup>;
/** A long weekend, a month's first days: no credit pays more. */
export const MAX_RECON_GROUPS = 31;

export const PortalReconExceptionDetail = PortalReconException.extend({
  suggestions: z.array(PortalReconPair.extend({ score: z.int(), why: z.array(z.string()) })),
  groups: z.array(PortalReconLineGroup).describe('A credit: days of the registries that it may pay, the likeliest first'),
  matched: z.array(PortalReconPair).describe('Members of the match that it stands in, its own line among them'),
  decision: z.object({ matchId: Uuid, verdict: z.enum(['together', 'apart']), reason: z.string(), by: Somebody, at: z.iso.datetime() }).nullable(),
  events: z.array(PortalReconEvent),
  people: z.array(z.object({ id: Uuid, name: z.string() })).describe('Who may own it'),
  may: z.object({ work: z.boolean(), confirm: z.boolean().describe('Confirm or reject what another person proposed') }),
});
export type PortalReconExceptionDetail = z.infer<typeof PortalReconExceptionDetail>;

const Ids = z.array(Uuid).min(1).max(MAX_RECON_BULK);
/** One kind of work on one exception or on many. */
export const ReconWork = z.discriminatedUnion('action', [
  z.object({ action: z.literal('assign'), ids: Ids, to: z.union([z.literal('me'), Uuid]) }),
  z.object({ action: z.literal('release'), ids: Ids }),
  z.object({ action: z.literal('due'), ids: Ids, on: z.iso.date().nullable() }),
  z.object({ action: z.literal('note'), ids: Ids, comment: Reason }),
  z.object({ action: z.literal('sign_off'), ids: Ids, comment: Reason }).describe('The difference stays, and is explained'),
  z.object({ action: z.literal('reopen'), ids: Ids, comment: Reason }),
]);
export type ReconWork = z.infer<typeof ReconWork>;

export const RECON_WORK_REFUSALS = ['not-found', 'ended', 'not-ended', 'day-closed', 'proposed'] as const;
export const ReconWorkDone = z.object({
  changed: z.array(Uuid),
  proposed: z.array(Uuid).describe('All that the order writes off in that currency is above the limit: a second person has to confirm'),
  refused: z.array(z.object({ id: Uuid, why: z.enum(RECON_WORK_REFUSALS) })),
});
export type ReconWorkDone = z.infer<typeof ReconWorkDone>;

/** Rows that the workbook of exceptions has, the worst first; and rows of one that may be changed at once. */
export const MAX_RECON_WORKBOOK_ROWS = 2000;
export const MAX_RECON_WORKBOOK_BYTES = 5 * 1024 * 1024;
export const ReconWorkbookQuery = ReconExceptionsQuery.omit({ cursor: true, limit: true }).extend({ language: z.enum(['ru', 'en']).optional() });
export type ReconWorkbookQuery = z.infer<typeof ReconWorkbookQuery>;

export const RECON_WORKBOOK_FIELDS = ['owner', 'due', 'comment', 'resolution'] as const;
export type ReconWorkbookField = (typeof RECON_WORKBOOK_FIELDS)[number];
export const RECON_WORKBOOK_REFUSALS = [
  ...RECON_WORK_REFUSALS,
  'unknown-row',
  'twice',
  'changed-since',
  'person-unknown',
  'person-ambiguous',
  'not-a-date',
  'comment-short',
  'comment-long',
  'resolution-unknown',
  'resolution-without-comment',
  'error-cell',
] as const;
export type ReconWorkbookRefusal = (typeof RECON_WORKBOOK_REFUSALS)[number];

/** `sha256` of the file that was looked at: only that one is taken. Without it nothing is changed. */
export const ReconWorkbookApply = z.object({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Of the dry run; without it this is one, and nothing is changed'),
});
const WorkbookRow = z.object({ row: z.int().describe('As the table program counts'), exceptionId: Uuid.nullable() });
export const PortalReconWorkbook = z.object({
  sha256: z.string(),
  applied: z.boolean(),
  rows: z.int().describe('Rows of the file, without its head'),
  unchanged: z.int(),
  changes: z.array(
    WorkbookRow.extend({
      result: z.enum(RECON_RESULTS),
      businessDay: z.iso.date(),
      fields: z.array(z.object({ field: z.enum(RECON_WORKBOOK_FIELDS), from: z.string().nullable(), to: z.string().nullable() })),
      proposed: z.boolean().describe('A second person has to confirm'),
    }),
  ),
  refused: z.array(
    WorkbookRow.extend({ field: z.enum(RECON_WORKBOOK_FIELDS).nullable(), why: z.enum(RECON_WORKBOOK_REFUSALS), value: z.string().nullable() }),
  ),
});
export type PortalReconWorkbook = z.infer<typeof PortalReconWorkbook>;

export const ReconMatchOrder = z
  .object({
    relation: z.enum(RECON_RELATIONS),
    verdict: z.enum(['together', 'apart']),
    members: z
      .array(z.object({ side: z.enum(RECON_SIDES), ref: Ref }))
      .min(1)
      .max(500),
    groups: z.array(ReconLineGroup).max(MAX_RECON_GROUPS).optional().describe('`bank_statement`, together: whole days beside the members'),
    reason: Reason.optional().describe('Not needed for a look'),
    look: z.boolean().optional().describe('Nothing is changed: it is told what would be held against the limit'),
  })
  .refine(({ reason, look }) => reason !== undefined || look === true, { path: ['reason'], error: 'reason' })
  .refine(({ members, groups }) => members.length + (groups?.length ?? 0) > 1, { path: ['members'], error: 'two_members' })
  .refine(({ relation, verdict, groups }) => groups === undefined || (relation === 'bank_statement' && verdict === 'together'), {
    path: ['groups'],
    error: 'groups_of_a_credit',
  });
export type ReconMatchOrder = z.infer<typeof ReconMatchOrder>;
export const ReconMatchWeight = z.object({
  stake: Amount.describe('What is held against the limit, without a sign'),
  currency: z.string(),
  basis: z.enum(RECON_MATCH_BASES),
  second: z.boolean().describe('A second person has to confirm'),
});
export type ReconMatchWeight = z.infer<typeof ReconMatchWeight>;
export const ReconMatchMade = z.object({
  matchId: Uuid.nullable().describe('Null: it waits for a second person, or it was a look'),
  proposalId: Uuid.nullable(),
  difference: Amount.describe('Left side less right side'),
  weight: ReconMatchWeight.nullable().describe('Null: nothing is put together'),
});
export type ReconMatchMade = z.infer<typeof ReconMatchMade>;
export const ReconReason = z.object({ reason: Reason });
export const ReconDecided = z.object({ decision: z.enum(['confirmed', 'rejected']) });
export type ReconDecided = z.infer<typeof ReconDecided>;

export const ReconAttachmentQuery = z.object({ name: z.string().trim().min(1).max(200), type: z.enum(RECON_ATTACHMENT_TYPES) });
export const ReconAttached = z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() });
export type ReconAttached = z.infer<typeof ReconAttached>;
