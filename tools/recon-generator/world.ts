import type { PostingDraft, RegistryDraft, StatementDraft } from '@payport/bank-files';

/** What happened to one payment on its way through the four sides; exactly one of them. */
export const TROUBLES = [
  'none',
  'no_rrn',
  'fee_error',
  'amount_error',
  'lost_at_bank',
  'status_conflict',
  'second_layout',
  'sbp_in_short',
  'timeless_twin',
  'netted_day',
  'moved_terminal',
  'late',
  'dirty_row',
  'not_posted',
  'posted_wrong',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What happened to the money of one of the bank's days on its way to the account; `credit_twice` may come on top of any. */
export const ACCOUNT_TROUBLES = [
  'credit_lost',
  'credit_short',
  'credit_late',
  'credit_gross',
  'credit_joined',
  'credit_of_nobody',
  'credit_twice',
] as const;
export type AccountTrouble = (typeof ACCOUNT_TROUBLES)[number];

/** What a line or a group of lines must come out as. `dirty`: the row has an error and is no line. `none`: nothing is said of it. */
export const VERDICTS = [
  'matched',
  'amount_mismatch',
  'fee_mismatch',
  'date_late',
  'missing_at_bank',
  'missing_at_gateway',
  'missing_in_pms',
  'missing_in_statement',
  'missing_in_registry',
  'duplicate',
  'status_conflict',
  'chargeback',
  'dirty',
  'none',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface GeneratedHotel {
  readonly key: string;
  readonly timeZone: string;
  /** When its day ends: before noon of the next calendar day, else of its own. */
  readonly auditHour: number;
  readonly mid: string;
  readonly tids: readonly [string, ...string[]];
  /** Device that took the place of the first one in the middle of the period. */
  readonly replacementTid: string;
}

/** A payment as the gateway keeps it. */
export interface GeneratedPayment {
  readonly id: string;
  readonly hotel: string;
  readonly kind: 'sale' | 'refund';
  readonly status: 'approved' | 'declined';
  readonly amountMinor: bigint;
  readonly currency: 'RUB';
  readonly tid: string;
  readonly mid: string;
  readonly rrn: string;
  readonly authCode: string;
  readonly cardMask: string;
  readonly originalId: string | null;
  /** UTC. */
  readonly at: string;
  /** Day of the hotel: its zone, its night audit. */
  readonly businessDay: string;
}

/** A line of a registry, and in which file it stands. A text in place of the amount makes the row dirty. */
export interface GeneratedLine {
  readonly hotel: string;
  readonly file: 'main' | 'second_layout' | 'short_layout';
  /** Row of the hotel's file, its head being the first one. */
  readonly row: number;
  readonly draft: RegistryDraft;
  readonly dirtyAmount: string | null;
}

/** An entry of the hotel's account, known by the number of its document. The second file is the same account in another format. */
export interface GeneratedEntry {
  readonly hotel: string;
  readonly file: 'account' | 'second_account';
  readonly draft: StatementDraft;
}

/** A group of lines that belong together, and how that must be told. */
export interface TruthRow {
  readonly group: number;
  readonly hotel: string;
  readonly trouble: Trouble | AccountTrouble | 'netted_refunds' | 'chargeback' | 'invented' | 'other_entry';
  readonly relation: 'gateway_bank' | 'gateway_pms' | 'bank_statement';
  readonly verdict: Verdict;
  readonly payments: readonly string[];
  /** Of registry lines: `main:<row>`, `second_layout:<row>` or `short_layout:<row>` of the hotel's file. */
  readonly bank: readonly string[];
  readonly postings: readonly string[];
  /** Of entries of the account: `account:<document number>` or `second_account:<document number>`. */
  readonly statement: readonly string[];
}

export interface GeneratedWorld {
  readonly hotels: readonly GeneratedHotel[];
  readonly payments: readonly GeneratedPayment[];
  readonly lines: readonly GeneratedLine[];
  readonly postings: readonly (PostingDraft & { readonly hotel: string })[];
  /** In the order of their days. */
  readonly entries: readonly GeneratedEntry[];
  readonly truth: readonly TruthRow[];
}
