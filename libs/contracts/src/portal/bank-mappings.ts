import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

/** What a table is: an acquirer's registry, an account's statement, or postings of the hotel's own system. */
export const MAPPING_TARGETS = ['bank', 'statement', 'posting'] as const;
export type MappingTarget = (typeof MAPPING_TARGETS)[number];

/** What a column of each may mean, the most wanted first. A test holds it equal to what the reader knows. */
export const MAPPING_FIELDS_OF = {
  bank: [
    'operatedAt', 'operatedTime', 'gross', 'kind', 'reason', 'fee', 'net', 'feeTax', 'tid', 'rrn', 'authCode', 'card', 'state', 'method', 'currency', 'mid', 'outlet', 'inn',
    'cardProduct', 'paymentSystem', 'operationRef', 'orderRef', 'parentRef', 'postedOn', 'registryOn', 'settledOn',
  ],
  statement: [
    'bookedOn', 'amount', 'credit', 'debit', 'kind', 'purpose', 'account', 'counterparty', 'documentNumber', 'documentOn', 'documentKind', 'counterpartyInn',
    'counterpartyAccount', 'currency', 'bankRef',
  ],
  posting: [
    'postingRef', 'businessDay', 'amount', 'kind', 'postedAt', 'rrn', 'authCode', 'card', 'tid', 'paymentRef', 'folio', 'room', 'guest', 'cashier', 'currency',
  ],
} as const; // prettier-ignore
export type MappingField = (typeof MAPPING_FIELDS_OF)[MappingTarget][number];
const ALL_FIELDS = [...new Set<MappingField>(Object.values(MAPPING_FIELDS_OF).flat())] as [MappingField, ...MappingField[]];
/** Without these nothing is a line; a statement with two columns of money has one of these instead of the amount. */
export const MAPPING_REQUIRED_OF = {
  bank: ['operatedAt', 'gross'],
  statement: ['bookedOn', 'amount'],
  posting: ['postingRef', 'businessDay', 'amount'],
} as const satisfies Record<MappingTarget, readonly MappingField[]>;

export const MAPPING_ENCODINGS = ['auto', 'utf-8', 'cp1251', 'cp866', 'koi8-r'] as const;
export const MAPPING_SEPARATORS = ['auto', ';', ',', '\t', '|'] as const;
export const MAPPING_DECIMALS = ['either', ',', '.'] as const;
export const MAPPING_DAY_ORDERS = ['day_first', 'month_first'] as const;
export const MAPPING_KIND_RULES = ['column', 'sign', 'sides', 'purchase', 'refund'] as const;
export const MAPPING_FEE_RULES = ['column', 'net', 'rate', 'none'] as const;
export const MAPPING_KINDS = [
  'purchase', 'refund', 'void', 'reversal', 'preauth', 'completion', 'chargeback', 'representment', 'fee', 'sbp_purchase', 'sbp_refund',
] as const; // prettier-ignore

/** What a word of a file may mean: an operation, or which way money of an account went. */
export const MAPPING_WORDS = [...MAPPING_KINDS, 'credit', 'debit'] as const;
/** Words that each kind of table may have. */
export const MAPPING_WORDS_OF = {
  bank: MAPPING_KINDS,
  statement: ['credit', 'debit'],
  posting: ['purchase', 'refund'],
} as const satisfies Record<MappingTarget, readonly (typeof MAPPING_WORDS)[number][]>;

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
  target: z.enum(MAPPING_TARGETS).default('bank'),
  acquirer: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^(?:[a-z0-9а-яё][a-z0-9а-яё _-]{0,39})?$/)
    .describe('Whose registry it is, as rules and tariffs name the acquirer; of another table nothing'),
  account: z
    .string()
    .regex(/^[0-9A-Z]{5,34}$/)
    .nullable()
    .default(null)
    .describe('Of a statement that does not name it: the account'),
  headless: z.boolean().default(false).describe('The table has no header: its columns are known by their places'),
  headers: z
    .array(Header)
    .min(2)
    .max(MOST_COLUMNS)
    .describe('Names of the columns by which the table is known again, in comparable words; without a header `#1`, `#2` and so on'),
  encoding: z.enum(MAPPING_ENCODINGS),
  delimiter: z.enum(MAPPING_SEPARATORS),
  decimal: z.enum(MAPPING_DECIMALS),
  dayOrder: z.enum(MAPPING_DAY_ORDERS),
  timeZone: z.string().max(60).refine(isZone, 'not a time zone'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  columns: z.partialRecord(z.enum(ALL_FIELDS), Header),
  kindRule: z.enum(MAPPING_KIND_RULES),
  kindWords: z.record(z.string().min(1).max(100), z.enum(MAPPING_WORDS)).refine((words) => Object.keys(words).length <= MOST_WORDS, 'too many'),
  feeRule: z.enum(MAPPING_FEE_RULES),
  feeRateMillionths: z.int().min(0).max(1_000_000).nullable(),
});
type Shape = z.infer<typeof DefinitionShape>;

/** Fields that must have a column, by what the rules ask for. */
function wantedFields({ target, kindRule, feeRule, columns }: Shape): readonly MappingField[] {
  const money: readonly MappingField[] = columns.credit === undefined && columns.debit === undefined ? ['credit'] : [];
  const required: readonly MappingField[] = MAPPING_REQUIRED_OF[target];
  return [
    ...(kindRule === 'sides' ? [...required.filter((field) => field !== 'amount'), ...money] : required),
    ...(kindRule === 'column' ? (['kind'] as const) : []),
    ...(feeRule === 'column' ? (['fee'] as const) : []),
    ...(feeRule === 'net' ? (['net'] as const) : []),
  ];
}

type Fault = readonly [path: string, message: string];
const onlyIf = (wrong: boolean, path: string, message: string): readonly Fault[] => (wrong ? [[path, message]] : []);

function columnFault(field: string, header: string, { target, headers }: Shape): readonly Fault[] {
  const known: readonly string[] = MAPPING_FIELDS_OF[target];
  if (!known.includes(field)) return [[`columns.${field}`, 'not of this table']];
  return onlyIf(!headers.includes(header), `columns.${field}`, 'no such column');
}

function faults(definition: Shape): readonly Fault[] {
  const { target, acquirer, account, columns, headers, headless, kindRule, kindWords, feeRule, feeRateMillionths } = definition;
  const words: readonly string[] = MAPPING_WORDS_OF[target];
  return [
    ...wantedFields(definition).flatMap((field) => onlyIf(columns[field] === undefined, `columns.${field}`, 'missing')),
    ...Object.entries(columns).flatMap(([field, header]) => columnFault(field, header, definition)),
    ...onlyIf(!Object.values(kindWords).every((word) => words.includes(word)), 'kindWords', 'not of this table'),
    ...onlyIf(headless && headers.some((header, index) => header !== `#${index + 1}`), 'headers', 'not by place'),
    ...onlyIf(target === 'bank' && acquirer === '', 'acquirer', 'missing'),
    ...onlyIf(target === 'statement' && account === null && columns.account === undefined, 'account', 'missing'),
    ...onlyIf(target !== 'statement' && kindRule === 'sides', 'kindRule', 'of statements only'),
    ...onlyIf(target !== 'bank' && feeRule !== 'none', 'feeRule', 'of registries only'),
    ...onlyIf(feeRule === 'rate' && feeRateMillionths === null, 'feeRateMillionths', 'missing'),
  ];
}

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
  headerRow: z.coerce.number().int().min(0).max(40).optional().describe('Row of the header; 0: there is none; without it the likeliest'),
  target: z.enum(MAPPING_TARGETS).default('bank').describe('What the columns are guessed for'),
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
    .array(z.object({ column: z.string(), words: z.array(z.object({ word: z.string(), kind: z.enum(MAPPING_WORDS).nullable() })) }))
    .describe('What stands in columns of few words, and what we take it for'),
  suggestion: DefinitionShape.extend({ acquirer: z.string() }),
});
export type PortalBankFileSample = z.infer<typeof PortalBankFileSample>;

export const PreviewBankMapping = z.object({ table: z.int().min(1).max(1000), definition: BankMappingDefinition });
export type PreviewBankMapping = z.infer<typeof PreviewBankMapping>;

export const PortalMappedLine = z.object({
  row: z.int(),
  kind: z.enum(MAPPING_WORDS),
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
  reference: z.string().nullable().describe('Number of the document, or of the posting'),
  text: z.string().nullable().describe('Purpose of the payment, or the guest'),
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
