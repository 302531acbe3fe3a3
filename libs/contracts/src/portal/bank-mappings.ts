import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

/** What a column of an acquirer's table may mean, the most wanted first. A test holds it equal to what the reader knows. */
export const MAPPING_FIELDS = [
  'operatedAt', 'operatedTime', 'gross', 'kind', 'fee', 'net', 'feeTax', 'tid', 'rrn', 'authCode', 'card', 'state', 'method', 'currency', 'mid', 'outlet', 'inn',
  'cardProduct', 'paymentSystem', 'operationRef', 'orderRef', 'parentRef', 'postedOn', 'registryOn', 'settledOn',
] as const; // prettier-ignore
export type MappingField = (typeof MAPPING_FIELDS)[number];
/** Without these nothing is a line. */
export const MAPPING_REQUIRED = ['operatedAt', 'gross'] as const satisfies readonly MappingField[];

export const MAPPING_ENCODINGS = ['auto', 'utf-8', 'cp1251', 'cp866', 'koi8-r'] as const;
export const MAPPING_SEPARATORS = ['auto', ';', ',', '\t', '|'] as const;
export const MAPPING_DECIMALS = ['either', ',', '.'] as const;
export const MAPPING_DAY_ORDERS = ['day_first', 'month_first'] as const;
export const MAPPING_KIND_RULES = ['column', 'sign', 'purchase', 'refund'] as const;
export const MAPPING_FEE_RULES = ['column', 'net', 'rate', 'none'] as const;
export const MAPPING_KINDS = [
  'purchase', 'refund', 'void', 'reversal', 'preauth', 'completion', 'chargeback', 'representment', 'fee', 'sbp_purchase', 'sbp_refund',
] as const; // prettier-ignore

/** Columns that a table may have; as many words for operations are more than any bank has. */
const MOST_COLUMNS = 512;
const MOST_WORDS = 50;
const Header = z.string().min(1).max(200);
const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const DefinitionShape = z.object({
  acquirer: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9а-яё][a-z0-9а-яё _-]{0,39}$/)
    .describe('Whose table it is, as rules and tariffs name the acquirer'),
  headers: z.array(Header).min(2).max(MOST_COLUMNS).describe('Names of the columns by which the table is known again, in comparable words'),
  encoding: z.enum(MAPPING_ENCODINGS),
  delimiter: z.enum(MAPPING_SEPARATORS),
  decimal: z.enum(MAPPING_DECIMALS),
  dayOrder: z.enum(MAPPING_DAY_ORDERS),
  timeZone: z.string().max(60).refine(isZone, 'not a time zone'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  columns: z.partialRecord(z.enum(MAPPING_FIELDS), Header),
  kindRule: z.enum(MAPPING_KIND_RULES),
  kindWords: z.record(z.string().min(1).max(100), z.enum(MAPPING_KINDS)).refine((words) => Object.keys(words).length <= MOST_WORDS, 'too many'),
  feeRule: z.enum(MAPPING_FEE_RULES),
  feeRateMillionths: z.int().min(0).max(1_000_000).nullable(),
});
type Shape = z.infer<typeof DefinitionShape>;

const faults = ({ columns, headers, kindRule, feeRule, feeRateMillionths }: Shape): readonly (readonly [string, string])[] => {
  const taken = Object.entries(columns);
  const missing = MAPPING_REQUIRED.filter((field) => columns[field] === undefined);
  const strangers = taken.filter(([, header]) => !headers.includes(header)).map(([field]) => field);
  return [
    ...missing.map((field) => [`columns.${field}`, 'missing'] as const),
    ...strangers.map((field) => [`columns.${field}`, 'no such column'] as const),
    ...(kindRule === 'column' && columns.kind === undefined ? [['columns.kind', 'missing'] as const] : []),
    ...(feeRule === 'column' && columns.fee === undefined ? [['columns.fee', 'missing'] as const] : []),
    ...(feeRule === 'net' && columns.net === undefined ? [['columns.net', 'missing'] as const] : []),
    ...(feeRule === 'rate' && feeRateMillionths === null ? [['feeRateMillionths', 'missing'] as const] : []),
  ];
};

/** What a table's columns are. */
export const BankMappingDefinition = DefinitionShape.superRefine((definition, context) => {
  for (const [path, message] of faults(definition)) context.addIssue({ code: 'custom', path: path.split('.'), message });
});
export type BankMappingDefinition = z.infer<typeof DefinitionShape>;

const Person = z.object({ id: Uuid, name: z.string() });

export const PortalBankMappingVersion = z.object({
  version: z.int(),
  name: z.string(),
  active: z.boolean().describe('The next file is read by it'),
  definition: DefinitionShape,
  made: z.object({ at: z.iso.datetime(), by: Person }),
});
export const PortalBankMapping = z.object({
  id: Uuid,
  versions: z.array(PortalBankMappingVersion).min(1).describe('The newest first; it alone reads files'),
  files: z.int().describe('Files whose lines count and that were read by a version of it'),
});
export type PortalBankMapping = z.infer<typeof PortalBankMapping>;
export const PortalBankMappingList = z.object({ data: z.array(PortalBankMapping), may: z.object({ change: z.boolean() }) });
export type PortalBankMappingList = z.infer<typeof PortalBankMappingList>;

export const SaveBankMapping = z.object({
  name: z.string().trim().min(1).max(80),
  active: z.boolean().default(true),
  definition: BankMappingDefinition,
  basedOn: z
    .object({ id: Uuid, version: z.int().min(1) })
    .nullable()
    .describe('The version that this one replaces; null: a new mapping'),
});
export type SaveBankMapping = z.infer<typeof SaveBankMapping>;

export const BankFileSampleQuery = z.object({
  table: z.coerce.number().int().min(1).max(1000).default(1).describe('Which of the kept tables'),
  encoding: z.enum(MAPPING_ENCODINGS).default('auto'),
  delimiter: z.enum(MAPPING_SEPARATORS).default('auto'),
  headerRow: z.coerce.number().int().min(1).max(40).optional().describe('Row of the header; without it the likeliest'),
});
export type BankFileSampleQuery = z.infer<typeof BankFileSampleQuery>;

/** The first rows of a kept table, and what it seems to be. */
export const PortalBankFileSample = z.object({
  tables: z.array(z.object({ member: z.string().nullable(), sheet: z.string().nullable(), form: z.enum(['text', 'sheet']), cut: z.boolean() })),
  encoding: z.string().nullable().describe('As it is read now; null for a workbook'),
  delimiter: z.string().nullable(),
  rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })).describe('The first ones'),
  headerRow: z.int(),
  columns: z.array(z.object({ name: z.string(), title: z.string() })).describe('Comparable name, and as the file writes it'),
  words: z
    .array(z.object({ column: z.string(), words: z.array(z.object({ word: z.string(), kind: z.enum(MAPPING_KINDS).nullable() })) }))
    .describe('What stands in columns of few words, and what we take it for'),
  suggestion: DefinitionShape.extend({ acquirer: z.string() }),
});
export type PortalBankFileSample = z.infer<typeof PortalBankFileSample>;

export const PreviewBankMapping = z.object({ table: z.int().min(1).max(1000), definition: BankMappingDefinition });
export type PreviewBankMapping = z.infer<typeof PreviewBankMapping>;

export const PortalMappedLine = z.object({
  row: z.int(),
  kind: z.enum(MAPPING_KINDS),
  state: z.enum(['completed', 'declined']),
  day: z.iso.date(),
  time: z.string().nullable(),
  amount: z.string().describe('Decimal string'),
  fee: z.string().nullable(),
  net: z.string().nullable(),
  currency: z.string(),
  tid: z.string().nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  cardMask: z.string().nullable(),
});
export const PortalMappingPreview = z.object({
  fits: z.boolean().describe('The header was found'),
  rows: z.int().describe('Rows that were looked at'),
  lines: z.array(PortalMappedLine).describe('The first of them'),
  lineCount: z.int(),
  problems: z.array(z.object({ row: z.int(), code: z.string(), column: z.string().nullable(), value: z.string().nullable() })),
  problemCount: z.int(),
});
export type PortalMappingPreview = z.infer<typeof PortalMappingPreview>;

export const DescribeBankFile = z.object({ mapping: z.object({ id: Uuid, version: z.int().min(1) }) });
export type DescribeBankFile = z.infer<typeof DescribeBankFile>;
