import type { OperationKind } from '../file-lines.ts';
import type { DecimalSign } from '../fields/amount.ts';
import type { DayOrder } from '../fields/moment.ts';
import type { FileEncoding } from '../text/encoding.ts';

/** What a column of an acquirer's registry may mean. */
export const BANK_FIELDS = [
  'kind',
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

/** Which version of which mapping of the hotel. */
export interface MappingMark {
  readonly id: string;
  readonly version: number;
  readonly name: string;
}

/** What a mapping of the hotel says besides; the built-in layouts need none of it. */
export interface OwnRules {
  readonly mapping: MappingMark;
  /** A row is its header only if it has all of these, in comparable words. */
  readonly headers: readonly string[];
  readonly encoding: FileEncoding | 'auto';
  /** The one sign that separates cells; `auto`: whichever fits. */
  readonly delimiter: string;
  readonly dayOrder: DayOrder;
  /** Words of the file for kinds of operations, in comparable words. */
  readonly kindWords: Readonly<Record<string, OperationKind>>;
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
  readonly versionOf: (has: (field: PostingField) => boolean) => string;
}

export type TableLayout = BankLayout | PostingLayout;
