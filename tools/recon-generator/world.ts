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
  'spare_terminal',
  'moved_terminal',
  'unknown_paid',
  'unknown_lost',
  'voided',
  'bank_reversal',
  'bank_undone',
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
  'expected',
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
  /** Number at the bank of a device that stands in for another, or takes its place. */
  readonly replacementTid: string;
}

/** A device that was replaced for good: the bank knows the new one from a moment on, the gateway some days later, as it tells its number. */
export interface MovedTerminal {
  readonly hotel: string;
  readonly tid: string;
  readonly replacementTid: string;
  readonly fromMs: number;
  readonly knownFromMs: number;
}

/** A payment as the gateway keeps it. */
export interface GeneratedPayment {
  readonly id: string;
  readonly hotel: string;
  readonly kind: 'sale' | 'refund' | 'void';
  readonly status: 'approved' | 'declined' | 'reversed' | 'unknown' | 'manual_review';
  readonly amountMinor: bigint;
  readonly currency: 'RUB';
  /** As the terminal is registered. */
  readonly tid: string;
  /** As the device told it with the result, where it did. */
  readonly resultTid: string | null;
  readonly mid: string;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly cardMask: string | null;
  readonly originalId: string | null;
  /** UTC. */
  readonly at: string;
  /** Day of the hotel: its zone, its night audit. */
  readonly businessDay: string;
}

/** The same with the numbers that bank and device know, whether or not the gateway was told them. */
export interface NumberedPayment extends GeneratedPayment {
  readonly rrn: string;
  readonly authCode: string;
  readonly cardMask: string;
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
  readonly trouble: Trouble | AccountTrouble | 'netted_refunds' | 'chargeback' | 'representment' | 'invented' | 'other_entry';
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
  readonly moved: MovedTerminal;
  readonly payments: readonly GeneratedPayment[];
  readonly lines: readonly GeneratedLine[];
  readonly postings: readonly (PostingDraft & { readonly hotel: string })[];
  /** In the order of their days. */
  readonly entries: readonly GeneratedEntry[];
  readonly truth: readonly TruthRow[];
}
