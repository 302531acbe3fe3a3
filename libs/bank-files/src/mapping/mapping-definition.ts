import type { DecimalSign } from '../fields/amount.ts';
import type { DayOrder } from '../fields/moment.ts';
import {
  BANK_FIELDS,
  POSTING_FIELDS,
  STATEMENT_FIELDS,
  type BankField,
  type MappedWord,
  type MappingMark,
  type OwnRules,
  type PostingField,
  type StatementField,
  type TableLayout,
} from '../layouts/table-layout.ts';
import type { FileEncoding } from '../text/encoding.ts';

/** Signs that may separate the cells of a text. */
export const MAPPING_DELIMITERS = [';', ',', '\t', '|'] as const;
export type MappingDelimiter = (typeof MAPPING_DELIMITERS)[number];

/** What a table is: an acquirer's registry, an account's statement, or postings of the hotel's own system. */
export const MAPPING_TARGETS = ['bank', 'statement', 'posting'] as const;
export type MappingTarget = (typeof MAPPING_TARGETS)[number];
/**
 * `column`: a word of the file says which way the money went. `sign`: below zero it left. `sides`: what came and what went stand in two
 * columns. The others: every line is one; of a statement, `purchase` is money that came.
 */
export const KIND_RULES = ['column', 'sign', 'sides', 'purchase', 'refund'] as const;
/** `column`; `net`: what is missing between amount and credit; `rate`: by the contract; `none`: not known. */
export const FEE_RULES = ['column', 'net', 'rate', 'none'] as const;

/** What a column of a described table may mean. */
export type MappedField = BankField | StatementField | PostingField;
export const MAPPED_FIELDS: Readonly<Record<MappingTarget, readonly MappedField[]>> = {
  bank: BANK_FIELDS,
  statement: STATEMENT_FIELDS,
  posting: POSTING_FIELDS,
};

/** What a table's columns are, as a person of the hotel has described them. */
export interface MappingDefinition {
  readonly target: MappingTarget;
  /** Whose registry it is; of another table nothing. */
  readonly acquirer: string;
  /** Of a statement that does not name it: the hotel's account. */
  readonly account: string | null;
  /** The table has no header; `headers` are its columns by place then: `#1`, `#2`. */
  readonly headless: boolean;
  /** Names of the columns by which the table is known again, in comparable words. */
  readonly headers: readonly string[];
  readonly encoding: FileEncoding | 'auto';
  readonly delimiter: MappingDelimiter | 'auto';
  readonly decimal: DecimalSign;
  readonly dayOrder: DayOrder;
  readonly timeZone: string;
  readonly currency: string;
  /** Field → name of its column. */
  readonly columns: Readonly<Partial<Record<MappedField, string>>>;
  readonly kindRule: (typeof KIND_RULES)[number];
  readonly kindWords: Readonly<Record<string, MappedWord>>;
  readonly feeRule: (typeof FEE_RULES)[number];
  readonly feeRateMillionths: number | null;
}

/** A mapping with the name of its version. */
export interface NamedMapping {
  readonly mark: MappingMark;
  readonly definition: MappingDefinition;
}

/** What every table must tell; of a statement with two columns of money, either. */
export const REQUIRED_FIELDS = {
  bank: ['operatedAt', 'gross'],
  statement: ['bookedOn', 'amount'],
  posting: ['postingRef', 'businessDay', 'amount'],
} as const satisfies Readonly<Record<MappingTarget, readonly MappedField[]>>;
/** The id under which all mappings of hotels stand among the layouts. */
export const MAPPING_LAYOUT = 'mapping';

/** A described table as a layout that the reader knows. */
export function layoutOf(definition: MappingDefinition, mapping: MappingMark): TableLayout {
  const { target, kindRule, feeRule } = definition;
  const only = kindRule === 'purchase' || kindRule === 'refund' ? kindRule : null;
  const common = {
    id: MAPPING_LAYOUT,
    title: { ru: mapping.name, en: mapping.name },
    columns: columnsOf(definition),
    telling: [],
    decimal: definition.decimal,
    timeZone: definition.timeZone,
    currency: definition.currency,
    versionOf: () => String(mapping.version),
    own: ownRules(definition, mapping),
  };
  if (target === 'posting') {
    const onlyKind = only === 'purchase' ? 'payment' : only;
    return { ...common, target, required: REQUIRED_FIELDS.posting, onlyKind };
  }
  if (target === 'statement') {
    const required = kindRule === 'sides' ? (['bookedOn'] as const) : REQUIRED_FIELDS.statement;
    const onlyDirection = only === null ? null : only === 'purchase' ? 'credit' : 'debit';
    return { ...common, target, required, account: definition.account, onlyDirection };
  }
  const own = { ...common.own, feeRateMillionths: feeRule === 'rate' ? definition.feeRateMillionths : null };
  return { ...common, target, required: REQUIRED_FIELDS.bank, acquirer: definition.acquirer, onlyKind: only, own };
}

const ownRules = (definition: MappingDefinition, mapping: MappingMark): OwnRules => ({
  mapping,
  headers: definition.headers,
  headless: definition.headless,
  encoding: definition.encoding,
  delimiter: definition.delimiter,
  dayOrder: definition.dayOrder,
  kindWords: definition.kindRule === 'column' ? definition.kindWords : {},
  feeRateMillionths: null,
});

/** The columns that the rules ask for: a column that another rule has put aside says nothing. */
function columnsOf({ target, columns, kindRule, feeRule }: MappingDefinition): Readonly<Record<string, readonly string[]>> {
  const aside = (field: string): boolean =>
    ((field === 'kind' || field === 'reason') && kindRule !== 'column') ||
    (field === 'fee' && feeRule !== 'column') ||
    (target === 'statement' && (kindRule === 'sides' ? field === 'amount' : field === 'credit' || field === 'debit'));
  const wanted = Object.entries(columns).filter(([field]) => (MAPPED_FIELDS[target] as readonly string[]).includes(field) && !aside(field));
  return Object.fromEntries(wanted.map(([field, header]) => [field, [header]]));
}
