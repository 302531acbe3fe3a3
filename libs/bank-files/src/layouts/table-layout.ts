import type { OperationKind, PostingLine } from '../file-lines.ts';
import type { DecimalSign } from '../fields/amount.ts';
import type { DayOrder } from '../fields/moment.ts';
import type { FileEncoding } from '../text/encoding.ts';

/** What a column of an acquirer's registry may mean. */
export const BANK_FIELDS = [
  'kind',
  'reason',
  'state',
  'method',
  'operatedAt',
  'operatedTime',
  'postedOn',
  'registryOn',
  'settledOn',
  'gross',
  'fee',
  'feeTax',
  'net',
  'currency',
  'inn',
  'mid',
  'tid',
  'outlet',
  'rrn',
  'authCode',
  'card',
  'cardProduct',
  'paymentSystem',
  'operationRef',
  'orderRef',
  'parentRef',
] as const;
export type BankField = (typeof BANK_FIELDS)[number];

/** What a column of the journal of the hotel's system may mean. */
export const POSTING_FIELDS = [
  'postingRef',
  'businessDay',
  'postedAt',
  'kind',
  'amount',
  'currency',
  'folio',
  'room',
  'guest',
  'rrn',
  'authCode',
  'card',
  'tid',
  'paymentRef',
  'cashier',
] as const;
export type PostingField = (typeof POSTING_FIELDS)[number];

/** What a column of an account's statement may mean. Money stands in one column, or what came and what went in two. */
export const STATEMENT_FIELDS = [
  'account',
  'bookedOn',
  'amount',
  'credit',
  'debit',
  'kind',
  'currency',
  'purpose',
  'counterparty',
  'counterpartyInn',
  'counterpartyAccount',
  'documentNumber',
  'documentOn',
  'documentKind',
  'bankRef',
] as const;
export type StatementField = (typeof STATEMENT_FIELDS)[number];

/** What a word of a described table may mean: an operation, or which way money of an account went. */
export type MappedWord = OperationKind | 'credit' | 'debit';

/** Which version of which mapping of the hotel. */
export interface MappingMark {
  readonly id: string;
  readonly version: number;
  readonly name: string;
}

/** What a mapping of the hotel says besides; the built-in layouts need none of it. */
export interface OwnRules {
  readonly mapping: MappingMark;
  /** A row is its header only if it has all of these, in comparable words; of a table without a header, its columns by place. */
  readonly headers: readonly string[];
  /** The table has no header: its columns are known by their places. */
  readonly headless: boolean;
  readonly encoding: FileEncoding | 'auto';
  /** The one sign that separates cells; `auto`: whichever fits. */
  readonly delimiter: string;
  readonly dayOrder: DayOrder;
  /** Words of the file for kinds of operations, in comparable words. */
  readonly kindWords: Readonly<Record<string, MappedWord>>;
  /** What the bank keeps of what came in, where no column says it: millionths of the amount. */
  readonly feeRateMillionths: number | null;
}

interface CommonLayout<Field extends string> {
  readonly id: string;
  /** Whose file it is, as the portal names it. */
  readonly title: { readonly ru: string; readonly en: string };
  /** Headers by which a column is known, in comparable words (`normalWords`); the first that a file has counts. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** A row is this layout's header only if it names all of these. */
  readonly required: readonly Field[];
  /** Headers that this layout alone has: where two layouts fit, these decide. */
  readonly telling: readonly string[];
  readonly decimal: DecimalSign;
  /** Zone of the file's clock (IANA). */
  readonly timeZone: string;
  readonly currency: string;
  readonly own?: OwnRules;
}

export interface BankLayout extends CommonLayout<BankField> {
  readonly target: 'bank';
  readonly acquirer: string;
  /** What every line is where no column says it; null: the sign of the amount decides between purchase and refund. */
  readonly onlyKind: OperationKind | null;
  /** Name of the version that a file shows by the columns it has. */
  readonly versionOf: (has: (field: BankField) => boolean) => string;
}

export interface PostingLayout extends CommonLayout<PostingField> {
  readonly target: 'posting';
  /** What every line is, whatever its column or sign says; null: these decide. */
  readonly onlyKind: PostingLine['kind'] | null;
  readonly versionOf: (has: (field: PostingField) => boolean) => string;
}

/** Only hotels describe such tables: banks that we know hand out statements as 1C, camt.053 and MultiCash. */
export interface StatementLayout extends CommonLayout<StatementField> {
  readonly target: 'statement';
  /** The hotel's account where no column names it. */
  readonly account: string | null;
  /** What every line is; null: a word, the sign or the column of the money decides. */
  readonly onlyDirection: 'credit' | 'debit' | null;
  readonly versionOf: (has: (field: StatementField) => boolean) => string;
}

export type TableLayout = BankLayout | PostingLayout | StatementLayout;
