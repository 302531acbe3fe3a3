import type { DecimalSign } from '../fields/amount.ts';
import type { DayOrder } from '../fields/moment.ts';
import type { OperationKind } from '../file-lines.ts';
import type { BankField, BankLayout, MappingMark } from '../layouts/table-layout.ts';
import type { FileEncoding } from '../text/encoding.ts';

/** Signs that may separate the cells of a text. */
export const MAPPING_DELIMITERS = [';', ',', '\t', '|'] as const;
export type MappingDelimiter = (typeof MAPPING_DELIMITERS)[number];

/** `column`: a word of the file says it. `sign`: below zero is a refund. The others: every line is one. */
export const KIND_RULES = ['column', 'sign', 'purchase', 'refund'] as const;
/** `column`; `net`: what is missing between amount and credit; `rate`: by the contract; `none`: not known. */
export const FEE_RULES = ['column', 'net', 'rate', 'none'] as const;

/** What a table's columns are, as a person of the hotel has described them. */
export interface MappingDefinition {
  readonly acquirer: string;
  /** Names of the columns by which the table is known again, in comparable words. */
  readonly headers: readonly string[];
  readonly encoding: FileEncoding | 'auto';
  readonly delimiter: MappingDelimiter | 'auto';
  readonly decimal: DecimalSign;
  readonly dayOrder: DayOrder;
  readonly timeZone: string;
  readonly currency: string;
  /** Field → name of its column. */
  readonly columns: Readonly<Partial<Record<BankField, string>>>;
  readonly kindRule: (typeof KIND_RULES)[number];
  readonly kindWords: Readonly<Record<string, OperationKind>>;
  readonly feeRule: (typeof FEE_RULES)[number];
  readonly feeRateMillionths: number | null;
}

/** A mapping with the name of its version. */
export interface NamedMapping {
  readonly mark: MappingMark;
  readonly definition: MappingDefinition;
}

/** What every table must tell. */
export const REQUIRED_FIELDS = ['operatedAt', 'gross'] as const satisfies readonly BankField[];

/** The id under which all mappings of hotels stand among the layouts. */
export const MAPPING_LAYOUT = 'mapping';

/** A described table as a layout that the reader knows. */
export function layoutOf(definition: MappingDefinition, mapping: MappingMark): BankLayout {
  const { kindRule, feeRule } = definition;
  const columns = Object.fromEntries(
    Object.entries(definition.columns)
      .filter(([field]) => !(field === 'kind' && kindRule !== 'column') && !(field === 'fee' && feeRule !== 'column'))
      .map(([field, header]) => [field, [header]]),
  );
  return {
    target: 'bank',
    id: MAPPING_LAYOUT,
    title: { ru: mapping.name, en: mapping.name },
    acquirer: definition.acquirer,
    columns,
    required: REQUIRED_FIELDS,
    telling: [],
    decimal: definition.decimal,
    timeZone: definition.timeZone,
    currency: definition.currency,
    onlyKind: kindRule === 'purchase' || kindRule === 'refund' ? kindRule : null,
    versionOf: () => String(mapping.version),
    own: {
      mapping,
      headers: definition.headers,
      encoding: definition.encoding,
      delimiter: definition.delimiter,
      dayOrder: definition.dayOrder,
      kindWords: kindRule === 'column' ? definition.kindWords : {},
      feeRateMillionths: feeRule === 'rate' ? definition.feeRateMillionths : null,
    },
  };
}
