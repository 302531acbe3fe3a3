import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

/** `reading`: it is being read. `read`: it waits for a decision. `taken`: its lines count. `taken_back`: they count no more. */
export const BANK_FILE_STATES = ['reading', 'read', 'taken', 'thrown_away', 'taken_back', 'refused'] as const;
export type BankFileState = (typeof BANK_FILE_STATES)[number];

/** Largest file that is read, bytes: a million lines of a registry are about 120 MiB. */
export const MAX_BANK_FILE_BYTES = 512 * 1024 * 1024;

export const BankFileName = z.string().trim().min(1).max(200).describe('Name of the file as the person sees it');
export const UploadBankFile = z.object({ name: BankFileName });

const Person = z.object({ id: Uuid, name: z.string() });
const Decision = z.object({ at: z.iso.datetime(), by: Person });

export const PortalBankFilePart = z.object({
  member: z.string().nullable().describe('Member of the archive'),
  sheet: z.string().nullable(),
  content: z.enum(['bank', 'posting', 'statement']),
  layout: z.string(),
  version: z.string(),
  encoding: z.string().nullable(),
  headerRow: z.int().nullable(),
  mapping: z.object({ id: Uuid, version: z.int(), name: z.string() }).nullable().describe('Description of the hotel by which it was read'),
  lines: z.int(),
  problems: z.int(),
});
export type PortalBankFilePart = z.infer<typeof PortalBankFilePart>;

export const PortalFileProblem = z.object({
  code: z.string().describe('Stable code; the portal has the words'),
  member: z.string().nullable(),
  detail: z.string().nullable(),
});
export type PortalFileProblem = z.infer<typeof PortalFileProblem>;

/** What the file would add, or has added. */
export const PortalBankFileSummary = z.object({
  lines: z.int(),
  duplicates: z.int().describe('Lines that other files, or earlier lines of this one, have already'),
  problems: z.int(),
  warnings: z.array(PortalFileProblem).describe('Where the file contradicts itself: totals that are not those of its rows'),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  totals: z.array(
    z.object({
      content: z.enum(['bank', 'posting', 'statement']),
      kind: z.string().describe('Kind of the operation, direction of the entry, or kind of the posting'),
      count: z.int().describe('Without duplicates'),
      amount: z.string().describe('Decimal string'),
      currency: z.string(),
    }),
  ),
  unknownTerminals: z
    .array(z.object({ tid: z.string(), lines: z.int() }))
    .describe('Terminals of the file that are not registered here, most lines first'),
});
export type PortalBankFileSummary = z.infer<typeof PortalBankFileSummary>;

export const PortalBankFile = z.object({
  id: Uuid,
  property: z.object({ id: Uuid, name: z.string(), timeZone: z.string() }),
  name: z.string(),
  sizeBytes: z.int(),
  state: z.enum(BANK_FILE_STATES),
  origin: z.enum(['person', 'folder']).describe('`folder`: put into the hotel’s folder; nobody is named then'),
  uploaded: Decision,
  taken: Decision.nullable(),
  ended: Decision.extend({ reason: z.string().nullable() }).nullable().describe('Thrown away, or taken back'),
  parts: z.array(PortalBankFilePart),
  skipped: z.array(PortalFileProblem).describe('Members and sheets that are something else'),
  problem: PortalFileProblem.nullable().describe('Why the whole file is no good'),
  summary: PortalBankFileSummary.nullable(),
  sameAs: z.string().nullable().describe('Of a file that waits: name of the one that counts already and has the very same bytes'),
  kept: z.int().describe('Tables whose rows are kept, so that people can say what their columns are'),
  may: z.object({ decide: z.boolean(), describe: z.boolean() }),
});
export type PortalBankFile = z.infer<typeof PortalBankFile>;

export const BankFileListQuery = z.object({
  cursor: Uuid.optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type BankFileListQuery = z.infer<typeof BankFileListQuery>;

export const PortalBankFileList = z.object({
  data: z.array(PortalBankFile),
  nextCursor: Uuid.nullable(),
  folder: z.string().nullable().describe('Folder on the gateway’s machine from which files are taken too'),
});
export type PortalBankFileList = z.infer<typeof PortalBankFileList>;

export const BankFileProblemsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type BankFileProblemsQuery = z.infer<typeof BankFileProblemsQuery>;

export const PortalBankFileProblems = z.object({
  data: z.array(
    z.object({
      member: z.string().nullable(),
      sheet: z.string().nullable(),
      row: z.int(),
      code: z.string(),
      column: z.string().nullable(),
      value: z.string().nullable(),
    }),
  ),
  next: z.int().nullable(),
});
export type PortalBankFileProblems = z.infer<typeof PortalBankFileProblems>;

export const BankFileLinesQuery = z.object({
  of: z.enum(['new', 'known']).describe('`known`: another file that counts, or an earlier line of this one, has the same operation'),
  after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type BankFileLinesQuery = z.infer<typeof BankFileLinesQuery>;

export const PortalBankFileLine = z.object({
  member: z.string().nullable(),
  sheet: z.string().nullable(),
  row: z.int(),
  content: z.enum(['bank', 'posting', 'statement']),
  kind: z.string().describe('As in the totals'),
  day: z.iso.date(),
  amount: z.string().describe('Decimal string'),
  currency: z.string(),
  reference: z.string().nullable().describe('RRN or operation, document, or posting'),
  terminal: z.string().nullable(),
  known: z
    .object({ file: z.string().nullable().describe('Null: this file itself'), row: z.int() })
    .nullable()
    .describe('Where it counts from'),
});
export type PortalBankFileLine = z.infer<typeof PortalBankFileLine>;

export const PortalBankFileLines = z.object({
  data: z.array(PortalBankFileLine),
  next: z.int().nullable().describe('There may be more; a page may be shorter than was asked for'),
});
export type PortalBankFileLines = z.infer<typeof PortalBankFileLines>;

export const TakeBackBankFile = z.object({ reason: z.string().trim().min(3).max(500) });
export type TakeBackBankFile = z.infer<typeof TakeBackBankFile>;
